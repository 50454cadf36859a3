"""Check, rate, store and announce one asset, as the state machine chains it."""

from dataclasses import replace
from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Basis, Statement
from tests.support.market import FIRST_DAY, NEXT_DAY, acme

LATER = "2026-06-01"


@pytest.fixture
def collected(stack, market):
    """ACME with its figures, at seven on the first day."""
    stack.holds("ACME")
    market.publishes(acme(years=2, quarters=6))
    about = {"as_of": market.at(), "trigger_type": "manual", "asset": {"symbol": "ACME"}}
    stack.once("ACME collected by hand", lambda: stack.run("pollenate_asset", **about))
    return stack


def checked(stack, as_of, symbol="ACME"):
    return stack.run("validate_data", symbol=symbol, as_of=as_of)


def analysed(stack, as_of, symbol="ACME"):
    answer = checked(stack, as_of, symbol)
    if answer["outcome"] == "unusable":
        return answer
    return stack.run("analyze_asset", symbol=symbol, as_of=as_of, seen_until=answer["seen_until"])


def rating(stack, as_of, symbol="ACME"):
    return analysed(stack, as_of, symbol)["rating"]


def store(stack, as_of, symbol="ACME", **changes):
    answer = analysed(stack, as_of, symbol)
    document = answer["rating"] | changes
    return stack.run(
        "store_result", symbol=symbol, as_of=as_of, rating=document, seen_until=answer["seen_until"]
    )


def best():
    return [
        document["symbol"] for document in wiring.analyses().best_in_sector("Information Technology", limit=9)
    ]


@pytest.mark.acceptance(107, 118)
def test_a_collected_company_is_rated_and_stored(collected, market):
    answer = store(collected, market.at())

    assert 1 <= answer["rating"] <= 5
    assert answer["previous_rating"] is None
    latest = wiring.analyses().latest("ACME", until=market.at())
    assert (latest["rating"], latest["as_of"]) == (answer["rating"], market.at())
    assert wiring.analyses().by_id(answer["analysis_id"]) == latest
    [did] = wiring.run_log().assets_of(market.day)
    assert (did["collected"], did["analysed"]) == (market.at(), market.at())


def test_rating_twice_leaves_the_same_bytes(collected, market):
    first = store(collected, market.at())
    kept = collected.items("asset-analysis")

    assert store(collected, market.at()) == first
    assert collected.items("asset-analysis") == kept


def test_what_became_known_later_is_not_seen(collected, market):
    before = rating(collected, market.at())
    rows = wiring.statements().rows("ACME")
    worse = [
        replace(
            row,
            report=replace(row.report, figures=dict.fromkeys(row.report.figures, 1)),
            known_from=f"{NEXT_DAY}T07:00:00Z",
            known_from_basis=Basis.FIRST_SEEN,
        )
        for row in rows
    ]
    wiring.statements().add(worse)
    overview = wiring.overviews().as_of("ACME", market.at())
    wiring.overviews().put(replace(overview, sector="Financials", figures={}), f"{NEXT_DAY}T07:00:00Z")
    odd = [Finding("NOT_A_NUMBER", Severity.SOFT, "later", statement="income_statement")]
    wiring.parse_findings().put("ACME", "INCOME_STATEMENT", odd, f"{NEXT_DAY}T07:00:00Z", {})

    assert rating(collected, market.at()) == before
    assert rating(collected, f"{NEXT_DAY}T07:00:00Z") != before


def test_oddities_of_an_earlier_payload_are_still_known_of_their_time(stack):
    findings, odd = wiring.parse_findings(), [Finding("NOT_A_NUMBER", Severity.SOFT, "odd")]
    for function, found, day in (
        ("EARNINGS", odd, "08"),
        ("EARNINGS", odd, "09"),
        ("EARNINGS", [], "10"),
        ("EARNINGS_CALL_TRANSCRIPT@2025Q4", odd, "08"),
    ):
        as_of = f"2026-05-{day}T07:00:00Z"
        findings.put("ACME", function, found, as_of, findings.newest("ACME", as_of=as_of))

    known = {
        day: len(findings.of("ACME", as_of=f"2026-05-{day}T07:00:00Z")) for day in ("07", "08", "09", "10")
    }

    assert known == {"07": 0, "08": 2, "09": 2, "10": 1}
    assert len(stack.items("ops")) == 3


