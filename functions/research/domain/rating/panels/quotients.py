"""Quotients that answer for every figure a statement can hold, right or wrong.

A denominator that is zero or negative, a part larger than its whole and a value no company has in one unit
of account are reasons not to answer; they are never errors.
"""

from collections.abc import Callable

from functions.research.domain.rating.declaration import NotApplicable, Outcome, Values

Measure = Callable[[Values], Outcome]

DAYS_A_YEAR = 365
# Further out a ratio speaks of a denominator next to nothing, or of figures in different units.
LARGEST_RATIO = 1_000.0
# Stock for more than ten years of sales is no stock in trade.
LONGEST_YEARS = 10.0
# A hundredfold within a year is thousands taken for units, or another company under the same symbol.
LARGEST_STEP = 100.0

OUT_OF_RANGE = NotApplicable("OUT_OF_RANGE")
SCALE_BREAK = NotApplicable("SCALE_BREAK")
PART_EXCEEDS_WHOLE = NotApplicable("PART_EXCEEDS_WHOLE")
NEGATIVE_PART = NotApplicable("NEGATIVE_PART")


def believable(value: float) -> Outcome:
    """Neither nan nor an infinity passes."""
    return float(value) if -LARGEST_RATIO <= value <= LARGEST_RATIO else OUT_OF_RANGE


def quotient(numerator: float, denominator: float, absent: str) -> Outcome:
    """`absent` says what there is none of when the denominator is not positive."""
    if not denominator > 0:
        return NotApplicable(absent)
    return believable(numerator / denominator)


def share(part: float, whole: float, absent: str) -> Outcome:
    """A part that cannot be negative, as a fraction of a whole it may exceed: expenses and revenue."""
    return NEGATIVE_PART if part < 0 else quotient(part, whole, absent)


def proper_share(part: float, whole: float, absent: str) -> Outcome:
    """A part that can be neither negative nor more than the whole: goodwill and total assets."""
    return PART_EXCEEDS_WHOLE if part > whole > 0 else share(part, whole, absent)


def is_scale_break(newer: float, older: float) -> bool:
    """Two positive amounts a hundredfold apart; zero is a start or an end, no mistake."""
    if not (newer > 0 and older > 0):
        return False
    return newer / LARGEST_STEP > older or older / LARGEST_STEP > newer


def ends(values: Values, name: str) -> tuple[float, float]:
    """Closing and opening amount of a stock."""
    return values[name], values[name + "_prior"]


def over_mean(amount: float, values: Values, stock: str, absent: str) -> Outcome:
    """An amount over the mean of a stock's opening and closing, neither of which may be negative."""
    closing, opening = ends(values, stock)
    if is_scale_break(closing, opening):
        return SCALE_BREAK
    if not (closing >= 0 and opening >= 0):
        return NotApplicable(absent)
    return quotient(amount, (closing + opening) / 2, absent)


def days_held(values: Values, stock: str, flow: float, absent: str) -> Outcome:
    """Days of a year's flow that the mean of a stock's opening and closing stands for."""
    closing, opening = ends(values, stock)
    if is_scale_break(closing, opening):
        return SCALE_BREAK
    if closing < 0 or opening < 0:
        return NEGATIVE_PART
    years = quotient((closing + opening) / 2, flow, absent)
    if isinstance(years, float):
        return years * DAYS_A_YEAR if years <= LONGEST_YEARS else OUT_OF_RANGE
    return years


def change(newer: float, older: float, absent: str) -> Outcome:
    """Growth from a positive amount as a fraction of it; below -1 when the newer amount is negative."""
    if not older > 0:
        return NotApplicable(absent)
    return SCALE_BREAK if is_scale_break(newer, older) else believable(newer / older - 1)


def ratio_of(numerator: str, denominator: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return quotient(values[numerator], values[denominator], absent)

    return measure


def share_of(part: str, whole: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return share(values[part], values[whole], absent)

    return measure


def turnover_of(stock: str, flow: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return over_mean(values[flow], values, stock, absent)

    return measure


def days_of(stock: str, flow: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return days_held(values, stock, values[flow], absent)

    return measure


def growth_of(name: str, absent: str) -> Measure:
    def measure(values: Values) -> Outcome:
        return change(values[name], values[name + "_prior"], absent)

    return measure
