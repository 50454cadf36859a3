from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Basis, Statement, known_as_of
from functions.research.handlers.pollenate_asset import AssetNotListed
from tests.support.market import FIRST_DAY, FUNDAMENTALS, NEWS_DAY, NEXT_DAY, acme, restated

STATEMENT_TABLES = tuple(
    f"signal9-{name}-dev" for name in ("income-statement", "balance-sheet", "cash-flow", "earnings")
)
RESTATED = "2025-06-30"


@pytest.fixture
def listed(stack, market):
    stack.holds("ACME")
    market.publishes(acme())
    return stack


@pytest.fixture
def collected(listed):
    """ACME has been collected on the first day."""
    listed.once("ACME collected on its turn", lambda: pollenate(listed))
    return listed


def pollenate(stack, trigger="regular", symbol="ACME", **asset):
    about = {"symbol": symbol, **asset}
    return stack.run_to_the_end("pollenate_asset", as_of=stack.market.at(), trigger_type=trigger, asset=about)


def rated(as_of):
    rating = {
        "symbol": "ACME",
        "as_of": as_of,
        "rule_set": {"content_hash": RULE_SET.content_hash},
        "rating": 4.0,
        "label": "buy",
        "confidence": 80.0,
    }
    wiring.assets().mark_rated(rating)


@pytest.mark.acceptance(85, 107)
def test_a_first_visit_collects_everything_and_asks_for_a_rating(listed, market):
    answer = pollenate(listed)

    assert answer == {
        "symbol": "ACME",
        "outcome": "stored",
        "needs_analysis": True,
        "latest_quarter": "2025-12-31",
    }
    assert market.asked() == [*FUNDAMENTALS, "EARNINGS_CALL_TRANSCRIPT"]
    assert {row.report.statement for row in wiring.statements().rows("ACME")} == set(Statement)
    assert wiring.overviews().as_of("ACME", market.at()).sector == "Information Technology"
    held = wiring.assets().get("ACME")
    assert (held.last_pollenation, held.last_full_collection) == (market.at(), market.at())
    assert (held.latest_quarter, held.sector) == (date(2025, 12, 31), "Information Technology")


def test_quarters_are_known_from_their_report_and_years_from_their_own(collected):

    newest = {
        (row.report.period.value): row
        for row in wiring.statements().rows_of("ACME", Statement.INCOME)
        if row.report.fiscal_date == date(2025, 12, 31)
    }

    reported = next(p.reported_on for p in acme().quarterly if p.end == date(2025, 12, 31))
    assert newest["Q"].known_from == newest["A"].known_from == reported.isoformat()
    assert newest["Q"].known_from_basis is Basis.REPORTED_DATE


def test_payloads_are_kept_as_they_came_and_named_by_every_row(collected):

    row = next(wiring.statements().rows_of("ACME", Statement.CASH_FLOW))

    raw = wiring.payloads("alphavantage").load("ACME", "CASH_FLOW", row.payload_hash)
    assert raw.startswith(b'{"symbol": "ACME"')


def test_a_visit_that_finds_the_same_quarter_costs_one_call_and_writes_no_row(collected, market):
    rated(market.at())
    market.asked()
    market.opens(NEXT_DAY)
    before = len(collected.calls.made)

    answer = pollenate(collected)

    assert (answer["outcome"], answer["needs_analysis"]) == ("unchanged", False)
    assert market.asked() == ["OVERVIEW"]
    assert collected.calls.rows_written(*STATEMENT_TABLES, since=before) == 0
    held = wiring.assets().get("ACME")
    assert (held.last_pollenation[:10], held.last_full_collection[:10]) == (NEXT_DAY, FIRST_DAY)


def test_a_whole_collection_of_unchanged_figures_writes_no_row(collected, market):
    rated(market.at())
    market.opens(NEXT_DAY)
    before = len(collected.calls.made)

    answer = pollenate(collected, "manual")

    assert (answer["outcome"], answer["needs_analysis"]) == ("unchanged", False)
    assert collected.calls.rows_written(*STATEMENT_TABLES, since=before) == 0


def test_a_new_quarter_is_collected_whole_and_adds_its_rows_only(collected, market):
    rated(market.at())
    before = wiring.statements().rows("ACME")
    market.opens(NEWS_DAY)

    answer = pollenate(collected)

    assert (answer["outcome"], answer["latest_quarter"], answer["needs_analysis"]) == (
        "stored",
        "2026-03-31",
        True,
    )
    added = [row for row in wiring.statements().rows("ACME") if row not in before]
    assert {row.report.fiscal_date for row in added} == {date(2026, 3, 31)}
    assert len(added) == 4
    assert {row.known_from for row in added} == {NEWS_DAY}


