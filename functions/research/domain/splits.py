"""Is a price jump a split? Bars are raw, and nobody tells us of splits."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from functions.research.domain.assets import Bar

SMALLEST_SPLIT = 1.5  # three for two; a smaller one cannot be told from a bad morning
# What an ordinary night may add to the split itself.
TOLERANCE = 0.04
# After a split the same money changes hands. After news that doubles or halves a company, many times as much.
NEWS_TURNOVER = 5.0
USUAL_DAYS = 20
# Two closes of a span this far apart may hide a split.
SMALLEST_SUSPECT = 1.4


def split_like_jump(bars: Sequence[Bar]) -> date | None:
    """The day of the first jump of a split's size at a usual day's turnover; `bars` oldest first.

    The size is that of the opening to the close before: three for two, or within 4 % a whole number to one or
    one to a whole number. Everything above twelve to one is near a whole number.
    """
    for number, (before, bar) in enumerate(pairwise(bars), start=1):
        if _is_split_sized(before.close, bar.open) and not _is_news(bar, bars[:number]):
            return date.fromisoformat(bar.timestamp[:10])
    return None


def is_suspect(start: float, end: float) -> bool:
    """Is it worth looking at the bars in between? A split that a rise made good is not seen in two closes."""
    return max(start, end) >= SMALLEST_SUSPECT * min(start, end)


def _is_split_sized(close: float, opening: float) -> bool:
    if close <= 0 or opening <= 0:
        return False
    factor = max(close, opening) / min(close, opening)
    nearest = SMALLEST_SPLIT if factor < (SMALLEST_SPLIT + 2) / 2 else round(factor)
    return abs(factor / nearest - 1) <= TOLERANCE


def _is_news(bar: Bar, earlier: Sequence[Bar]) -> bool:
    usual = median(b.close * b.volume for b in earlier[-USUAL_DAYS:])
    return usual > 0 and bar.close * bar.volume > NEWS_TURNOVER * usual
