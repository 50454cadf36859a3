"""Whatever comes later, a stored rating is made again from what was known and recorded when it was made."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from functions.research import wiring
from functions.research.adapters.paid_calls import Payload
from functions.research.domain.rating import rate as rated_by
from functions.research.domain.replay import Outcome
from functions.research.handlers import sync_earnings_calendar
from tests.support import clocks
from tests.support.market import FIRST_DAY, NEXT_DAY, acme, restated

LATER = f"{NEXT_DAY}T07:00:00Z"
HEADER = "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"


def lists(as_of, report_date):
    """The calendar of a morning, ACME's one report in it."""
    csv = f"{HEADER}\r\nACME,Acme Corp,{report_date},2026-03-31,,,\r\n"
    sync_earnings_calendar.store(Payload("EARNINGS_CALENDAR", csv.encode(), "hash"), as_of)


@pytest.fixture
def rated(stack, market):
    """ACME, with its figures, prices, news, peers and expected report, rated and stored at seven."""
    stack.holds("ACME")
    market.publishes(acme(years=2, quarters=6))
    stack.once("ACME rated at seven", lambda: collect_and_rate(stack))
    return stack


def collect_and_rate(stack):
    as_of = stack.market.at()
    lists(stack.market.at(5), "2026-05-20")
    for day, close in (("2026-05-05", 10.0), ("2026-05-06", 11.0)):
        clocks.bar(stack.market.at(4), day, close)
    for number in range(6):
        clocks.story(stack.market.at(5), number, f"20260507T0{number}0000")
    about = {"as_of": as_of, "trigger_type": "manual", "asset": {"symbol": "ACME"}}
    stack.run("pollenate_asset", **about)
    clocks.finding(as_of, "NUMBER_UNREADABLE")
    market_cap = wiring.overviews().as_of("ACME", as_of).figures["market_capitalization"]
    clocks.peers(stack.market.at(6), 12.0, market_cap=market_cap)
    rate(stack, as_of)


def rate(stack, as_of):
    checked = stack.run("validate_data", symbol="ACME", as_of=as_of)
    made = stack.run("analyze_asset", symbol="ACME", as_of=as_of, seen_until=checked["seen_until"])
    stack.run("store_result", symbol="ACME", as_of=as_of, **made)


def late_statement(as_of):
    clocks.statement(as_of, 1, known_from="2026-05-01", fiscal_date=date(2024, 9, 30))


def restatement(as_of):
    newest = max(wiring.statements().rows("ACME"), key=lambda row: row.report.fiscal_date)
    figures = dict.fromkeys(newest.report.figures, 1)
    wrong = replace(newest, report=replace(newest.report, figures=figures), known_from=as_of)
    wiring.statements().add([replace(wrong, recorded_at=clocks.recorded_at(as_of)["ACME"])])


def rating_of_an_earlier_day(as_of):
    earlier = "2026-05-02T07:00:00Z"
    document = wiring.analyses().latest("ACME", until=as_of) | {"as_of": earlier}
    seen_until = wiring.closed_moments().close("ACME", earlier)
    wiring.analyses().put(
        document, analysis_id="late", sector=None, seen_until=seen_until, recorded_at=seen_until
    )


# Each with the part of what is known that it changes from then on.
PLANTED = {
    "a report collected late": (late_statement, "rows"),
    "a restatement": (restatement, "rows"),
    "a later profile": (lambda as_of: clocks.profile(as_of, 5.0), "overview"),
    "an oddity of a later payload": (lambda as_of: clocks.finding(as_of, "NOT_A_NUMBER"), "findings"),
    "a later bar": (lambda as_of: clocks.bar(as_of[:11] + "04:00:00Z", "2026-05-07", 9.0), "bars"),
    "a revised bar": (lambda as_of: clocks.bar(as_of[:11] + "04:00:00Z", "2026-05-06", 99.0), "bars"),
    "an old story": (lambda as_of: clocks.story(as_of[:11] + "05:00:00Z", 77, "20260506T120000"), "news"),
    "a moved report": (lambda as_of: lists(as_of[:11] + "05:00:00Z", "2026-06-02"), "expected_report_on"),
    "a later snapshot of its sector": (lambda as_of: clocks.peers(as_of, 40.0), "peers"),
    "a rating of an earlier day made late": (rating_of_an_earlier_day, "earlier_ratings"),
}


