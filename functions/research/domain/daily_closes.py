"""The daily closes of one asset, and the newest of them as they were known at a moment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import overload

# A daily bar starts at midnight in New York and is known when its day has ended.
DAY = timedelta(days=1)
# Of `2026-11-20T07:00:00`.
SECONDS = 19


@dataclass(frozen=True, slots=True)
class Quote:
    """What a rating reads of a daily bar: its start and the moment it was known from are ISO UTC."""

    timestamp: str
    close: float
    known_from: str
    payload_hash: str = ""


class NewestFirst(Sequence[Quote]):
    """Closes up to a moment, put into words only when somebody asks for one."""

    __slots__ = ("_closes", "_first", "_last")

    def __init__(self, closes: "DailyCloses", first: int, last: int) -> None:
        """Those of `closes` from `first` to before `last`."""
        self._closes, self._first, self._last = closes, first, last

    @overload
    def __getitem__(self, index: int) -> Quote: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Quote]: ...
    def __getitem__(self, index: int | slice) -> Quote | Sequence[Quote]:
        places = range(self._last - 1, self._first - 1, -1)[index]
        return self._quote(places) if isinstance(places, int) else [self._quote(place) for place in places]

    def __len__(self) -> int:
        return self._last - self._first

    def _quote(self, place: int) -> Quote:
        every = self._closes
        start = datetime.fromtimestamp(every.starts[place], UTC)
        payload_hash = every.payload_hashes[place] if every.payload_hashes else ""
        return Quote(_written(start), every.closes[place], _written(start + DAY), payload_hash)


def _written(moment: datetime) -> str:
    """`moment` is in UTC."""
    return f"{moment.isoformat()[:SECONDS]}Z"


@dataclass(frozen=True, slots=True)
class DailyCloses:
    """`starts` are seconds since 1970, oldest first, and `closes` the prices of one share.

    `payload_hashes` say where each came from; none where that is not kept.
    """

    starts: Sequence[int] = ()
    closes: Sequence[float] = ()
    payload_hashes: Sequence[str] = ()

    def known(self, as_of: str, count: int) -> NewestFirst:
        """Up to `count` closes of days that had ended at `as_of` (ISO UTC)."""
        ended = datetime.fromisoformat(as_of) - DAY
        last = bisect_right(self.starts, ended.timestamp())
        return NewestFirst(self, max(0, last - count), last)
