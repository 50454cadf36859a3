import pytest

from functions.research.domain.rating.declaration import Judged, Missing
from functions.research.domain.rating.piotroski import SIGNALS, f_score

BETTER = {
    "net_income": 60, "net_income_prior": 40, "operating_cashflow": 80,
    "total_assets": 1100, "total_assets_prior": 1000, "total_assets_before_prior": 1000,
    "long_term_debt": 190, "long_term_debt_prior": 200,
    "total_current_assets": 420, "total_current_assets_prior": 400,
    "total_current_liabilities": 200, "total_current_liabilities_prior": 200,
    "common_stock_shares_outstanding": 100, "common_stock_shares_outstanding_prior": 100,
    "gross_profit": 330, "gross_profit_prior": 300,
    "total_revenue": 1050, "total_revenue_prior": 1000,
}  # fmt: skip


def test_a_company_that_improved_everywhere_gets_nine():
    assert f_score(BETTER) == Judged(5.0, "all signals hold", 9.0, 1.0)


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"operating_cashflow": 59}, "more cash than profit"),
        ({"net_income": 40}, "return on assets up"),
        ({"long_term_debt": 215}, "long-term debt down"),
        ({"total_current_assets": 400}, "current ratio up"),
        ({"common_stock_shares_outstanding": 101}, "no shares issued"),
        ({"gross_profit": 315}, "gross margin up"),
        ({"total_revenue": 1000}, "asset turnover up"),
    ],
)
def test_each_signal_is_one_point(change, lost):
    outcome = f_score({**BETTER, **change})

    assert outcome.value == 8
    assert outcome.score == pytest.approx(1 + 4 * 8 / 9)
    assert outcome.note == f"not: {lost}"


def test_a_loss_without_cash_loses_three_signals():
    outcome = f_score({**BETTER, "net_income": -1, "operating_cashflow": -2})

    assert outcome.value == 5
    assert outcome.note == "not: profit, cash from operations, return on assets up, more cash than profit"


def test_signals_that_cannot_be_judged_scale_the_rest_and_cost_coverage():
    without_cost_of_sales = {k: v for k, v in BETTER.items() if not k.startswith(("gross", "total_current"))}

    outcome = f_score({**without_cost_of_sales, "common_stock_shares_outstanding": 101})

    assert outcome.value == pytest.approx(9 * 6 / 7)
    assert outcome.share == pytest.approx(7 / 9)


@pytest.mark.parametrize(("judged", "is_scored"), [(6, True), (5, False)])
def test_fewer_than_six_signals_make_no_score(judged, is_scored):
    needed = {name for signal in SIGNALS[:judged] for name in (*signal.reads, *signal.divides_by)}
    outcome = f_score({name: value for name, value in BETTER.items() if name in needed})

    assert isinstance(outcome, Judged) is is_scored
    if not is_scored:
        assert outcome == Missing("total_current_assets")


def test_nothing_is_divided_by_a_balance_sheet_without_assets():
    outcome = f_score({**BETTER, "total_assets_before_prior": 0})

    assert outcome.share == pytest.approx(6 / 9)
