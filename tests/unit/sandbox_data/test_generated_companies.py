"""What must hold for every company the generator can make."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.sandbox.generate import companies, company, symbol_of
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.market_figures import overview
from scripts.sandbox.price_walk import bars_until

QUARTERS_OF_A_YEAR = 4
few = settings(max_examples=40, deadline=None)
of_any_seed = given(st.text(max_size=8), st.integers(0, 400_000))


def quarters_of(company, year):
    """The four quarters of a year, none when the list of quarters starts after its first."""
    up_to = [quarter for quarter in company.quarterly if quarter.end <= year.end]
    return up_to[-QUARTERS_OF_A_YEAR:] if len(up_to) >= QUARTERS_OF_A_YEAR else []


@few
@of_any_seed
def test_assets_equal_liabilities_plus_equity(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    for period in (*one.annual, *one.quarterly):
        sheet = period.balance
        assert sheet["totalAssets"] == sheet["totalLiabilities"] + sheet["totalShareholderEquity"]


@few
@of_any_seed
def test_four_quarters_add_up_to_their_year(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    whole_years = 0
    for year in one.annual:
        quarters = quarters_of(one, year)
        for name in ("totalRevenue", "interestExpense", "netIncome") if quarters else ():
            assert year.income[name] == sum(quarter.income[name] for quarter in quarters)
        for name in ("operatingCashflow", "capitalExpenditures", "dividendPayout") if quarters else ():
            assert year.cash_flow[name] == sum(quarter.cash_flow[name] for quarter in quarters)
        whole_years += bool(quarters)
    assert whole_years >= 4


@few
@of_any_seed
def test_cash_flow_moves_cash_and_starts_from_net_income(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    for before, after in zip(one.quarterly, one.quarterly[1:], strict=False):
        flows = after.cash_flow
        moved = flows["operatingCashflow"] + flows["cashflowFromInvestment"] + flows["cashflowFromFinancing"]
        cash = "cashAndCashEquivalentsAtCarryingValue"
        assert after.balance[cash] - before.balance[cash] == moved
        assert flows["netIncome"] == after.income["netIncome"]


@few
@of_any_seed
def test_retained_earnings_grow_by_net_income_less_dividends(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    for before, after in zip(one.quarterly, one.quarterly[1:], strict=False):
        kept = after.income["netIncome"] - after.cash_flow["dividendPayout"]
        assert after.balance["retainedEarnings"] - before.balance["retainedEarnings"] == kept


@few
@of_any_seed
def test_quarters_follow_each_other_and_are_reported_after_they_end(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    assert len(one.annual) == 6
    assert len(one.quarterly) >= 20
    for before, after in zip(one.quarterly, one.quarterly[1:], strict=False):
        assert 88 <= (after.end - before.end).days <= 93
    for quarter in one.quarterly:
        assert 10 <= (quarter.reported_on - quarter.end).days <= 45
        assert quarter.reported_on.weekday() < 5
    assert one.annual[-1].end.month == one.fiscal_year_end_month


@few
@of_any_seed
def test_market_value_is_the_last_price_times_the_shares(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    figures = overview(one, DEFAULT_DAY)
    price = bars_until(one.bars, DEFAULT_DAY)[-1]["c"]
    assert int(figures["MarketCapitalization"]) == round(price * int(figures["SharesOutstanding"]))
    assert float(figures["52WeekLow"]) <= price <= float(figures["52WeekHigh"])
    shares = one.quarterly[-1].balance["commonStockSharesOutstanding"]
    assert shares == int(figures["SharesOutstanding"])


@few
@of_any_seed
def test_eps_is_net_income_per_share(seed, number):
    one = company(seed, number, DEFAULT_DAY)
    for quarter in one.quarterly:
        shares = quarter.balance["commonStockSharesOutstanding"]
        assert abs(quarter.diluted_eps - Decimal(quarter.income["netIncome"]) / shares) <= Decimal("0.005")


def test_symbols_are_distinct_and_six_letters_long():
    symbols = {symbol_of(number) for number in range(2000)}
    assert len(symbols) == 2000
    assert {len(symbol) for symbol in symbols} == {6}


def test_a_hundred_companies_differ_in_sector_size_and_fortune():
    everyone = list(companies(140, "variety", DEFAULT_DAY))
    revenues = [one.annual[-1].income["totalRevenue"] for one in everyone]
    assert len({one.sector for one in everyone}) == 11
    assert max(revenues) > 3000 * min(revenues)
    assert any(one.annual[-1].income["netIncome"] < 0 for one in everyone)
    assert any(
        one.annual[-1].income["totalRevenue"] > 1.2 * one.annual[-2].income["totalRevenue"]
        for one in everyone
    )
    assert Counter(one.fiscal_year_end_month == 12 for one in everyone)[False] > 20


@pytest.mark.parametrize("industry", ["BANKS", "INSURANCE"])
def test_banks_and_insurers_do_not_tell_current_items_apart(industry):
    financial = next(c for c in companies(30, "banks", DEFAULT_DAY) if c.industry.startswith(industry))
    assert financial.annual[-1].balance["totalCurrentAssets"] is None
    assert (financial.annual[-1].income["grossProfit"] is None) is (industry == "BANKS")
