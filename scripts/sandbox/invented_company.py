"""A made-up company in the providers' shapes: modelled accounts, report dates, fitting prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from scripts.sandbox.books import Character
from scripts.sandbox.company_model import Quarter, quarters
from scripts.sandbox.market_days import is_trading_day, quarter_ends, trading_days
from scripts.sandbox.price_walk import Bars, Temper, walk
from scripts.sandbox.vendor_shapes import Amounts, Company, Period

_FIRST_QUARTER_MONTHS = 3
_CENT = Decimal("0.01")
_DAYS_AFTER = 9  # bars go on for a week past the day, so that the following days have prices


@dataclass(frozen=True, slots=True)
class Profile:
    symbol: str
    name: str
    sector: str
    industry: str
    character: Character
    exchange: str = "NYSE"
    fiscal_year_end_month: int = 12
    report_lag_days: int = 30
    price: float = 50.0
    value_over_sales: float = 2.0  # market value over a year's revenue
    beta: float = 1.0
    spread: float = 0.015
    currency: str = "USD"
    country: str = "USA"
    report_time: str = "post-market"
    years: int = 6
    quarters: int = 21
    bar_days: int = 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """Fiscal quarter ends, oldest first, starting with a first quarter."""

    ends: Sequence[date]
    reported_on: Sequence[date]


def invent(profile: Profile, rng: Random, day: date) -> Company:
    """The company as the provider would know it a week after `day`; later reports than `day` are in it."""
    calendar = fiscal_calendar(profile, day)
    made = list(quarters(profile.character, rng, len(calendar.ends)))
    year_of_revenue = sum(q.income["totalRevenue"] or 0 for q in made[-4:])
    shares = max(1, int(year_of_revenue * profile.value_over_sales / profile.price))
    periods = [_quarter_period(profile, quarter, shares, made[-1].share_index, rng) for quarter in made]
    for period, end, reported_on in zip(periods, calendar.ends, calendar.reported_on, strict=True):
        period.end, period.reported_on = end, reported_on
    years = [_year(periods[i : i + 4]) for i in range(0, len(periods) - 3, 4)]
    return Company(
        symbol=profile.symbol,
        name=profile.name,
        exchange=profile.exchange,
        sector=profile.sector,
        industry=profile.industry,
        description=f"{profile.name} is an invented company. Its accounts, prices and news are made up.",
        fiscal_year_end_month=profile.fiscal_year_end_month,
        shares_outstanding=shares,
        annual=years[-profile.years :],
        quarterly=periods[-profile.quarters :],
        bars=bars(profile, rng, day),
        beta=profile.beta,
        country=profile.country,
        target_over_price=round(rng.uniform(0.85, 1.3), 3),
        ratings=_ratings(rng),
    )


def fiscal_calendar(profile: Profile, day: date) -> Calendar:
    """Quarters up to the newest reported at most a week after `day`, at least `years` full years."""
    newest = day + timedelta(days=7 - profile.report_lag_days)
    count = 4 * profile.years + 4
    ends = list(quarter_ends(profile.fiscal_year_end_month, newest, count))
    while (ends[0].month - profile.fiscal_year_end_month) % 12 != _FIRST_QUARTER_MONTHS:
        ends.pop(0)
    return Calendar(ends, [_report_day(end, profile.report_lag_days) for end in ends])


def _report_day(end: date, lag_days: int) -> date:
    day = end + timedelta(days=lag_days)
    while not is_trading_day(day):
        day -= timedelta(days=1)
    return day


def _quarter_period(
    profile: Profile, quarter: Quarter, shares: int, last_index: float, rng: Random
) -> Period:
    outstanding = int(shares * (quarter.share_index / last_index))
    eps = _per_share(quarter.income["netIncome"], outstanding)
    surprise = Decimal(round(rng.gauss(0.01, 0.05) * float(abs(eps)), 2)).quantize(_CENT)
    return Period(
        end=date.min,
        income=quarter.income,
        balance={**quarter.balance, "commonStockSharesOutstanding": outstanding},
        cash_flow=quarter.cash_flow,
        currency=profile.currency,
        diluted_eps=eps,
        estimated_eps=eps - surprise,
        report_time=profile.report_time,
    )


def _per_share(amount: int | None, shares: int) -> Decimal:
    """To the cent, or to the tenth of a mil for shares worth pennies."""
    value = Decimal((amount or 0) / shares)
    return value.quantize(_CENT) if abs(value) >= _CENT else value.quantize(Decimal("0.0001"))


def _year(four: Sequence[Period]) -> Period:
    """Flows added up, the balance of the last quarter, EPS on the year's average shares."""
    last = four[-1]
    shares = sum(p.balance["commonStockSharesOutstanding"] or 0 for p in four) // len(four)
    income = _added([p.income for p in four])
    return Period(
        end=last.end,
        income=income,
        balance=last.balance,
        cash_flow=_added([p.cash_flow for p in four]),
        currency=last.currency,
        reported_on=last.reported_on,
        diluted_eps=_per_share(income["netIncome"], shares),
    )


def _added(amounts: Sequence[Amounts]) -> Amounts:
    """Sums by line; a line is either known in every quarter or in none."""
    lines = zip(*(quarter.values() for quarter in amounts), strict=True)
    return {
        name: None if line[0] is None else sum(line) for name, line in zip(amounts[0], lines, strict=True)
    }


def bars(profile: Profile, rng: Random, day: date) -> Bars:
    days = trading_days(day + timedelta(days=_DAYS_AFTER), profile.bar_days)
    temper = Temper(profile.beta, profile.spread, volume=3e6)
    return walk(rng, days, temper, close=profile.price, on=day)


def _ratings(rng: Random) -> tuple[int, int, int, int, int]:
    strong_buy, buy, hold, sell, strong_sell = (int(rng.random() * most) for most in (5, 10, 12, 4, 3))
    return strong_buy, buy, hold, sell, strong_sell
