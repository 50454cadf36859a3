"""Two business days as the machines chain them, with all functions in this process."""

from itertools import chain

import pytest

from functions.research import wiring
from functions.research.adapters.http import ProviderUnavailable
from scripts.sandbox.folder_files import asset
from tests.support import permissions
from tests.support.market import FIRST_DAY, NEWS_DAY, NEXT_DAY, acme, restated

SYMBOLS = ("AAA", "BBB")
STATEMENT_TABLES = tuple(
    f"signal9-{name}-dev" for name in ("income-statement", "balance-sheet", "cash-flow", "earnings")
)
# Lambda itself writes to dead-letter queues; the others are what only a retry does.
NOT_SEEN_HERE = {
    ("start_workflow", "sqs:SendMessage"),
    ("mark_earnings_processed", "sqs:SendMessage"),
    ("sync_assets", "s3:GetObject"),
    ("sync_news_sentiment", "s3:GetObject"),
}


@pytest.fixture
def listed(stack, market):
    market.lists(*SYMBOLS)
    for symbol in SYMBOLS:
        market.publishes(acme(symbol, f"{symbol} Corp", years=2, quarters=5))
        market.trades(symbol, d2026_05_07=1000, d2026_05_08=2000, d2026_05_11=3000)
    market.expects(*((symbol, NEWS_DAY, "2026-03-31") for symbol in SYMBOLS))
    market.prints(("20260508T0300", "AAA"))
    return stack


@pytest.fixture
def lived(listed):
    """The first day is over."""
    listed.once("a first day", lambda: day(listed, FIRST_DAY))
    return listed


def day(stack, on):
    """Every job of the day, and what its events set off."""
    market = stack.market
    market.opens(on)
    stack.run_to_the_end("sync_assets", as_of=market.at(4))
    stack.run_to_the_end("sync_prices", as_of=market.at(4), after_symbol="")
    stack.run("complete_run", job="asset-sync", as_of=market.at(4))
    stack.run_to_the_end("sync_earnings_calendar", as_of=market.at(5))
    for trigger, hour in (("earnings", 6), ("regular", 7)):
        plan = stack.run(f"trigger_{trigger}_pollenation", as_of=market.at(hour), max_assets=25)
        for batch in chain(*plan["rounds"]):
            collect(stack, trigger, market.at(hour), batch)
        for sector in plan["sectors"]:
            stack.run("summarize_sector", as_of=market.at(hour), sector=sector)
        for symbols in plan["announcements"]:
            announce(stack, trigger, market.at(hour), symbols)
        stack.run("complete_run", job=f"{trigger}-pollenation", as_of=market.at(hour))
    stack.run_to_the_end("sync_news_sentiment", as_of=market.at(8))
    return {asset["symbol"]: asset for asset in wiring.run_log().assets_of(on)}


def collect(stack, trigger, as_of, batch):
    """A batch in one step, and each of it by itself, as after a step that died."""
    event = {"as_of": as_of, "trigger_type": trigger}
    assert stack.run("pollenate_asset", **event, batches=[batch])["outcome"] == "collected"
    for due in batch:
        stack.run_to_the_end("pollenate_asset", **event, asset=due)


def announce(stack, trigger, as_of, symbols):
    stack.run("announce_collected", as_of=as_of, trigger_type=trigger, symbols=symbols)
    for detail_type, detail in stack.published():
        if detail_type == "analysisNeeded":
            for symbol in detail["symbols"]:
                analyse(stack, symbol, detail["occurredAt"])
        if detail_type == "earningsProcessed":
            stack.run("mark_earnings_processed", detail=detail)


def analyse(stack, symbol, as_of):
    about = {"symbol": symbol, "as_of": as_of}
    checked = stack.run("validate_data", **about)
    if checked["outcome"] == "usable":
        checked = stack.run("analyze_asset", **about, seen_until=checked["seen_until"])
    made = {"rating": checked["rating"], "seen_until": checked["seen_until"]}
    analysis = stack.run("store_result", **about, **made)
    stack.run("notify_subscribers", **about, status="completed", analysis=analysis)