def test_a_company_without_figures_is_not_rated_and_says_why(stack, market):
    stack.holds("EMPTY")

    answer = store(stack, market.at(), "EMPTY")

    assert (answer["rating"], answer["label"]) == (None, "not_rated")
    assert wiring.analyses().latest("EMPTY", until=market.at())["reason"] == "NO_STATEMENTS"


def test_figures_that_are_reported_later_make_the_asset_unusable_until_then(collected):
    assert checked(collected, "2023-01-01T07:00:00Z")["outcome"] == "unusable"
    assert checked(collected, "2026-05-08T07:00:00Z")["outcome"] == "usable"


def test_what_reading_a_payload_showed_is_part_of_the_check(collected, market):
    odd = [Finding("NOT_A_NUMBER", Severity.SOFT, "odd", statement="balance_sheet")]
    wiring.parse_findings().put("ACME", "BALANCE_SHEET", odd, market.at(), {})

    codes = checked(collected, market.at())["findings"]

    assert "NOT_A_NUMBER" in codes


def test_contradicting_figures_are_findings_of_the_check(collected, market):
    healthy = set(checked(collected, market.at())["findings"])
    newest = max(
        wiring.statements().rows_of("ACME", Statement.BALANCE), key=lambda row: row.report.fiscal_date
    )
    broken = replace(newest.report, figures={**newest.report.figures, "total_assets": 1})
    wiring.statements().add([replace(newest, report=broken, known_from="2026-05-07")])

    codes = set(checked(collected, market.at())["findings"])

    assert {"BALANCE_IDENTITY_OFF", "CURRENT_ASSETS_ABOVE_TOTAL"} <= codes - healthy


def test_the_rating_before_is_named(collected, market):
    first = store(collected, market.at())
    again = store(collected, f"{LATER}T07:00:00Z")

    assert again["previous_rating"] == first["rating"]
    history = wiring.analyses().history("ACME", until=f"{LATER}T07:00:00Z", limit=5)
    assert [document["as_of"][:10] for document in history] == [LATER, FIRST_DAY]


def test_only_the_newest_rating_stands_among_the_sectors_best(collected, market):
    store(collected, market.at())
    store(collected, f"{LATER}T07:00:00Z")
    assert best() == ["ACME"]

    store(collected, f"{NEXT_DAY}T07:00:00Z")

    assert best() == ["ACME"]
    assert [d["as_of"][:10] for d in wiring.analyses().best_in_sector("Information Technology", limit=9)] == [
        LATER
    ]
    assert wiring.assets().get("ACME").rated_as_of == f"{LATER}T07:00:00Z"


def test_a_withheld_rating_leaves_the_sectors_best(collected, market):
    store(collected, market.at())
    store(collected, f"{LATER}T07:00:00Z", rating=None, label="not_rated", rating_low=None, rating_high=None)

    assert best() == []


def test_an_asset_that_is_not_listed_gets_no_catalogue_row_by_its_rating(stack, market):
    store(stack, market.at(), "GHOST")

    assert wiring.assets().get("GHOST") is None


@pytest.mark.acceptance(49)
def test_a_stored_rating_is_announced_with_its_numbers(collected, market):
    analysis = store(collected, market.at())

    collected.run(
        "notify_subscribers", symbol="ACME", as_of=market.at(), status="completed", analysis=analysis
    )

    [event] = collected.events("analysisComplete")
    assert (event["status"], event["analysisId"]) == ("completed", analysis["analysis_id"])
    assert (event["investmentRating"], event["previousRating"]) == (analysis["rating"], None)
    assert event["errorMessage"] is None


def test_an_analysis_that_failed_is_announced_too(stack, market):
    error = {"Error": "States.Timeout", "Cause": ""}

    stack.run("notify_subscribers", symbol="ACME", as_of=market.at(), status="failed", error=error)

    [event] = stack.events("analysisComplete")
    assert (event["status"], event["errorMessage"], event["investmentRating"]) == (
        "failed",
        "States.Timeout",
        None,
    )


def test_figures_older_than_the_rated_history_are_not_read(collected, market):
    old = next(wiring.statements().rows_of("ACME", Statement.INCOME))
    ancient = replace(old.report, fiscal_date=date(2001, 12, 31))
    before = rating(collected, market.at())
    wiring.statements().add([replace(old, report=ancient, known_from="2002-03-01")])

    assert rating(collected, market.at()) == before
