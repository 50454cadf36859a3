import math
from datetime import date

import pytest

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.composite import weighted_score
from functions.research.domain.rating.confidence import confidence_percent, due_date, freshness, margin
from functions.research.domain.rating.declaration import Component
from functions.research.domain.rating.evaluation import ComponentResult
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.statements import Statement

# Five components as in the complete scheme; only the first exists as rules so far.
SCHEME = {"financial_health": 0.30, "growth": 0.25, "risk": 0.20, "market": 0.15, "peers": 0.10}


def component_result(code, score, variance=0.04):
    component = FINANCIAL_HEALTH if code == "financial_health" else Component(code, code, SCHEME[code], ())
    return ComponentResult(component, score, 1.0, variance, (), ())


@pytest.mark.parametrize(
    ("days_overdue", "expected"),
    [(-90, 1), (0, 1), (1, 1 - 1 / 490), (122, 1 - 122 / 490), (245, 0.5), (246, 0.5), (900, 0.5)],
)
def test_figures_are_fresh_until_newer_ones_are_due_and_worth_half_after_eight_months(days_overdue, expected):
    assert freshness(days_overdue) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("is_quarterly", "expected", "due"),
    [
        (True, None, "2026-05-16"),  # a quarter of 91 days, and 45 to file it
        (False, None, "2027-03-31"),  # a year, and 90 days
        (True, "2026-04-20", "2026-04-20"),  # the company says so
        (False, "2026-04-20", "2026-04-20"),
        (True, "2025-12-31", "2026-05-16"),  # expected before there was anything to report
    ],
)
def test_a_report_is_due_when_it_is_expected_or_when_the_law_demands_it(is_quarterly, expected, due):
    day = date.fromisoformat(expected) if expected else None

    found = due_date(date(2025, 12, 31), is_quarterly=is_quarterly, expected=day)

    assert found.isoformat() == due


@pytest.mark.parametrize(
    ("as_of", "expected_on", "due", "confidence"),
    [
        ("2026-05-16", None, "2026-05-16", 100),
        ("2026-05-17", None, "2026-05-16", 100 * (1 - 1 / 490)),
        ("2026-05-17", "2026-05-20", "2026-05-20", 100),
        ("2026-05-17", "2026-04-18", "2026-04-18", 100 * (1 - 29 / 490)),
    ],
)
def test_an_overdue_report_costs_confidence(by_health, as_of, expected_on, due, confidence):
    day = date.fromisoformat(expected_on) if expected_on else None

    rating = by_health(as_of=f"{as_of}T07:00:00Z", expected_report_on=day)

    assert rating.grounds.next_report_due == due
    assert rating.confidence == pytest.approx(confidence)


def test_a_quarter_that_is_there_but_not_rated_does_not_make_the_year_fresh(acme, by_health):
    unusable = Finding("QUARTERS_DO_NOT_SUM", Severity.NOTE, "", {}, "income_statement", "2025-12-31")
    rows = acme.rows([r for r in acme.reports() if r.period == "Q" or r.fiscal_date.year < 2025])

    rating = by_health(rows=rows, findings=[unusable], expected_report_on=date(2026, 4, 28))

    assert (rating.grounds.basis, rating.grounds.period_end) == ("annual", "2024-12-31")
    assert rating.grounds.next_report_due == "2025-05-16"


