"""All that is held about one company, and what of it was known at any moment."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter, itemgetter

from functions.research.domain.daily_closes import DailyCloses
from functions.research.domain.findings import Finding, ReadFindings
from functions.research.domain.history import RATED_BARS, RATED_HISTORY, RATED_LINKS
from functions.research.domain.news import AboutCompany
from functions.research.domain.overview import Overview
from functions.research.domain.peers import PeerGroup
from functions.research.domain.rating.books import Books, Kind
from functions.research.domain.rating.known import Known
from functions.research.domain.sentiment import LOOK_BACK_DAYS
from functions.research.domain.statements import Row
from functions.research.domain.validation import validate_known
from functions.research.domain.validation.columns import Column
from functions.research.domain.validation.reviewed import Reviewed

_PROVIDER_TIME = "%Y%m%dT%H%M%S"
# Sorts after every profile recorded for a moment.
_LAST = "#~"


@dataclass(frozen=True, slots=True)
class Listed:
    """A report date and the times, on our clock, in which it was listed: `from/until`, the last open."""

    report_date: date
    times: tuple[str, ...]

    def is_listed(self, as_of: str) -> bool:
        for time in self.times:
            begun, _, ended = time.partition("/")
            if begun <= as_of and (not ended or ended > as_of):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything is oldest first: `profiles` by the moment they were collected for, `read` by function first.

    Of two clocks it asks one: since when the public could know something. That is what a look back wants.
    """

    symbol: str
    books: Books
    profiles: Sequence[tuple[str, Overview]] = ()
    closes: DailyCloses = field(default_factory=DailyCloses)
    news: Sequence[AboutCompany] = ()
    listed: Sequence[Listed] = ()
    read: Sequence[ReadFindings] = ()

    def profile(self, as_of: str) -> tuple[str, Overview] | None:
        """The newest profile with the moment it was collected for, not after `as_of` (ISO UTC)."""
        place = bisect_right(self.profiles, as_of + _LAST, key=itemgetter(0))
        return self.profiles[place - 1] if place else None

    def known(
        self,
        as_of: str,
        *,
        peers: PeerGroup | None = None,
        earlier_ratings: Sequence[float] = (),
        reviewed: Reviewed | None = None,
    ) -> Known:
        """At `as_of` (ISO UTC). `reviewed` is of this dossier, and passed on from moment to moment."""
        books = self.books.since(date.fromisoformat(as_of[:10]) - RATED_HISTORY)
        profile = self.profile(as_of)
        overview = profile[1] if profile else None
        odd = validate_known(_columns(books.versions(as_of)), overview, as_of=as_of, reviewed=reviewed)
        return Known(
            symbol=self.symbol,
            rows=books,
            overview=overview,
            findings=[*self._read(as_of), *odd] if self.read else odd,
            bars=self.closes.known(as_of, RATED_BARS) if self.closes.starts else (),
            news=self._news(as_of) if self.news else (),
            peers=peers,
            expected_report_on=self._expected(as_of) if self.listed else None,
            earlier_ratings=earlier_ratings,
        )

    def _read(self, as_of: str) -> list[Finding]:
        newest = {one.function: one.findings for one in self.read if one.as_of <= as_of}
        return [finding for findings in newest.values() for finding in findings]

    def _news(self, as_of: str) -> Sequence[AboutCompany]:
        now = datetime.fromisoformat(as_of)
        oldest = now - timedelta(days=LOOK_BACK_DAYS)
        published = attrgetter("time_published")
        first = bisect_left(self.news, f"{oldest:{_PROVIDER_TIME}}", key=published)
        last = bisect_right(self.news, f"{now:{_PROVIDER_TIME}}", key=published)
        return self.news[max(first, last - RATED_LINKS) : last][::-1]

    def _expected(self, as_of: str) -> date | None:
        today = as_of[:10]
        ahead = (one for one in self.listed if one.report_date.isoformat() >= today)
        return next((one.report_date for one in ahead if one.is_listed(as_of)), None)


def _columns(versions: Mapping[Kind, Sequence[Row]]) -> dict[Kind, Column]:
    return {kind: Column([row.report for row in rows]) for kind, rows in versions.items() if rows}
