"""Every metric with round figures, computed by hand: value, then score between two anchors."""

import pytest

from functions.research.domain.rating.altman import ALTMAN_Z, ALTMAN_Z_DOUBLE_PRIME
from functions.research.domain.rating.cash_flow_quality import (
    ACCRUALS,
    CASH_CONVERSION,
    DIVIDEND_COVER,
    FREE_CASH_FLOW_MARGIN,
)
from functions.research.domain.rating.declaration import Judged, Missing, NotApplicable
from functions.research.domain.rating.liquidity import CASH_RATIO, CURRENT_RATIO, QUICK_RATIO
from functions.research.domain.rating.profitability import GROSS_PROFITABILITY, NET_MARGIN, ROA, ROE, ROIC
from functions.research.domain.rating.scoring import score
from functions.research.domain.rating.solvency import (
    DEBT_TO_EQUITY,
    EQUITY_TO_ASSETS,
    INTEREST_COVER,
    NET_DEBT_TO_EBITDA,
)

CURRENT = {"total_current_assets": 400, "total_current_liabilities": 200}
CASH = {"cash_and_short_term_investments": 100}
BALANCE = {**CURRENT, "total_assets": 1000, "total_liabilities": 500, "retained_earnings": 250, "ebit": 100}
FREE_CASH = {"operating_cashflow": 150, "capital_expenditures": 50}
ASSETS = {"total_assets": 1100, "total_assets_prior": 900}
EQUITY = {"total_shareholder_equity": 220, "total_shareholder_equity_prior": 180, "total_assets": 1000}
CAPITAL = {"debt": 300, "total_shareholder_equity": 800, **CASH}
TAXED = {"ebit": 140, "income_before_tax": 120, "income_tax_expense": 30}


@pytest.mark.parametrize(
    ("metric", "values", "value", "expected_score"),
    [
        (CURRENT_RATIO, {"total_current_assets": 300, "total_current_liabilities": 200}, 1.5, 3.6),
        (QUICK_RATIO, {**CASH, **CURRENT, "current_net_receivables": 80}, 0.9, 3.0),
        (CASH_RATIO, {**CASH, **CURRENT}, 0.5, 4.0),
        # 1.2 x 0.2 + 1.4 x 0.25 + 3.3 x 0.1 + 0.6 x 1.6 + 1.2; then 0.09 of the 1.01 from 2.99 to 4
        (ALTMAN_Z, {**BALANCE, "market_capitalization": 800, "total_revenue": 1200}, 3.08, 4 + 0.09 / 1.01),
        # 6.56 x 0.2 + 3.26 x 0.25 + 6.72 x 0.1 + 1.05 x 1; then 1.249 of the 1.4 from 2.6 to 4
        (ALTMAN_Z_DOUBLE_PRIME, {**BALANCE, "total_shareholder_equity": 500}, 3.849, 4 + 1.249 / 1.4),
        (EQUITY_TO_ASSETS, {"total_shareholder_equity": 95, "total_assets": 1000}, 0.095, 3.5),
        (DEBT_TO_EQUITY, {"debt": 300, "total_shareholder_equity": 200}, 1.5, 2.5),
        (NET_DEBT_TO_EBITDA, {"debt": 300, "ebitda": 100, **CASH}, 2.0, 3.5),
        (INTEREST_COVER, {"ebit": 90, "interest_expense": 20, "debt": 300}, 4.5, 3.5),
        (ROE, {"net_income": 26, **EQUITY}, 0.13, 3.5),
        (ROA, {"net_income": 60, **ASSETS}, 0.06, 3.5),
        (ROIC, {**CAPITAL, **TAXED}, 0.105, 3.5),
        (GROSS_PROFITABILITY, {"gross_profit": 300, "total_assets": 1000}, 0.30, 3.5),
        (NET_MARGIN, {"net_income": 100, "total_revenue": 1000}, 0.10, 3.5),
        (NET_MARGIN, {"net_income": -10, "total_revenue": 1000}, -0.01, 1 + 0.04 / 0.07),
        (CASH_CONVERSION, {"operating_cashflow": 110, "net_income": 100}, 1.1, 3.5),
        (ACCRUALS, {"net_income": 80, "operating_cashflow": 100, **ASSETS}, -0.02, 3.5),
        (ACCRUALS, {"net_income": 100, "operating_cashflow": 10, **ASSETS}, 0.09, 1.5),
        (FREE_CASH_FLOW_MARGIN, {**FREE_CASH, "total_revenue": 1000}, 0.10, 3.5),
        (DIVIDEND_COVER, {**FREE_CASH, "dividend_payout": 40}, 2.5, 4.5),
    ],
)
def test_metric_equals_the_hand_computed_vector(metric, values, value, expected_score):
    measured = metric.measure(values)

    assert measured == pytest.approx(value, abs=1e-12)
    assert score(measured, metric.anchors) == pytest.approx(expected_score, abs=1e-9)


