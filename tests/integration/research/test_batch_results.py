"""What follows a batch: assets to analyse are announced, and reports whose figures have come are closed."""

from datetime import date

import pytest

from functions.research import wiring
from functions.research.adapters.event_bus import EventBus, EventsNotAccepted
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.events import analysis_needed
from tests.support.market import NEWS_DAY, NEXT_DAY, acme

AS_OF = "2026-05-08T06:00:00Z"
REPORTED = date(2026, 5, 7)


def announce(stack, *symbols, trigger="regular", as_of=AS_OF):
    return stack.run("announce_collected", as_of=as_of, trigger_type=trigger, symbols=list(symbols))


def collected(symbol, **more):
    """The day's log as the asset's collection leaves it."""
    noted = {"outcome": "stored", "needs_analysis": True, "collected": AS_OF, **more}
    wiring.run_log().asset_did(AS_OF, symbol, **noted)
    return symbol


def mark(stack, symbol="ACME", on="2026-05-07", at=AS_OF):
    detail = {"symbol": symbol, "earningsDate": on, "processedAt": at}
    return stack.run("mark_earnings_processed", detail=detail)


@pytest.fixture
def reported(stack):
    row = ExpectedReport("ACME", "Acme Corp", REPORTED, date(2026, 3, 31), None, None, "unknown")
    wiring.calendar().put(row, AS_OF, "0" * 64)
    return stack


@pytest.mark.acceptance(49, 122)
@pytest.mark.parametrize("assets", [1, 8])
def test_changed_assets_of_a_batch_are_announced_together(stack, assets):
    symbols = [f"A{number}" for number in range(assets)]

    answer = announce(stack, *map(collected, symbols), collected("SAME", needs_analysis=False))

    assert answer == {"assets": assets + 1, "analyse": assets}
    [event] = stack.events("analysisNeeded")
    assert (event["symbols"], event["batchSize"], event["analysisType"]) == (symbols, 8, "rule_based")
    assert (event["occurredAt"], event["priority"]) == (AS_OF, "medium")


def test_the_changed_assets_of_several_batches_are_packed_eight_to_an_announcement(stack):
    symbols = [collected(f"A{number}") for number in range(10)]
    same = [collected(f"S{number}", needs_analysis=False) for number in range(6)]

    answer = announce(stack, *symbols[:2], *same, *symbols[2:])

    assert answer == {"assets": 16, "analyse": 10}
    assert [event["symbols"] for event in stack.events("analysisNeeded")] == [symbols[:8], symbols[8:]]


def test_assets_that_reported_are_analysed_before_others(stack):
    announce(stack, collected("ACME"), trigger="earnings")

    [event] = stack.events("analysisNeeded")
    assert event["priority"] == "high"


def test_a_batch_without_news_announces_nothing(stack):
    announce(stack, collected("ACME", needs_analysis=False), "NEVER")
    announce(stack)

    assert stack.events() == []


def test_an_asset_that_failed_is_not_analysed_though_an_earlier_run_of_the_day_wanted_it(stack):
    collected("BAD", collected="2026-05-08T05:00:00Z")
    stack.run(
        "record_failure", workflow="Pollenation", as_of=AS_OF, execution="regular", symbol="BAD", error={}
    )

    announce(stack, "BAD", collected("ACME"))

    [event] = stack.events("analysisNeeded")
    assert event["symbols"] == ["ACME"]


def test_what_another_run_of_the_day_collected_is_that_runs_to_announce(stack):
    collected("EARLY", collected="2026-05-08T05:00:00Z", earnings_date="2026-05-07")
    collected("LATE", collected="2026-05-08T07:00:00Z", earnings_date="2026-05-07")

    assert announce(stack, "EARLY", "LATE") == {"assets": 2, "analyse": 0}
    assert stack.events() == []


def test_symbols_of_a_batch_are_announced_in_the_order_of_their_turn(stack):
    for symbol in ("A", "B", "C"):
        collected(symbol)

    announce(stack, "C", "A", "B")

    [event] = stack.events("analysisNeeded")
    assert event["symbols"] == ["C", "A", "B"]


def test_a_report_whose_figures_have_come_is_announced_as_processed(stack):
    announce(
        stack, collected("ACME", earnings_date="2026-05-07", latest_quarter="2026-03-31"), collected("BOLT")
    )

    [event] = stack.events("earningsProcessed")
    assert (event["symbol"], event["earningsDate"], event["earningsId"]) == (
        "ACME",
        "2026-05-07",
        "ACME#2026-05-07",
    )
    assert (event["latestQuarter"], event["processedAt"]) == ("2026-03-31", AS_OF)


