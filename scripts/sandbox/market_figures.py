"""OVERVIEW: the profile, trailing figures from the statements, and market figures from the made-up bars."""

from calendar import month_name
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from scripts.sandbox.price_walk import bars_until
from scripts.sandbox.vendor_shapes import Company, Period, decimal_text, file_stem

_YEAR_OF_QUARTERS = 4
_YEAR_OF_DAYS = 252


def overview(company: Company, day: date) -> dict[str, str]:
    """The OVERVIEW payload as of `day`, but LatestQuarter is the newest in the file: the server moves it."""
    known, years = _known(company.quarterly, day), _known(company.annual, day)
    if known and years and known[-1].end < years[-1].end:
        known = []
    trailing = known[-_YEAR_OF_QUARTERS:]
    # A company of which the last quarters are not known is measured by its last year.
    year = trailing if len(trailing) == _YEAR_OF_QUARTERS else (years or company.annual)[-1:]
    return (
        _profile(company, newest_period(company).end)
        | _trailing(company, year, known)
        | _market(company, year, day)
        | _ownership(company)
    )


def _known(periods: Sequence[Period], day: date) -> Sequence[Period]:
    return [p for p in periods if p.reported_on is None or p.reported_on <= day]


def newest_period(company: Company) -> Period:
    """The last quarter, unless the last year ends later."""
    last = [*company.quarterly[-1:], *company.annual[-1:]]
    return max(last, key=attrgetter("end"))


def _profile(company: Company, latest_quarter: date) -> dict[str, str]:
    return {
        "Symbol": file_stem(company.symbol),
        "AssetType": "Common Stock",
        "Name": company.name,
        "Description": company.description,
        "CIK": company.cik,
        "Exchange": company.exchange,
        "Currency": "USD",
        "Country": company.country,
        "Sector": company.sector,
        "Industry": company.industry,
        "Address": "None",
        "OfficialSite": "None",
        "FiscalYearEnd": month_name[company.fiscal_year_end_month],
        "LatestQuarter": latest_quarter.isoformat(),
    }


def _total(periods: Sequence[Period], name: str, *, cash_flow: bool = False) -> int | None:
    amounts = [(p.cash_flow if cash_flow else p.income).get(name) for p in periods]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _ratio(top: float | None, bottom: float | None) -> float | None:
    return None if top is None or not bottom else top / bottom


def _change(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None or before <= 0 else now / before - 1


def _trailing_eps(year: Sequence[Period]) -> Decimal | None:
    known = [p.diluted_eps for p in year if p.diluted_eps is not None]
    return sum(known, Decimal(0)) if len(known) == len(year) else None


def _trailing(company: Company, year: Sequence[Period], known: Sequence[Period]) -> dict[str, str]:
    revenue, net_income = _total(year, "totalRevenue"), _total(year, "netIncome")
    balance = year[-1].balance
    equity = balance.get("totalShareholderEquity")
    shares = company.shares_outstanding
    eps = _trailing_eps(year)
    growth: dict[str, float | None] = {"netIncome": None, "totalRevenue": None}
    if len(known) > _YEAR_OF_QUARTERS:
        now, before = known[-1].income, known[-1 - _YEAR_OF_QUARTERS].income
        growth = {name: _change(now.get(name), before.get(name)) for name in growth}
    return {
        "EBITDA": str(_total(year, "ebitda")),
        "BookValue": decimal_text(_ratio(equity, shares), 2),
        "EPS": decimal_text(eps, 2),
        "RevenuePerShareTTM": decimal_text(_ratio(revenue, shares), 2),
        "ProfitMargin": decimal_text(_ratio(net_income, revenue)),
        "OperatingMarginTTM": decimal_text(_ratio(_total(year, "operatingIncome"), revenue)),
        "ReturnOnAssetsTTM": decimal_text(_ratio(net_income, balance.get("totalAssets"))),
        "ReturnOnEquityTTM": decimal_text(_ratio(net_income, equity) if equity and equity > 0 else None),
        "RevenueTTM": str(revenue),
        "GrossProfitTTM": str(_total(year, "grossProfit")),
        "DilutedEPSTTM": decimal_text(eps, 2),
        "QuarterlyEarningsGrowthYOY": decimal_text(growth["netIncome"], 3),
        "QuarterlyRevenueGrowthYOY": decimal_text(growth["totalRevenue"], 3),
    }


def _market(company: Company, year: Sequence[Period], day: date) -> dict[str, str]:
    known = bars_until(company.bars, day)
    closes = [bar["c"] for bar in known]
    price = closes[-1]
    shares = company.shares_outstanding
    value = round(price * shares)
    balance = year[-1].balance
    revenue, ebitda = _total(year, "totalRevenue"), _total(year, "ebitda")
    enterprise = value + (balance.get("shortLongTermDebtTotal") or 0)
    enterprise -= balance.get("cashAndShortTermInvestments") or 0
    equity = balance.get("totalShareholderEquity")
    eps = _trailing_eps(year)
    earnings_multiple = decimal_text(price / float(eps) if eps and eps > 0 else None, 2)
    dividends = _ratio(_total(year, "dividendPayout", cash_flow=True), shares)
    target = company.target_over_price
    return {
        "MarketCapitalization": str(value),
        "PERatio": earnings_multiple,
        "PEGRatio": "None",
        "DividendPerShare": decimal_text(dividends, 2),
        "DividendYield": decimal_text(_ratio(dividends, price)),
        "AnalystTargetPrice": decimal_text(None if target is None else price * target, 2),
        "TrailingPE": earnings_multiple,
        "ForwardPE": "-",
        "PriceToSalesRatioTTM": decimal_text(_ratio(value, revenue), 3),
        "PriceToBookRatio": decimal_text(_ratio(value, equity) if equity and equity > 0 else None, 2),
        "EVToRevenue": decimal_text(_ratio(enterprise, revenue), 3),
        "EVToEBITDA": decimal_text(_ratio(enterprise, ebitda) if ebitda and ebitda > 0 else None, 2),
        "Beta": decimal_text(company.beta, 3),
        "52WeekHigh": decimal_text(max(bar["h"] for bar in known[-_YEAR_OF_DAYS:]), 2),
        "52WeekLow": decimal_text(min(bar["l"] for bar in known[-_YEAR_OF_DAYS:]), 2),
        "50DayMovingAverage": decimal_text(_mean(closes[-50:]), 2),
        "200DayMovingAverage": decimal_text(_mean(closes[-200:]), 2),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _ownership(company: Company) -> dict[str, str]:
    kinds = ("StrongBuy", "Buy", "Hold", "Sell", "StrongSell")
    counts: Sequence[Any] = company.ratings or ("None",) * len(kinds)
    return {f"AnalystRating{kind}": str(count) for kind, count in zip(kinds, counts, strict=True)} | {
        "SharesOutstanding": str(company.shares_outstanding),
        "SharesFloat": "None",
        "PercentInsiders": "None",
        "PercentInstitutions": "None",
        "DividendDate": "None",
        "ExDividendDate": "None",
    }