@pytest.mark.parametrize(
    ("metric", "values", "expected_score"),
    [
        (DEBT_TO_EQUITY, {"debt": 0, "total_shareholder_equity": 0}, 1.0),
        (DEBT_TO_EQUITY, {"debt": 10, "total_shareholder_equity": -5}, 1.0),
        (NET_DEBT_TO_EBITDA, {"debt": 100, "ebitda": -1, **CASH}, 5.0),
        (NET_DEBT_TO_EBITDA, {"debt": 101, "ebitda": 0, **CASH}, 1.0),
        (INTEREST_COVER, {"debt": 0}, 5.0),
        (CASH_CONVERSION, {"operating_cashflow": 1, "net_income": -1}, 3.0),
        (CASH_CONVERSION, {"operating_cashflow": 0, "net_income": -1}, 1.0),
        (CASH_CONVERSION, {"operating_cashflow": 1, "net_income": 0}, 3.0),
        (NET_MARGIN, {"net_income": -1, "total_revenue": 0}, 1.0),
        (FREE_CASH_FLOW_MARGIN, {**FREE_CASH, "operating_cashflow": 0, "total_revenue": 0}, 1.0),
    ],
)
def test_where_a_ratio_has_no_meaning_the_case_is_judged_instead(metric, values, expected_score):
    outcome = metric.measure(values)

    assert isinstance(outcome, Judged)
    assert outcome.score == expected_score


@pytest.mark.parametrize(
    ("metric", "values", "why"),
    [
        (CURRENT_RATIO, {**CURRENT, "total_current_liabilities": 0}, "NO_CURRENT_LIABILITIES"),
        (ALTMAN_Z_DOUBLE_PRIME, {**BALANCE, "total_liabilities": 0}, "NO_LIABILITIES"),
        (ALTMAN_Z, {**BALANCE, "total_assets": 0}, "NO_ASSETS"),
        (EQUITY_TO_ASSETS, {"total_shareholder_equity": 1, "total_assets": 0}, "NO_ASSETS"),
        (INTEREST_COVER, {"ebit": 90, "interest_expense": 0, "debt": 300}, "NO_INTEREST_EXPENSE"),
        (ROE, {"net_income": 26, **EQUITY, "total_shareholder_equity": 49.9}, "THIN_EQUITY"),
        (ROE, {"net_income": 26, **EQUITY, "total_shareholder_equity_prior": -220}, "THIN_EQUITY"),
        (ROA, {"net_income": 26, "total_assets": 0, "total_assets_prior": 0}, "NO_ASSETS"),
        (ROIC, {**TAXED, **CAPITAL, "cash_and_short_term_investments": 1100}, "NO_INVESTED_CAPITAL"),
        (NET_MARGIN, {"net_income": 1, "total_revenue": 0}, "NO_REVENUE"),
        (DIVIDEND_COVER, {**FREE_CASH, "dividend_payout": 0}, "NO_DIVIDEND"),
    ],
)
def test_a_question_that_does_not_arise_is_not_held_against_the_company(metric, values, why):
    assert metric.measure(values) == NotApplicable(why)


def test_equity_of_exactly_five_percent_still_has_a_return():
    values = {"net_income": 5, **EQUITY, "total_shareholder_equity": 50, "total_shareholder_equity_prior": 50}

    assert ROE.measure(values) == 0.1


@pytest.mark.parametrize(
    ("tax", "pretax", "expected"),
    [(30, 120, 0.105), (-30, 120, 0.14), (60, 120, 0.14 * 0.65), (30, -120, 0.14), (0, 0, 0.14)],
)
def test_the_tax_rate_stays_between_zero_and_thirty_five_percent(tax, pretax, expected):
    values = {**CAPITAL, "ebit": 140, "income_before_tax": pretax, "income_tax_expense": tax}

    assert ROIC.measure(values) == pytest.approx(expected)


@pytest.mark.parametrize("sign", [1, -1])
def test_capital_expenditures_are_spent_whatever_their_sign(sign):
    values = {"operating_cashflow": 150, "capital_expenditures": sign * 50, "total_revenue": 1000}

    assert FREE_CASH_FLOW_MARGIN.measure(values) == 0.1


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"interest_expense": 20, "debt": 300}, "ebit"),
        ({"ebit": 90}, "interest_expense"),
        ({"ebit": 90, "debt": 300}, "interest_expense"),
    ],
)
def test_unknown_interest_is_not_taken_for_none(values, missing):
    assert INTEREST_COVER.measure(values) == Missing(missing)
