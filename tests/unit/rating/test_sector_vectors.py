"""What banks, insurers, landlords and utilities are asked, with figures computed by hand."""

import pytest

from functions.research.domain.rating.bank import (
    COST_TO_INCOME,
    LIQUID_ASSETS,
    NET_INTEREST_MARGIN,
    TANGIBLE_EQUITY_TO_ASSETS,
    WHOLESALE_FUNDING,
)
from functions.research.domain.rating.declaration import FirmKind, Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.insurer import DEBT_TO_CAPITAL, INVESTMENT_YIELD, REVENUE_TO_EQUITY
from functions.research.domain.rating.profitability import ROA, ROE
from functions.research.domain.rating.property import DEBT_TO_ASSETS, FFO_MARGIN, FFO_PAYOUT
from functions.research.domain.rating.scoring import score
from functions.research.domain.rating.solvency import EQUITY_TO_ASSETS
from functions.research.domain.rating.utility import CASH_FLOW_TO_DEBT

ASSETS = {"total_assets": 1000, "total_assets_prior": 1000}
LIQUID = {"cash_and_short_term_investments": 120, **ASSETS}
EARNED = {"net_interest_and_other_income": 200, "income_before_tax": 70}
TANGIBLE = {"total_shareholder_equity": 100, "goodwill_and_intangibles": 40, **ASSETS}
PORTFOLIO = {"investment_income_net": 37, "long_and_short_term_investments": 1000}
CAPITAL = {"debt": 230, "total_shareholder_equity": 770}
# Funds from operations 120 + 180 = 300; the other statement holds a part of the depreciation only.
RENT = {
    "net_income": 120, "depreciation_and_amortization": 180, "depreciation_depletion_and_amortization": 8,
    "total_revenue": 800, "dividend_payout": 240,
}  # fmt: skip
# JPMorgan Chase, Form 10-K for 2023 (CIK 19617), millions.
JPMORGAN = {
    "total_assets": 3_875_393, "total_assets_prior": 3_665_743, "net_interest_income": 89_267,
    "net_interest_and_other_income": 89_267 + 68_837, "income_before_tax": 61_612, "net_income": 49_552,
    "total_shareholder_equity": 327_878, "total_shareholder_equity_prior": 292_332,
}  # fmt: skip
SHRUNK = {"net_interest_income": 1, "total_assets": 5, "total_assets_prior": -5}
GOODWILL = "goodwill_and_intangibles"
VECTORS = [
    (LIQUID_ASSETS, LIQUID, 0.12, 3.5),
    (WHOLESALE_FUNDING, {"debt": 90, **ASSETS}, 0.09, 3.5),
    (WHOLESALE_FUNDING, {"debt": 0, **ASSETS}, 0.0, 5.0),
    # (100 - 40) / (1000 - 40); 0.0025 of the 0.02 from 6 to 8 %
    (TANGIBLE_EQUITY_TO_ASSETS, TANGIBLE, 0.0625, 3.125),
    # less equity than goodwill: -10 of 960
    (TANGIBLE_EQUITY_TO_ASSETS, {**TANGIBLE, "total_shareholder_equity": 30}, -1 / 96, 1.0),
    (NET_INTEREST_MARGIN, {"net_interest_income": 28, **ASSETS, "total_assets_prior": 1000}, 0.028, 3.5),
    (NET_INTEREST_MARGIN, {"net_interest_income": -5, **ASSETS}, -0.005, 1.0),
    # 1 - 70 / 200
    (COST_TO_INCOME, EARNED, 0.65, 3.5),
    (COST_TO_INCOME, {**EARNED, "income_before_tax": -20}, 1.1, 1.0),
    # 89,267 / 3,770,568; 1 - 61,612 / 158,104; of JPMorgan
    (NET_INTEREST_MARGIN, JPMORGAN, 0.0236747, 2.95933),
    (COST_TO_INCOME, JPMORGAN, 0.6103071, 3.896928),
    (REVENUE_TO_EQUITY, {"total_revenue": 1050, "total_shareholder_equity": 1000}, 1.05, 3.5),
    # 230 of 230 and 770
    (DEBT_TO_CAPITAL, CAPITAL, 0.23, 3.5),
    (DEBT_TO_CAPITAL, {**CAPITAL, "debt": 0}, 0.0, 5.0),
    (INVESTMENT_YIELD, PORTFOLIO, 0.037, 3.5),
    # 300 / 800; 0.025 of the 0.13 from 35 to 48 %
    (FFO_MARGIN, RENT, 0.375, 3 + 0.025 / 0.13),
    # 240 / 300
    (FFO_PAYOUT, RENT, 0.8, 3.5),
    (DEBT_TO_ASSETS, {"debt": 400, **ASSETS}, 0.4, 3.5),
    # 185 / 1000
    (CASH_FLOW_TO_DEBT, {"operating_cashflow": 185, "debt": 1000}, 0.185, 3.5),
    (CASH_FLOW_TO_DEBT, {"operating_cashflow": -1, "debt": 1000}, -0.001, 1.0),
]