def test_a_batch_announced_twice_says_the_same_under_the_same_ids(stack):
    for _ in range(2):
        announce(stack, collected("ACME", earnings_date="2026-05-07", latest_quarter="2026-03-31"))

    first, second = stack.events("analysisNeeded") or (None, None)
    assert first == second is not None


def test_more_than_ten_events_are_published_in_parts(stack):
    wiring.bus().publish([analysis_needed([f"A{n}"], trigger_type="regular", as_of=AS_OF) for n in range(13)])

    puts = [call for call in stack.calls.made if call.operation == "PutEvents"]
    assert [len(put.params["Entries"]) for put in puts] == [10, 3]
    assert len(stack.events()) == 13


class Moody:
    """A bus that turns down some entries of each call."""

    def __init__(self, *refused_by_call):
        self.refused = list(refused_by_call)
        self.seen = []

    def put_events(self, Entries):  # noqa: N803  the SDK's spelling
        self.seen.append([entry["Detail"] for entry in Entries])
        refused = self.refused.pop(0)
        return {
            "Entries": [
                {"ErrorCode": "Throttled"} if n < refused else {"EventId": "1"} for n, _ in enumerate(Entries)
            ]
        }


def test_entries_the_bus_turns_down_are_sent_again_and_only_they():
    bus = Moody(1, 1, 0)

    EventBus(bus, "bus").publish(
        [analysis_needed([s], trigger_type="regular", as_of=AS_OF) for s in ("A", "B")]
    )

    assert [len(sent) for sent in bus.seen] == [2, 1, 1]
    assert bus.seen[1] == bus.seen[2] == bus.seen[0][:1]


def test_entries_turned_down_again_and_again_fail_the_batch():
    with pytest.raises(EventsNotAccepted, match="1 not accepted after 3 attempts: analysisNeeded"):
        EventBus(Moody(1, 1, 1), "bus").publish([analysis_needed(["A"], trigger_type="regular", as_of=AS_OF)])


@pytest.mark.acceptance(85)
def test_a_report_is_closed_once_however_often_it_is_announced(reported):
    assert mark(reported) == {"symbol": "ACME", "is_first": True}
    assert mark(reported, at="2026-05-09T06:00:00Z") == {"symbol": "ACME", "is_first": False}

    [row] = wiring.calendar().of("ACME")
    assert (row.is_processed, row.processing_status) == (True, "collected")
    [item] = reported.items("earnings-calendar")
    assert item["processed_at"] == AS_OF


def test_a_message_that_comes_days_late_still_closes_its_report(reported):
    assert mark(reported, at="2026-05-30T06:00:00Z")["is_first"]


def test_a_message_for_a_report_nobody_expects_leaves_no_row(reported):
    assert not mark(reported, "GHOST")["is_first"]
    assert not mark(reported, on="2026-05-08")["is_first"]

    assert len(reported.items("earnings-calendar")) == 1


def test_an_attempt_for_a_report_nobody_expects_leaves_no_row(reported):
    wiring.calendar().attempted("GHOST", REPORTED, AS_OF)

    assert list(wiring.calendar().on(REPORTED)) == wiring.calendar().of("ACME")


@pytest.mark.acceptance(107)
def test_an_asset_whose_quarter_has_come_closes_its_report(stack, market):
    """Late figures leave it open."""
    stack.holds("ACME")
    market.publishes(acme(years=1, quarters=3))
    market.expects(("ACME", NEWS_DAY, "2026-03-31"))
    stack.run("sync_earnings_calendar", as_of=market.at(5))
    asset = {"symbol": "ACME", "earnings_date": NEWS_DAY, "fiscal_date_ending": "2026-03-31"}

    for day, has_come in ((NEXT_DAY, False), (NEWS_DAY, True)):
        market.opens(day)
        result = stack.run("pollenate_asset", as_of=market.at(6), trigger_type="earnings", asset=asset)
        assert ("earnings_date" in result) == has_come
        announce(stack, "ACME", trigger="earnings", as_of=market.at(6))
        for event in stack.events("earningsProcessed"):
            stack.run("mark_earnings_processed", detail=event)

    [row] = wiring.calendar().of("ACME")
    assert (row.is_processed, row.attempts) == (True, 1)
