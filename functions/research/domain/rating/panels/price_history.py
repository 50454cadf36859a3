"""Where has the price come from, and how steadily?

Daily closes are as they were on their day, so a window with a split in it has no answer.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from functions.research.domain.rating.declaration import (
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Panel,
    Series,
    Source,
    Step,
    Values,
)
from functions.research.domain.rating.panels.quotients import Measure, believable, is_scale_break
from functions.research.domain.rating.panels.splits import is_leap, is_like_split

MONTH, QUARTER, HALF_YEAR, YEAR = 21, 63, 126, 252
SHORT_VOLATILITY, LONG_VOLATILITY = 60, 250
LONG_MEAN = 200

Closes = Sequence[float]


def closes(count: int) -> Series:
    return Series(f"last_{count}_closes", Source.PRICES, "close", Step.DAYS, count, count)


def over_closes(count: int, measure: Callable[[Closes], float]) -> Measure:
    """Asks about the newest `count` closes, newest first, all of them there and believable."""
    name = closes(count).name

    def measured(values: Values) -> Outcome:
        given = values.series[name][:count]
        found = [close for close in given if close is not None]
        if len(found) < count:
            return Missing("close")
        if not (min(found) > 0 and sum(found) < math.inf):
            return NotApplicable("NO_PRICE")
        leaps = [(newer, older) for newer, older in pairwise(found) if is_leap(newer, older)]
        if any(is_like_split(newer, older) for newer, older in leaps):
            return NotApplicable("SPLIT_IN_WINDOW")
        if any(is_scale_break(newer, older) for newer, older in leaps):
            return NotApplicable("SCALE_BREAK")
        return believable(measure(found))

    return measured


def price_return(found: Closes) -> float:
    return found[0] / found[-1] - 1


def momentum(found: Closes) -> float:
    """The last month is left out: it tends to be taken back."""
    return found[MONTH] / found[YEAR] - 1


def volatility(found: Closes) -> float:
    """Sample standard deviation of daily logarithmic returns, for a year of 252 days."""
    returns = [newer - older for newer, older in pairwise([math.log(close) for close in found])]
    mean = math.fsum(returns) / len(returns)
    variance = math.fsum((r - mean) ** 2 for r in returns) / (len(returns) - 1)
    return math.sqrt(variance * YEAR)


def range_position(found: Closes) -> float:
    """A price that has not moved stands in the middle."""
    low, high = min(found), max(found)
    return (found[0] - low) / (high - low) if high > low else 0.5


def distance_from_mean(found: Closes) -> float:
    return found[0] / (sum(found) / len(found)) - 1


def _return(code: str, name: str, days: int) -> Metric:
    return Metric(
        code=code,
        name=name,
        unit="percent",
        formula=f"close / close {days} trading days before - 1",
        inputs=(closes(days + 1),),
        measure=over_closes(days + 1, price_return),
        source="Campbell, Lo and MacKinlay 1997, The Econometrics of Financial Markets, ch. 1",
        period=f"the last {days} trading days",
    )


def _volatility(code: str, name: str, days: int) -> Metric:
    return Metric(
        code=code,
        name=name,
        unit="percent",
        formula=f"standard deviation of {days} daily logarithmic returns x square root of {YEAR}",
        inputs=(closes(days + 1),),
        measure=over_closes(days + 1, volatility),
        source="Hull 2018, Options, Futures, and Other Derivatives, ch. 15",
        period=f"the last {days} trading days",
    )


MOMENTUM = Metric(
    code="momentum_12_1",
    name="Twelve-month momentum without the last month",
    unit="percent",
    formula=f"close {MONTH} trading days before / close {YEAR} trading days before - 1",
    inputs=(closes(YEAR + 1),),
    measure=over_closes(YEAR + 1, momentum),
    source="Jegadeesh and Titman 1993, Journal of Finance 48(1)",
    period=f"the last {YEAR} trading days",
)
RANGE_POSITION = Metric(
    code="range_position_52w",
    name="Position in the 52-week range",
    unit="percent",
    formula="(close - lowest close) / (highest close - lowest close)",
    inputs=(closes(YEAR),),
    measure=over_closes(YEAR, range_position),
    source="George and Hwang 2004, Journal of Finance 59(5)",
    period=f"the last {YEAR} trading days",
)
DISTANCE_FROM_MEAN = Metric(
    code="distance_from_200d_mean",
    name="Distance from the 200-day mean",
    unit="percent",
    formula=f"close / mean of the last {LONG_MEAN} closes - 1",
    inputs=(closes(LONG_MEAN),),
    measure=over_closes(LONG_MEAN, distance_from_mean),
    source="Brock, Lakonishok and LeBaron 1992, Journal of Finance 47(5)",
    period=f"the last {LONG_MEAN} trading days",
)

PRICE_HISTORY = Panel(
    "price_history",
    "Price history",
    (
        _return("price_return_1m", "Return over a month", MONTH),
        _return("price_return_3m", "Return over three months", QUARTER),
        _return("price_return_6m", "Return over six months", HALF_YEAR),
        _return("price_return_12m", "Return over twelve months", YEAR),
        MOMENTUM,
        _volatility("volatility_60d", "Volatility over 60 days", SHORT_VOLATILITY),
        _volatility("volatility_250d", "Volatility over 250 days", LONG_VOLATILITY),
        RANGE_POSITION,
        DISTANCE_FROM_MEAN,
    ),
)
