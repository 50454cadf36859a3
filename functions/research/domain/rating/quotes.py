"""What the market pays for the company: from daily bars, or from its profile where there are none."""

from collections.abc import Sequence
from datetime import date, timedelta

from functions.research.domain.assets import Bar
from functions.research.domain.daily_closes import NewestFirst, Quote
from functions.research.domain.figures import LARGEST_PLAUSIBLE, number
from functions.research.domain.overview import Overview
from functions.research.domain.rating.declaration import Source
from functions.research.domain.rating.evidence import Evidence, Origin

# Long enough for a halt and the longest closing of the exchanges; what is older is no price of today.
OLDEST_CLOSE_DAYS = 30
BAR = "1Day"
PRICES, PROFILE = Source.PRICES.value, Source.PROFILE.value
# Of bars, which are of American exchanges; a profile names its own.
QUOTED_IN = "USD"
# Fields of the profile that are amounts of money, and compare with statements in the same currency only.
MONEY = frozenset(
    {
        "market_capitalization",
        "ebitda",
        "eps",
        "diluted_eps_ttm",
        "revenue_ttm",
        "gross_profit_ttm",
        "revenue_per_share_ttm",
        "book_value",
        "dividend_per_share",
        "analyst_target_price",
        "52_week_high",
        "52_week_low",
        "50_day_moving_average",
        "200_day_moving_average",
    }
)

Quoted = Bar | Quote
Found = tuple[float, tuple[Evidence, ...]]


def closes(bars: Sequence[Quoted], today: date) -> list[Quoted]:
    """Newest first; none when the newest is too old to speak of today."""
    usable = [bar for bar in bars if _is_usable(bar)]
    usable.sort(key=_start, reverse=True)
    return usable if usable and _is_of_today(usable[0], today) else []


def newest_close(bars: Sequence[Quoted], today: date) -> Quoted | None:
    """The first of `closes`."""
    usable = filter(_is_usable, bars)
    newest = next(usable, None) if isinstance(bars, NewestFirst) else max(usable, key=_start, default=None)
    return newest if newest is not None and _is_of_today(newest, today) else None


def _start(bar: Quoted) -> str:
    return bar.timestamp


def _is_usable(bar: Quoted) -> bool:
    return 0 < bar.close <= LARGEST_PLAUSIBLE


def _is_of_today(newest: Quoted, today: date) -> bool:
    return newest.timestamp >= (today - timedelta(days=OLDEST_CLOSE_DAYS)).isoformat()


def of_closes(bars: Sequence[Quoted]) -> Evidence:
    """A run of daily closes as one figure: the newest, with the day of the oldest."""
    newest = bars[0]
    day, known_from = newest.timestamp[:10], newest.known_from or None
    first_day = bars[-1].timestamp[:10]
    origin = Origin(PRICES, BAR, day, known_from, newest.payload_hash, first_day, len(bars))
    return Evidence("close", newest.close, origin)


def of_profile(overview: Overview, name: str) -> Found | None:
    value = number(overview.figures, name)
    if value is None:
        return None
    origin = Origin(PROFILE, None, None, None, overview.payload_hash)
    return value, (Evidence(name, value, origin),)


def price(newest: Quoted | None, overview: Overview | None) -> Found | None:
    """Of one share."""
    if newest is not None:
        return newest.close, (of_closes((newest,)),)
    worth = of_profile(overview, "market_capitalization") if overview else None
    shares = of_profile(overview, "shares_outstanding") if overview else None
    if worth is None or shares is None or shares[0] <= 0 or worth[0] <= 0:
        return None
    return worth[0] / shares[0], (*worth[1], *shares[1])


def market_value(newest: Quoted | None, overview: Overview | None) -> Found | None:
    """Of all shares."""
    worth = of_profile(overview, "market_capitalization") if overview else None
    if worth is not None and worth[0] > 0:
        return worth
    shares = of_profile(overview, "shares_outstanding") if overview else None
    if newest is None or shares is None or shares[0] <= 0:
        return None
    return newest.close * shares[0], (of_closes((newest,)), *shares[1])
