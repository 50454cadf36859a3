"""How steady are earnings and cash from year to year?"""

import math
from collections.abc import Sequence

from functions.research.domain.rating.declaration import (
    FirmKind,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Series,
    Step,
    Values,
)
from functions.research.domain.rating.reported import (
    CAPITAL_EXPENDITURES_BY_YEAR,
    OPERATING_CASH_FLOW_BY_YEAR,
)
from functions.research.domain.rating.scoring import BEST, WORST, Anchors, score
from functions.research.domain.statements import Statement

QUARTERS = 4
SUMS = 12
# Two years of sums that overlap: fewer would measure one season, not a spread.
FEWEST_SUMS = 8
YEARS = 5
FEWEST_YEARS = 3
# One quarter in another unit moves the sums it is in by more than any business does.
LARGEST_LEAP = 500.0

EPS_BY_QUARTER = Series(
    "reported_eps_by_quarter",
    Statement.EARNINGS,
    "reported_eps",
    Step.QUARTERS,
    shortest=FEWEST_SUMS + QUARTERS - 1,
    longest=SUMS + QUARTERS - 1,
)
VOLATILITY_ANCHORS = Anchors(
    (1.0, 0.5, 0.3, 0.15, 0.07), "at 1 the spread is as large as the earnings; steady firms stay below 0.1"
)
STRAIGHT_LINE = Anchors((0.0, 0.25, 0.5, 0.75, 1.0), "a straight line: every year weighs the same")


def earnings_volatility(values: Values) -> Outcome:
    """Standard deviation of twelve rolling sums of four quarters over the size of their mean.

    Sums of four quarters carry no season. They overlap, so they are described as they are and not taken for
    a sample. With eight to eleven of them it is judged in part.
    """
    by_quarter = values.series["reported_eps_by_quarter"][: SUMS + QUARTERS - 1]
    sums = _rolling_sums(by_quarter)
    if len(sums) < FEWEST_SUMS or _leaps(by_quarter):
        return Missing("reported_eps")
    mean = sum(sums) / len(sums)
    variance = sum((value - mean) * (value - mean) for value in sums) / len(sums)
    spread = math.sqrt(variance) if math.isfinite(variance) else math.inf
    if mean == 0:
        return Judged(WORST, "earnings average zero") if spread > 0 else NotApplicable("NO_EARNINGS")
    ratio = spread / abs(mean)
    if not math.isfinite(ratio):
        return NotApplicable("OUT_OF_RANGE")
    if len(sums) < SUMS:
        note = f"{len(sums)} of {SUMS} sums of four quarters"
        scored = score(ratio, VOLATILITY_ANCHORS)
        return Judged(scored, note, ratio, len(sums) / SUMS, by_anchors=True)
    return ratio


def _rolling_sums(by_quarter: Sequence[float | None]) -> list[float]:
    sums = []
    for newest in range(len(by_quarter) - QUARTERS + 1):
        year = [eps for eps in by_quarter[newest : newest + QUARTERS] if eps is not None]
        if len(year) == QUARTERS:
            sums.append(sum(year))
    return sums


def _leaps(by_quarter: Sequence[float | None]) -> bool:
    sizes = sorted(abs(eps) for eps in by_quarter if eps)
    return bool(sizes) and sizes[-1] > LARGEST_LEAP * sizes[len(sizes) // 2]


def cash_flow_stability(values: Values) -> Outcome:
    """Share of fiscal years whose operating and free cash flow were both positive."""
    operating = values.series["operating_cashflow_by_year"][:YEARS]
    spent = values.series["capital_expenditures_by_year"][:YEARS]
    verdicts = []
    for cash, capital in zip(operating, spent, strict=False):
        if cash is not None and (cash <= 0 or capital is not None):
            verdicts.append(cash > abs(capital or 0.0))
    if len(verdicts) < FEWEST_YEARS <= sum(cash is not None for cash in operating):
        return Missing("capital_expenditures")
    return _share_of_years(verdicts)


def operating_cash_stability(values: Values) -> Outcome:
    """Share of fiscal years whose operating cash flow was positive."""
    operating = values.series["operating_cashflow_by_year"][:YEARS]
    return _share_of_years([cash > 0 for cash in operating if cash is not None])


def _share_of_years(verdicts: Sequence[bool]) -> Outcome:
    if len(verdicts) < FEWEST_YEARS:
        return Missing("operating_cashflow")
    share = sum(verdicts) / len(verdicts)
    note = f"{sum(verdicts)} of {len(verdicts)} fiscal years"
    score = WORST + (BEST - WORST) * share
    return Judged(score, note, share, len(verdicts) / YEARS, by_anchors=True)


EARNINGS_VOLATILITY = Metric(
    code="earnings_volatility",
    name="Earnings volatility",
    weight=0.2,
    unit="percent",
    formula="standard deviation of twelve rolling four-quarter sums of reported_eps / |their mean|",
    inputs=(EPS_BY_QUARTER,),
    measure=earnings_volatility,
    anchors=VOLATILITY_ANCHORS,
    source="Dichev and Tang 2009, Journal of Accounting and Economics 47(1-2)",
    period="fifteen quarters",
)
CASH_FLOW_STABILITY = Metric(
    code="cash_flow_stability",
    name="Years with positive cash flow",
    weight=0.15,
    unit="percent",
    formula="share of the last five fiscal years with operating_cashflow > 0 and operating_cashflow -"
    " |capital_expenditures| > 0; 1 + 4 x share",
    inputs=(OPERATING_CASH_FLOW_BY_YEAR, CAPITAL_EXPENDITURES_BY_YEAR),
    measure=cash_flow_stability,
    anchors=STRAIGHT_LINE,
    source="Minton and Schrand 1999, Journal of Financial Economics 54(3)",
    period="five fiscal years",
    applies_to=frozenset({FirmKind.GENERAL, FirmKind.MANUFACTURER}),
)
OPERATING_CASH_STABILITY = Metric(
    code="operating_cash_stability",
    name="Years with positive operating cash flow",
    weight=0.15,
    unit="percent",
    formula="share of the last five fiscal years with operating_cashflow > 0; 1 + 4 x share",
    inputs=(OPERATING_CASH_FLOW_BY_YEAR,),
    measure=operating_cash_stability,
    anchors=STRAIGHT_LINE,
    source="Minton and Schrand 1999, Journal of Financial Economics 54(3)",
    period="five fiscal years",
    # They grow by investing more than they bring in, with money that regulators or tenants vouch for.
    applies_to=frozenset({FirmKind.UTILITY, FirmKind.PROPERTY}),
)