def warning(
    code="QUARTERS_DO_NOT_SUM",
    severity=Severity.SOFT,
    statement="income_statement",
    day="2025-12-31",
    period="A",
):
    figures = {"period": period} if period else {}
    return Finding(code, severity, "", figures, statement, day)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], 100),
        ([warning()], 90),
        ([warning(), warning(day="2024-12-31")], 90),  # the same oddity in the year before
        ([warning(), warning(statement="cash_flow")], 80),
        ([warning(), warning("NET_INCOME_DISAGREES")], 80),
        ([warning(severity=Severity.NOTE)], 100),
        ([warning(severity=Severity.HARD)], 90),
        ([warning(day="2024-12-31")], 90),  # the year before is compared with
        ([warning(day="2024-12-30")], 100),  # history
        ([warning(statement="earnings")], 100),  # not read
        ([warning(period="Q")], 100),  # the annual reports were rated
        ([warning(statement=None, day=None, period=None)], 90),
        ([warning(f"CODE_{n}") for n in range(5)], 50),
        ([warning(f"CODE_{n}") for n in range(9)], 50),  # never below half
    ],
)
def test_warnings_about_what_was_read_cost_a_tenth_each(by_health, annual, findings, expected):
    rating = by_health(annual, findings=findings)

    assert rating.confidence == pytest.approx(expected)
    assert rating.finding_codes == tuple(sorted({f.code for f in findings}))


def test_a_missing_figure_costs_its_metrics_weight(acme, by_health, annual):
    reports = acme.changed(annual, lambda _: {"current_net_receivables": None}, statement=Statement.BALANCE)

    # The quick ratio is 0.3 of liquidity, which is 0.15 of health.
    assert by_health(reports).confidence == pytest.approx(100 * (1 - 0.3 * 0.15))


def test_a_component_that_cannot_be_judged_has_no_certainty():
    certainties = {"financial_health": 1.0, "growth": 1.0, "risk": 1.0, "market": 0.5, "peers": 0.0}

    # 0.30 + 0.25 + 0.20 + 0.075
    assert confidence_percent(SCHEME, certainties) == pytest.approx(82.5)


@pytest.mark.parametrize(("certainty", "expected"), [(0.0, 0), (0.29, 29), (1.0, 100), (1.0 + 1e-12, 100)])
def test_confidence_is_a_percentage(certainty, expected):
    assert confidence_percent({"financial_health": 1.0}, {"financial_health": certainty}) == pytest.approx(
        expected
    )


def test_interval_of_a_certain_component_is_its_own_uncertainty():
    results = [component_result("financial_health", 3.5)]

    assert margin(results, {"financial_health": 1.0}, {"financial_health": 1.0}) == pytest.approx(1.96 * 0.2)


def test_a_missing_component_widens_the_interval_by_what_it_could_have_been():
    results = [component_result("financial_health", 3.5), component_result("growth", None)]
    weights = {"financial_health": 0.75, "growth": 0.25}

    expected = 1.96 * math.sqrt(0.04 + 0.25**2 * 16 / 12)
    assert margin(results, weights, {"financial_health": 1.0, "growth": 0.0}) == pytest.approx(expected)


def test_scores_are_averaged_over_the_components_that_could_be_judged():
    results = [
        component_result(c, s) for c, s in zip(SCHEME, (3.639, 2.196, 4.223, 3.566, None), strict=True)
    ]

    assert round(weighted_score(results, SCHEME), 2) == 3.36


@pytest.mark.parametrize(
    ("scores", "is_rated"),
    [
        ((3, 3, 3, 3, 3), True),
        ((3, None, 3, None, 3), True),  # 0.60 of the weight
        ((3, None, 3, 3, None), True),
        ((3, 3, None, None, None), False),  # 0.55
        ((None, 3, 3, 3, 3), False),  # health is essential
    ],
)
def test_a_rating_needs_health_and_three_fifths_of_the_weight(scores, is_rated):
    results = [component_result(code, score) for code, score in zip(SCHEME, scores, strict=True)]

    assert (weighted_score(results, SCHEME) is not None) is is_rated


def test_a_wide_interval_ends_where_ratings_end(acme, by_health, annual):
    unsure = [warning(f"CODE_{n}") for n in range(5)]
    rich = acme.changed(annual, lambda f: {"net_income": 3 * f["net_income"]}, statement=Statement.INCOME)

    rating = by_health(rich, findings=unsure, as_of="2027-06-30T00:00:00Z")

    assert rating.rating_high == 5
    assert 1 <= rating.rating_low < rating.rating