@pytest.mark.parametrize(("metric", "values", "value", "expected_score"), VECTORS)
def test_metric_of_a_sector_equals_the_hand_computed_vector(metric, values, value, expected_score):
    measured = metric.measure(Values(values))

    assert measured == pytest.approx(value, abs=1e-7)
    assert score(measured, metric.anchors) == pytest.approx(expected_score, abs=1e-5)


@pytest.mark.parametrize(("metric", "values", "value", "expected_score"), VECTORS)
@pytest.mark.parametrize("scale", [0.001, 1000])
def test_all_figures_in_another_unit_say_the_same(metric, values, value, expected_score, scale):
    scaled = Values({name: scale * amount for name, amount in values.items()})

    assert metric.measure(scaled) == pytest.approx(value, abs=1e-7)


@pytest.mark.parametrize(
    ("metric", "values", "value", "expected_score"),
    [
        # 327,878 / 3,875,393; 49,552 over the means 310,105 and 3,770,568; of JPMorgan
        (EQUITY_TO_ASSETS, JPMORGAN, 0.0846051, 3.153503),
        (ROE, JPMORGAN, 0.1597910, 4.795821),
        (ROA, JPMORGAN, 0.0131418, 4.285440),
    ],
)
def test_a_bank_is_held_to_the_returns_of_banks(metric, values, value, expected_score):
    measured = metric.measure(Values(values))

    assert measured == pytest.approx(value, abs=1e-7)
    anchors = metric.anchors_for.get(FirmKind.BANK, metric.anchors)
    assert score(measured, anchors) == pytest.approx(expected_score, abs=1e-5)


@pytest.mark.parametrize(
    ("metric", "values", "expected_score"),
    [
        (COST_TO_INCOME, {"net_interest_and_other_income": 0, "income_before_tax": -1}, 1.0),
        (REVENUE_TO_EQUITY, {"total_revenue": 100, "total_shareholder_equity": 0}, 1.0),
        (DEBT_TO_CAPITAL, {"debt": 0, "total_shareholder_equity": -1}, 1.0),
        (FFO_PAYOUT, {**RENT, "net_income": -180}, 1.0),
        (CASH_FLOW_TO_DEBT, {"operating_cashflow": -5, "debt": 0}, 5.0),
    ],
)
def test_where_a_sector_ratio_has_no_meaning_the_case_is_judged_instead(metric, values, expected_score):
    outcome = metric.measure(Values(values))

    assert isinstance(outcome, Judged)
    assert outcome.score == expected_score


