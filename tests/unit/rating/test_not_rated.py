from dataclasses import replace
from datetime import date

import pytest

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.statements import Period, Statement


def assert_not_rated(rating, reason):
    assert rating.reason == reason
    assert reason in WHY_NOT_RATED
    assert (rating.rating, rating.label, rating.confidence) == (None, "not_rated", 0)
    assert (rating.rating_low, rating.rating_high, rating.score100, rating.letter) == (None, None, None, None)


def test_nothing_known_is_not_rated(rated):
    assert_not_rated(rated([]), "NO_STATEMENTS")


def test_earnings_per_share_alone_are_no_statement(acme, rated):
    assert_not_rated(rated(acme.reports(statements=(Statement.EARNINGS,))), "NO_STATEMENTS")


def test_rows_without_figures_are_no_statement(rated, annual):
    assert_not_rated(rated([replace(r, figures=dict.fromkeys(r.figures)) for r in annual]), "NO_STATEMENTS")


def test_quarters_without_a_year_are_not_rated(acme, rated):
    assert_not_rated(rated(acme.reports(periods="Q")), "NO_ANNUAL_STATEMENT")


@pytest.mark.parametrize(
    ("as_of", "reason"),
    [
        ("2026-02-13T23:59:59Z", None),  # the report for 2024 still counts
        ("2027-07-04T23:59:59Z", None),  # 550 days after the end of 2025
        ("2027-07-05T00:00:00Z", "STATEMENTS_TOO_OLD"),
        ("2021-12-31T00:00:00Z", "NO_ANNUAL_STATEMENT"),
        ("2021-01-01T00:00:00Z", "NO_STATEMENTS"),
    ],
)
def test_only_what_was_known_and_is_not_too_old_is_rated(rated, as_of, reason):
    assert rated(as_of=as_of).reason == reason


def test_statements_of_one_year_in_two_currencies_are_not_rated(rated, annual):
    mixed = [replace(r, currency="EUR") if r.statement is Statement.BALANCE else r for r in annual]

    assert_not_rated(rated(mixed), "CURRENCY_CONFLICT")


def test_a_year_before_in_another_currency_is_not_compared_with(by_health, annual, metric):
    changed = [replace(r, currency="EUR") if r.fiscal_date < date(2025, 1, 1) else r for r in annual]

    rating = by_health(changed)

    assert rating.rating is not None
    assert rating.grounds.prior_period_ends == ()
    assert metric(rating, "return_on_assets").reason == "MISSING_INPUT:total_assets_prior"
    assert metric(rating, "current_ratio").reason is None


@pytest.mark.parametrize(
    ("day", "period", "reason"),
    [
        ("2025-12-31", "A", "UNIT_CONFLICT"),
        ("2024-12-31", "A", "UNIT_CONFLICT"),
        ("2023-12-31", "A", None),  # before the oldest year that is read
        ("2025-12-31", "Q", None),  # quarters are not read
    ],
)
def test_years_in_different_units_are_not_rated(by_health, annual, day, period, reason):
    jump = Finding("UNIT_JUMP", Severity.SOFT, "", {"period": period}, "balance_sheet", day)

    assert by_health(annual, findings=[jump]).reason == reason


def test_less_than_half_of_what_applies_is_too_little(acme, rated):
    rating = rated(acme.reports(periods=Period.ANNUAL.value, statements=(Statement.BALANCE,)))

    assert_not_rated(rating, "TOO_LITTLE_DATA")
    health = rating.components[0]
    assert health.result.coverage < 0.5
    assert health.result.metric("current_ratio").score is not None


@pytest.mark.parametrize("as_of", ["", "yesterday", "2026-02-30T00:00:00Z"])
def test_an_unreadable_moment_is_said_and_not_guessed(rated, as_of):
    assert_not_rated(rated(as_of=as_of), "AS_OF_UNREADABLE")