def stored_bytes():
    [stored] = wiring.analyses().stored("ACME", FIRST_DAY, earlier=False)
    return json.dumps(stored.document)


def made_again(as_of, seen_until):
    rating = rated_by(clocks.known(as_of, seen_until), as_of=as_of, rule_set=wiring.rule_set())
    return json.dumps(json.loads(rating.to_bytes()))


def outcomes(as_of=FIRST_DAY):
    return [replayed.outcome for replayed in wiring.replays().of(["ACME"], as_of)]


def test_the_cast_leaves_no_part_of_what_is_known_untouched(rated, market):
    known = clocks.known(market.at(), market.at())
    parts = {part.name for part in fields(known)} - {"symbol"}

    assert {part for _, part in PLANTED.values()} == parts
    assert [part for part in parts if not getattr(known, part)] == ["earlier_ratings"]


@pytest.mark.parametrize("name", PLANTED)
def test_what_comes_later_leaves_a_stored_rating_as_it_was(rated, market, name):
    plant, part = PLANTED[name]
    before, bytes_before = clocks.known(market.at(), market.at()), stored_bytes()

    plant(LATER)

    assert clocks.known(market.at(), market.at()) == before
    assert made_again(market.at(), market.at()) == bytes_before
    assert outcomes() == [Outcome.MATCHED]
    assert getattr(clocks.known(LATER, LATER), part) != getattr(before, part), "it is seen from then on"


@pytest.mark.acceptance(107)
def test_all_of_it_at_once_leaves_a_stored_rating_as_it_was(rated, market):
    bytes_before = stored_bytes()

    for plant, _ in PLANTED.values():
        plant(LATER)
    rate(rated, LATER)

    assert (made_again(market.at(), market.at()), stored_bytes()) == (bytes_before, bytes_before)
    assert outcomes() == outcomes(NEXT_DAY) == [Outcome.MATCHED]
    assert made_again(LATER, LATER) != bytes_before


@pytest.mark.parametrize("name", PLANTED)
def test_what_a_slower_run_brings_for_the_rated_moment_is_recorded_after_it(rated, market, name):
    plant, _ = PLANTED[name]
    before = clocks.known(market.at(), market.at())

    plant(market.at())

    assert clocks.known(market.at(), market.at()) == before
    assert outcomes() == [Outcome.MATCHED]


def test_a_backtest_sees_what_was_known_then_whenever_it_was_collected(rated, market):
    late_statement(LATER)
    clocks.story(LATER, 77, "20260506T120000")
    known = clocks.known(market.at())

    assert date(2024, 9, 30) in {row.report.fiscal_date for row in known.rows}
    assert "Story 77" in {article.title for article in known.news}


def test_a_backtest_sees_nothing_from_the_future_of_its_moment(rated, market):
    clocks.story(LATER, 78, "20260509T010000")
    clocks.bar(LATER, "2026-05-08", 50.0)
    known = clocks.known(market.at())

    assert "Story 78" not in {article.title for article in known.news}
    assert max(bar.timestamp for bar in known.bars) == "2026-05-06T04:00:00Z"


def test_a_restated_company_rated_again_keeps_both_ratings_reproducible(rated, market):
    market.opens(NEXT_DAY)
    market.publishes(restated(acme(years=2, quarters=6), quarter="2025-12-31", totalRevenue=1))
    rated.run("pollenate_asset", as_of=LATER, trigger_type="manual", asset={"symbol": "ACME"})

    rate(rated, LATER)

    assert [each.outcome for each in wiring.replays().of(["ACME"], NEXT_DAY, earlier=True)] == [
        Outcome.MATCHED,
        Outcome.MATCHED,
    ]


def test_a_row_altered_behind_the_clocks_is_found(rated, market):
    [newest] = [r for r in wiring.statements().rows("ACME") if r.report.fiscal_date == date(2025, 12, 31)][:1]
    wiring.statements().add([replace(newest, report=replace(newest.report, figures={"net_income": 1}))])

    [replayed] = wiring.replays().of(["ACME"], FIRST_DAY)

    assert replayed.outcome is Outcome.MISMATCHED
    assert replayed.difference.path