def test_a_restated_figure_appends_a_row_and_overwrites_none(collected, market):
    market.opens(NEXT_DAY)
    market.publishes(restated(acme(), quarter=RESTATED, totalRevenue=1))

    assert pollenate(collected, "manual")["outcome"] == "stored"

    versions = [
        row
        for row in wiring.statements().rows_of("ACME", Statement.INCOME)
        if row.report.fiscal_date == date.fromisoformat(RESTATED)
    ]
    old, new = sorted(versions, key=lambda row: row.known_from)
    assert old.report.figures["total_revenue"] > 1 == new.report.figures["total_revenue"]
    assert (new.known_from, new.known_from_basis) == (market.at(), Basis.FIRST_SEEN)
    assert old.payload_hash != new.payload_hash
    known_before = known_as_of(versions, f"{FIRST_DAY}T23:59:59Z")
    assert [row.report.figures["total_revenue"] for row in known_before] == [
        old.report.figures["total_revenue"]
    ]


def test_a_restatement_is_found_after_a_month_without_news(listed, market):
    market.opens(NEWS_DAY)
    pollenate(listed)
    stored = len(wiring.statements().rows("ACME"))
    market.publishes(restated(acme(), quarter=RESTATED, totalRevenue=1))
    market.asked()

    market.opens("2026-06-10")
    pollenate(listed)
    assert market.asked() == ["OVERVIEW"]
    market.opens("2026-06-11")
    pollenate(listed)

    assert market.asked()[:5] == list(FUNDAMENTALS)
    assert len(wiring.statements().rows("ACME")) == stored + 1


def test_an_unknown_symbol_costs_two_calls_and_is_left_alone(listed, market):
    listed.holds("NOBODY")

    answer = pollenate(listed, "new_asset", "NOBODY")

    assert (answer["outcome"], answer["needs_analysis"]) == ("no_fundamentals", False)
    assert market.asked() == ["OVERVIEW", "INCOME_STATEMENT"]
    assert wiring.assets().get("NOBODY").no_fundamentals_since == market.at()


def test_a_company_without_a_profile_is_collected_by_its_statements(listed, market):
    market.fails("OVERVIEW", "wrong_body", {})

    answer = pollenate(listed)

    assert (answer["outcome"], answer["latest_quarter"]) == ("stored", "2025-12-31")
    assert market.asked() == list(FUNDAMENTALS)


def test_a_company_the_provider_forgets_for_a_day_is_not_left_alone(collected, market):
    market.opens(NEXT_DAY)
    market.fails("*", "wrong_body", {})

    answer = pollenate(collected)

    assert (answer["outcome"], answer["latest_quarter"]) == ("unavailable", "2025-12-31")
    assert wiring.assets().get("ACME").no_fundamentals_since is None


def test_fundamentals_that_appear_lift_the_mark_that_there_are_none(listed, market):
    wiring.assets().mark_pollenated(
        "ACME", as_of=market.at(1), full=False, latest_quarter=None, sector=None, has_fundamentals=False
    )

    pollenate(listed)

    assert wiring.assets().get("ACME").no_fundamentals_since is None


def test_a_symbol_that_is_not_listed_is_named(listed):
    with pytest.raises(AssetNotListed, match="GHOST is not in the catalogue; sync the assets first"):
        pollenate(listed, "on_demand", "GHOST")


def test_a_class_share_is_asked_for_in_the_providers_spelling(listed, market):
    listed.holds("QZ.B")
    market.publishes(acme("QZ.B", "Quartz Class B"))

    assert pollenate(listed, symbol="QZ.B")["outcome"] == "stored"
    assert wiring.overviews().as_of("QZ.B", market.at()).name == "Quartz Class B"


def test_the_day_says_what_was_done_with_the_asset(collected, market):

    [did] = wiring.run_log().assets_of(market.day)

    assert (did["symbol"], did["outcome"], did["trigger_type"]) == ("ACME", "stored", "regular")
    assert (did["calls"], did["collected"]) == (6, market.at())
    assert did["rows_added"] == len(wiring.statements().rows("ACME"))


def test_an_unrated_change_of_an_earlier_day_is_rated_after_all(collected, market):
    market.opens(NEXT_DAY)

    answer = pollenate(collected)

    assert (answer["outcome"], answer["needs_analysis"]) == ("unchanged", True)
