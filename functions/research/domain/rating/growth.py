"""Does the company grow, over three years and in its newest quarter?"""

from functions.research.domain.rating.declaration import (
    Block,
    Component,
    FirmKind,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.reported import (
    CAPITAL_EXPENDITURES_BY_YEAR,
    EPS_BY_YEAR,
    OPERATING_CASH_FLOW_BY_YEAR,
    REVENUE_BY_YEAR,
    profile,
    quarter,
)
from functions.research.domain.rating.scoring import WORST, Anchors
from functions.research.domain.statements import Statement

YEARS = 3
# Better than most, but one good year after losses is no habit yet.
TURNED_TO_PROFIT = 4.0
# Growth by more starts from next to nothing and says as little, or from another unit or half a report. Falls
# are believed further: earnings do collapse to a hundredth, a change of unit takes them to a thousandth.
LARGEST_MULTIPLE = 50.0
SMALLEST_MULTIPLE = 0.002

REVENUE_QUARTER = quarter(Statement.INCOME, "total_revenue")
REVENUE_QUARTER_BEFORE = quarter(Statement.INCOME, "total_revenue", 4)
EPS_QUARTER = quarter(Statement.EARNINGS, "reported_eps")
EPS_QUARTER_BEFORE = quarter(Statement.EARNINGS, "reported_eps", 4)
PROFILE_REVENUE_GROWTH = profile("quarterly_revenue_growth_yoy")
PROFILE_EARNINGS_GROWTH = profile("quarterly_earnings_growth_yoy")


def growth_a_year(now: float, before: float, years: int, field: str) -> Outcome:
    """Of two positive amounts, as a fraction of one a year; `field` is what is doubted when it leaps."""
    multiple = now / before
    if not SMALLEST_MULTIPLE < multiple < LARGEST_MULTIPLE:
        return Missing(field)
    # The multiple is positive, so the power is a float, which the type checker cannot know.
    return float(multiple ** (1 / years)) - 1.0


def growth_of_sales(now: float, before: float, years: int) -> Outcome:
    if before <= 0:
        return NotApplicable("NO_REVENUE_BEFORE")
    if now <= 0:
        return Judged(WORST, "the revenue is gone")
    return growth_a_year(now, before, years, "total_revenue")


def growth_of_profits(now: float, before: float, years: int, field: str) -> Outcome:
    """For what may be negative: between two losses there is no rate of growth."""
    if now <= 0 and before <= 0:
        return NotApplicable("NOT_POSITIVE_AT_EITHER_END")
    if before <= 0:
        return Judged(TURNED_TO_PROFIT, "turned positive")
    if now <= 0:
        return Judged(WORST, "turned negative")
    return growth_a_year(now, before, years, field)


def revenue_cagr(values: Values) -> Outcome:
    ends = _ends(values.series["total_revenue_by_year"])
    return growth_of_sales(*ends, YEARS) if ends else Missing("total_revenue")


def eps_cagr(values: Values) -> Outcome:
    ends = _ends(values.series["reported_eps_by_year"])
    return growth_of_profits(*ends, YEARS, "reported_eps") if ends else Missing("reported_eps")


def free_cash_flow_cagr(values: Values) -> Outcome:
    operating = _ends(values.series["operating_cashflow_by_year"])
    spent = _ends(values.series["capital_expenditures_by_year"])
    if operating is None:
        return Missing("operating_cashflow")
    if spent is None:
        return Missing("capital_expenditures")
    now, before = (cash - abs(capital) for cash, capital in zip(operating, spent, strict=True))
    return growth_of_profits(now, before, YEARS, "operating_cashflow")


def _ends(by_year: tuple[float | None, ...]) -> tuple[float, float] | None:
    """The newest year and the one three years before it, when both are there."""
    if len(by_year) <= YEARS:
        return None
    now, before = by_year[0], by_year[YEARS]
    return None if now is None or before is None else (now, before)


def quarter_revenue_growth(values: Values) -> Outcome:
    now, before = values.get(REVENUE_QUARTER.name), values.get(REVENUE_QUARTER_BEFORE.name)
    if now is None or before is None:
        return _by_profile(values, PROFILE_REVENUE_GROWTH.name, "total_revenue")
    return growth_of_sales(now, before, 1)


def quarter_eps_growth(values: Values) -> Outcome:
    now, before = values.get(EPS_QUARTER.name), values.get(EPS_QUARTER_BEFORE.name)
    if now is None or before is None:
        return _by_profile(values, PROFILE_EARNINGS_GROWTH.name, "reported_eps")
    return growth_of_profits(now, before, 1, "reported_eps")


def _by_profile(values: Values, name: str, field: str) -> Outcome:
    growth = values.get(name)
    if growth is None or abs(growth) >= LARGEST_MULTIPLE:
        return Missing(field)
    return growth


REVENUE_CAGR = Metric(
    code="revenue_cagr_3y",
    name="Revenue growth a year over three years",
    weight=0.25,
    unit="percent",
    formula="(total_revenue / total_revenue three fiscal years before)^(1/3) - 1",
    inputs=(REVENUE_BY_YEAR,),
    measure=revenue_cagr,
    anchors=Anchors(
        (-0.05, 0.0, 0.05, 0.10, 0.20), "5 % is about what the economy grows before inflation is taken off"
    ),
    source="Damodaran 2012, Investment Valuation, ch. 11",
    period="four fiscal years",
)
EPS_CAGR = Metric(
    code="eps_cagr_3y",
    name="EPS growth a year over three years",
    weight=0.25,
    unit="percent",
    formula="(reported_eps / reported_eps three fiscal years before)^(1/3) - 1; from a loss to a profit"
    " scores 4, from a profit to a loss 1",
    inputs=(EPS_BY_YEAR,),
    measure=eps_cagr,
    anchors=Anchors(
        (-0.10, 0.0, 0.06, 0.12, 0.25), "6 % is the long-run mean of large firms; few keep up 25 %"
    ),
    source="Damodaran 2012, ch. 11; Chan, Karceski and Lakonishok 2003, Journal of Finance 58(2)",
    period="four fiscal years",
)
FREE_CASH_FLOW_CAGR = Metric(
    code="free_cash_flow_cagr_3y",
    name="Free cash flow growth a year over three years",
    weight=0.15,
    unit="percent",
    formula="(free cash flow / free cash flow three fiscal years before)^(1/3) - 1, free cash flow ="
    " operating_cashflow - |capital_expenditures|; turned positive scores 4, turned negative 1",
    inputs=(OPERATING_CASH_FLOW_BY_YEAR, CAPITAL_EXPENDITURES_BY_YEAR),
    measure=free_cash_flow_cagr,
    anchors=Anchors(
        (-0.10, 0.0, 0.05, 0.10, 0.20), "the anchors of revenue, wider below: investment comes in lumps"
    ),
    source="Penman 2013, ch. 11",
    period="four fiscal years",
    # Banks and insurers have no free cash flow; utilities and landlords grow by spending more than theirs.
    applies_to=frozenset({FirmKind.GENERAL, FirmKind.MANUFACTURER}),
)
QUARTER_REVENUE_GROWTH = Metric(
    code="quarter_revenue_growth",
    name="Revenue of the newest quarter over a year before",
    weight=0.2,
    unit="percent",
    formula="total_revenue of the newest quarter / total_revenue of the same quarter a year before - 1;"
    " without both quarters the profile's quarterly_revenue_growth_yoy",
    inputs=(
        REVENUE_QUARTER.optional(),
        REVENUE_QUARTER_BEFORE.optional(),
        PROFILE_REVENUE_GROWTH.optional(),
    ),
    measure=quarter_revenue_growth,
    anchors=Anchors(
        (-0.08, 0.0, 0.05, 0.10, 0.20), "the anchors of three years, wider below: one quarter swings more"
    ),
    source="Lakonishok, Shleifer and Vishny 1994, Journal of Finance 49(5)",
    period="the newest quarter",
)
QUARTER_EPS_GROWTH = Metric(
    code="quarter_eps_growth",
    name="EPS of the newest quarter over a year before",
    weight=0.15,
    unit="percent",
    formula="reported_eps of the newest quarter / reported_eps of the same quarter a year before - 1; from a"
    " loss to a profit scores 4, from a profit to a loss 1; without both quarters the profile's"
    " quarterly_earnings_growth_yoy",
    inputs=(EPS_QUARTER.optional(), EPS_QUARTER_BEFORE.optional(), PROFILE_EARNINGS_GROWTH.optional()),
    measure=quarter_eps_growth,
    anchors=Anchors(
        (-0.25, -0.05, 0.05, 0.15, 0.30), "a quarter's profit swings several times as far as its revenue"
    ),
    source="Lakonishok, Shleifer and Vishny 1994, Journal of Finance 49(5)",
    period="the newest quarter",
)

GROWTH = Component(
    "growth",
    "Growth",
    0.25,
    (
        Block(
            "growth",
            "Growth",
            1.0,
            (REVENUE_CAGR, EPS_CAGR, QUARTER_REVENUE_GROWTH, QUARTER_EPS_GROWTH, FREE_CASH_FLOW_CAGR),
        ),
    ),
)
