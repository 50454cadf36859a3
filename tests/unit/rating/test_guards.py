import pytest

from functions.research.domain.statements import Statement


@pytest.fixture
def failing(acme, annual):
    """In 2025 hardly a Piotroski signal holds, and Z'' falls deep into the distress zone."""
    last_year = {"days": ["2025-12-31"]}
    loss = {"net_income": -50_000_000, "ebit": -30_000_000}
    weakened = {
        "retained_earnings": -3_000_000_000,
        "total_current_assets": 300_000_000,
        "cash_and_short_term_investments": 5_000_000_000,
        "common_stock_shares_outstanding": 200_000_000,
    }
    reports = acme.changed(annual, lambda _: loss, statement=Statement.INCOME, **last_year)
    return acme.changed(reports, lambda _: weakened, statement=Statement.BALANCE, **last_year)


def codes(rating):
    return [flag.code for flag in rating.flags]


def test_distress_and_a_weakening_company_cap_the_rating(acme, failing, by_health, metric):
    strong_otherwise = acme.changed(
        failing,
        lambda f: {"operating_cashflow": 9 * f["operating_cashflow"]},
        statement=Statement.CASH_FLOW,
    )

    rating = by_health(strong_otherwise)

    assert metric(rating, "altman_z_double_prime").value < 1.10
    assert metric(rating, "piotroski_f").value <= 3
    assert rating.components[0].result.score > 2.5
    assert (rating.rating, rating.label) == (2.5, "hold")
    assert "DISTRESS_AND_WEAKENING" in codes(rating)


def test_distress_alone_does_not_cap_a_company_that_improves(acme, annual, rated, metric):
    indebted = acme.changed(
        annual, lambda _: {"retained_earnings": -3_000_000_000}, statement=Statement.BALANCE
    )

    rating = rated(indebted)

    assert metric(rating, "altman_z_double_prime").value < 1.10
    assert metric(rating, "piotroski_f").value > 3
    assert codes(rating) == []


@pytest.mark.parametrize(
    ("equity", "cover", "is_flagged"),
    [(-1, 0.99, True), (-1, 1.0, False), (0, 0.99, False), (1, 0.99, False)],
)
def test_negative_equity_with_uncovered_interest_is_flagged(acme, by_health, equity, cover, is_flagged):
    reports = acme.reports(periods="A")
    reports = acme.changed(
        reports, lambda _: {"total_shareholder_equity": equity}, statement=Statement.BALANCE
    )
    reports = acme.changed(
        reports, lambda f: {"ebit": cover * f["interest_expense"]}, statement=Statement.INCOME
    )

    rating = by_health(reports)

    assert ("NEGATIVE_EQUITY_AND_UNCOVERED_INTEREST" in codes(rating)) is is_flagged
    assert rating.rating <= 2.5 or not is_flagged


@pytest.mark.parametrize(
    ("as_of", "is_stale"), [("2026-07-19T23:59:59Z", False), ("2026-07-20T00:00:00Z", True)]
)
def test_statements_older_than_two_hundred_days_halve_the_confidence(by_health, as_of, is_stale):
    rating = by_health(as_of=as_of)

    assert ("STALE_STATEMENTS" in codes(rating)) is is_stale
    assert (rating.confidence == 50) is is_stale
    assert rating.rating == 3.9


def test_a_rating_without_a_profile_says_so(rated):
    assert codes(rated(overview=None)) == ["PROFILE_MISSING"]


def test_a_guessed_year_end_is_said(acme, rated):
    assert codes(rated(overview=acme.overview(fiscal_year_end_month=6))) == ["FISCAL_YEAR_END_GUESSED"]