@pytest.mark.acceptance(107, 113, 125)
def test_a_first_day_collects_and_rates_everything(listed):
    did = day(listed, FIRST_DAY)

    assert {symbol: asset["outcome"] for symbol, asset in did.items()} == dict.fromkeys(SYMBOLS, "stored")
    assert all(asset["analysed"] == asset["collected"] for asset in did.values())
    announced = [call for call in listed.calls.made if call.operation == "PutEvents"]
    complete = [
        e["Detail"]
        for call in announced
        for e in call.params["Entries"]
        if e["DetailType"] == "analysisComplete"
    ]
    assert len(complete) == 2


@pytest.mark.acceptance(107)
def test_a_second_day_with_nothing_new_costs_a_call_an_asset_and_writes_no_figure(lived, market):
    before = len(lived.calls.made)

    did = day(lived, NEXT_DAY)

    assert {asset["outcome"] for asset in did.values()} == {"unchanged"}
    assert market.asked() == ["EARNINGS_CALENDAR", *["OVERVIEW"] * 2, "NEWS_SENTIMENT"]
    assert lived.calls.rows_written(*STATEMENT_TABLES, since=before) == 0
    assert lived.calls.rows_written("signal9-asset-analysis-dev", since=before) == 0


def test_a_day_run_twice_stores_and_pays_once(lived, market):
    ratings, calendar = lived.items("asset-analysis"), lived.items("earnings-calendar")
    before = len(lived.calls.made)

    day(lived, FIRST_DAY)

    assert market.asked() == []
    assert lived.calls.rows_written(*STATEMENT_TABLES, since=before) == 0
    assert (lived.items("asset-analysis"), lived.items("earnings-calendar")) == (ratings, calendar)


def test_companies_that_reported_are_collected_rated_and_closed_the_next_morning(lived, market):
    did = day(lived, "2026-05-13")

    assert {asset["trigger_type"] for asset in did.values()} == {"earnings"}
    assert {asset["latest_quarter"] for asset in did.values()} == {"2026-03-31"}
    rows = [row for symbol in SYMBOLS for row in wiring.calendar().of(symbol)]
    assert all(row.is_processed for row in rows if row.expected.report_date.isoformat() == NEWS_DAY)


@pytest.mark.acceptance(10, 87, 96)
def test_functions_may_do_no_more_than_they_do(lived, market):
    """Two days, with a listing, a delisting, a moved report, a transcript, a bad payload and a failure."""
    market.lists(SYMBOLS[1], asset("NEWCO", "Newco Corp", "NYSE"))
    market.expects(("BBB", "2026-06-02", "2026-03-31"))
    market.publishes(
        restated(acme("BBB", "BBB Corp", years=2, quarters=5), quarter="2025-06-30", totalRevenue=1)
    )
    said = [{"speaker": "Ann", "title": "CEO", "content": "We sold anvils.", "sentiment": "odd"}]
    spoken = {"symbol": "BBB", "quarter": "2025Q4", "transcript": said}
    market.writes("alphavantage/EARNINGS_CALL_TRANSCRIPT/BBB_2025Q4.json", spoken)
    market.fails("EARNINGS", "status", 500, symbol="BBB", times=1)
    day(lived, NEXT_DAY)
    manual = {"as_of": market.at(9), "trigger_type": "manual", "asset": {"symbol": "BBB"}}
    with pytest.raises(ProviderUnavailable):
        lived.run("pollenate_asset", **manual)
    lived.run("pollenate_asset", **manual)
    late = {"symbol": "BBB", "earnings_date": NEWS_DAY, "fiscal_date_ending": "2026-03-31"}
    lived.run("pollenate_asset", **manual | {"asset": late})
    analyse(lived, "BBB", market.at(9))
    lived.run("summarize_sector", as_of="2026-05-07T07:00:00Z", sector="Information Technology")
    error = {"Error": "Exception", "Cause": ""}
    lived.run(
        "record_failure", workflow="Analysis", as_of=market.at(9), execution="x", error=error, symbol="BBB"
    )
    lived.run("sync_earnings_calendar", as_of=market.at(10))
    lived.run("trigger_earnings_pollenation", as_of="2026-06-03T06:00:00Z", max_assets=25)

    idle = sorted(
        (handler.rpartition(".")[2], action, resource)
        for handler, used in lived.used.items()
        for action, resource in permissions.granted(handler, "dev")
        if not any(permissions.covers((action, resource), call) for call in used)
    )
    assert [use for use in idle if use[:2] not in NOT_SEEN_HERE] == []