@pytest.mark.parametrize(
    ("metric", "values", "why"),
    [
        (LIQUID_ASSETS, {**LIQUID, "total_assets": 0}, "NO_ASSETS"),
        (TANGIBLE_EQUITY_TO_ASSETS, {**TANGIBLE, GOODWILL: 1000}, "NO_ASSETS"),
        (NET_INTEREST_MARGIN, SHRUNK, "NO_ASSETS"),
        (COST_TO_INCOME, {"net_interest_and_other_income": 0, "income_before_tax": 0}, "NO_REVENUE"),
        (INVESTMENT_YIELD, {**PORTFOLIO, "long_and_short_term_investments": 0}, "NO_INVESTMENTS"),
        (FFO_MARGIN, {**RENT, "total_revenue": 0}, "NO_REVENUE"),
        (FFO_PAYOUT, {**RENT, "dividend_payout": 0}, "NO_DIVIDEND"),
        (DEBT_TO_ASSETS, {"debt": 400, "total_assets": -1}, "NO_ASSETS"),
    ],
)  # fmt: skip
def test_a_sector_question_that_does_not_arise_is_not_held_against_the_company(metric, values, why):
    assert metric.measure(Values(values)) == NotApplicable(why)


@pytest.mark.parametrize(
    ("metric", "values", "missing"),
    [
        # negative where nothing can be
        (LIQUID_ASSETS, {**LIQUID, "cash_and_short_term_investments": -1}, "cash_and_short_term_investments"),
        (WHOLESALE_FUNDING, {"debt": -1, **ASSETS}, "debt"),
        (TANGIBLE_EQUITY_TO_ASSETS, {**TANGIBLE, GOODWILL: -1}, GOODWILL),
        (DEBT_TO_CAPITAL, {**CAPITAL, "debt": -1}, "debt"),
        (CASH_FLOW_TO_DEBT, {"operating_cashflow": 5, "debt": -1}, "debt"),
        (INVESTMENT_YIELD, {**PORTFOLIO, "investment_income_net": -37}, "investment_income_net"),
        (INVESTMENT_YIELD, {**PORTFOLIO, "investment_income_net": 0}, "investment_income_net"),
        # no depreciation at all
        (FFO_MARGIN, {"net_income": 120, "total_revenue": 800}, "depreciation_and_amortization"),
        (FFO_PAYOUT, {"net_income": 120, "dividend_payout": 80}, "depreciation_and_amortization"),
        # one figure in thousandths of the others' unit
        (LIQUID_ASSETS, {**LIQUID, "total_assets": 1}, "cash_and_short_term_investments"),
        (WHOLESALE_FUNDING, {"debt": 90_000, **ASSETS}, "debt"),
        (TANGIBLE_EQUITY_TO_ASSETS, {**TANGIBLE, GOODWILL: 40_000}, GOODWILL),
        (TANGIBLE_EQUITY_TO_ASSETS, {**TANGIBLE, "total_shareholder_equity": 100_000}, "total_assets"),
        (EQUITY_TO_ASSETS, {"total_shareholder_equity": 95_000, **ASSETS}, "total_assets"),
        (NET_INTEREST_MARGIN, {"net_interest_income": 28_000, **ASSETS}, "net_interest_income"),
        (COST_TO_INCOME, {**EARNED, "income_before_tax": 70_000}, "income_before_tax"),
        (REVENUE_TO_EQUITY, {"total_revenue": 1050, "total_shareholder_equity": 1_000_000}, "total_revenue"),
        (INVESTMENT_YIELD, {**PORTFOLIO, "investment_income_net": 37_000}, "investment_income_net"),
        (FFO_MARGIN, {**RENT, "total_revenue": 0.8}, "total_revenue"),
        (DEBT_TO_ASSETS, {"debt": 400_000, **ASSETS}, "debt"),
        (CASH_FLOW_TO_DEBT, {"operating_cashflow": 185_000, "debt": 1000}, "debt"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_taken_for_unknown(metric, values, missing):
    assert metric.measure(Values(values)) == Missing(missing)


def test_the_larger_depreciation_of_two_statements_is_the_whole():
    other_way = {**RENT, "depreciation_and_amortization": 8, "depreciation_depletion_and_amortization": 180}
    one_alone = {k: v for k, v in RENT.items() if k != "depreciation_depletion_and_amortization"}

    assert FFO_MARGIN.measure(Values(other_way)) == FFO_MARGIN.measure(Values(one_alone)) == 0.375
