"""Whose turn it is: the stalest of the most traded, and the companies that have reported."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, unique
from math import log1p
from typing import Any, TypeVar

from functions.research.domain.assets import Asset
from functions.research.domain.eligibility import ineligible
from functions.research.domain.probe import QUARTER_TOLERANCE, moment

_Part = TypeVar("_Part")

VOLUME_WEIGHT = 0.6
STALENESS_WEIGHT = 0.4
FULLY_STALE_DAYS = 30
MIN_SCORE = 0.3
# A quiet market does not turn a few hundred shares a day into the most traded asset.
SMALLEST_MAX_VOLUME = 1_000_000
# Every fourth place goes to the oldest data whatever its volume, so that no asset waits for ever.
OLDEST_EVERY = 4
BATCH_SIZE = 8
# A step of a machine costs more than what it does for a batch.
BATCHES_IN_A_ROUND = 3
ANNOUNCED_TOGETHER = 10 * BATCH_SIZE

FRESH_DAYS = 1
NO_FUNDAMENTALS_DAYS = 30
# Days after a report from which its figures are looked for again: providers are hours to two weeks behind it.
ATTEMPT_DAYS = (1, 2, 3, 5, 8, 13)
LOOKBACK_DAYS = 14


@unique
class Reason(StrEnum):
    """Why an asset was chosen or passed over, besides not being eligible at all."""

    WAITING = "waiting"  # its calls were not granted any more on the last day
    SCORE = "score"
    OLDEST = "oldest"
    REPORTED = "reported"
    FRESH = "fresh"
    NO_FUNDAMENTALS = "no_fundamentals"
    LOW_SCORE = "low_score"
    LIMIT = "limit"
    NOT_TRACKED = "not_tracked"
    PROCESSED = "processed"
    NOT_YET = "not_yet"  # the report, or the next attempt at its figures, is still to come
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Candidate:
    asset: Asset
    volume: int | None  # shares of the last trading day; None is taken as none
    last_collected: str  # ISO UTC; 1970-01-01T00:00:00Z for never
    no_fundamentals_since: str | None = None


@dataclass(frozen=True, slots=True)
class DueReport:
    """A row of the earnings calendar; `attempts` counts the visits at which the provider was asked."""

    symbol: str
    report_date: date
    fiscal_date_ending: date
    attempts: int = 0
    is_processed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    symbol: str
    reason: Reason
    score: float
    volume_score: float
    staleness_score: float


@dataclass(frozen=True, slots=True)
class Selection:
    """In the order to be collected, and how many were passed over by reason."""

    chosen: tuple[Choice, ...]
    passed_over: Mapping[str, int]

    def batches(self) -> list[list[str]]:
        return in_batches([choice.symbol for choice in self.chosen])

    def plan(
        self, asked: Callable[[str], dict[str, str]], sectors: Sequence[str], *, announced: Sequence[str]
    ) -> dict[str, Any]:
        """What a run goes by: rounds of batches; `asked` is what a collection is told of a symbol.

        `announced` are also those that an attempt before collected and, as it died, may not have announced.
        """
        return {
            "rounds": _parts([[asked(s) for s in batch] for batch in self.batches()], BATCHES_IN_A_ROUND),
            "announcements": _parts(announced, ANNOUNCED_TOGETHER),
            "sectors": sectors if announced else (),
        }


def in_batches(whole: Sequence[_Part]) -> list[list[_Part]]:
    """At most eight each; the last may be shorter."""
    return _parts(whole, BATCH_SIZE)


def _parts(whole: Sequence[_Part], size: int) -> list[list[_Part]]:
    return [list(whole[start : start + size]) for start in range(0, len(whole), size)]


def select_regular(
    candidates: Iterable[Candidate], *, as_of: str, limit: int, waiting: Sequence[str] = ()
) -> Selection:
    """At most `limit` assets: those still `waiting`, then by score, every fourth place for the oldest data.

    score = 0.6 x ln(1 + volume) / ln(1 + largest volume) + 0.4 x min(1, age / 30 days), for volume is
    heavy-tailed. Equal scores go by symbol.
    """
    passed_over: Counter[str] = Counter()
    able = {c.asset.symbol: c for c in _able(candidates, as_of, passed_over)}
    largest = _largest_volume(able.values())
    age_days = {symbol: _days(c.last_collected, as_of) for symbol, c in able.items()}
    scored = {
        symbol: _choice(c, Reason.SCORE, largest, age_days[symbol] / FULLY_STALE_DAYS)
        for symbol, c in able.items()
    }
    first = [
        replace(scored.pop(symbol), reason=Reason.WAITING)
        for symbol in dict.fromkeys(waiting)
        if symbol in scored
    ]
    by_score = sorted((c for c in scored.values() if c.score >= MIN_SCORE), key=_best_first)
    by_age = sorted(by_score, key=lambda c: (-age_days[c.symbol], c.symbol))
    passed_over[Reason.LOW_SCORE] += len(scored) - len(by_score)

    queue = [*first, *_interleaved(by_score, by_age)]
    passed_over[Reason.LIMIT] += len(queue[limit:])
    return Selection(tuple(queue[:limit]), +passed_over)


def select_earnings(
    reports: Iterable[DueReport], candidates: Mapping[str, Candidate], *, as_of: str, limit: int
) -> Selection:
    """At most `limit` companies whose report is out and whose figures are not stored, the most traded first.

    In a season with more reports than calls, a queue by age would make every company wait until its figures
    are old; the less traded are left to the regular selection instead.

    At 06:00 UTC nothing of the day itself is out and everything of the day before is, whether it came before
    the market opened or after it closed. What a full day, a Sunday or an outage left over stays due for 14
    days, so the window needs no memory of the last run.
    """
    today = date.fromisoformat(as_of[:10])
    passed_over: Counter[str] = Counter()
    due: dict[str, DueReport] = {}
    for report in sorted(reports, key=lambda r: (r.report_date, r.fiscal_date_ending)):
        if reason := _not_due(report, candidates, today):
            passed_over[reason] += 1
        else:
            due[report.symbol] = report

    # Collected yesterday is no reason to pass over a company that has reported since.
    able = [c for c in (candidates[symbol] for symbol in due) if _is_able(c, as_of, passed_over)]
    largest = _largest_volume(able)
    choices = [_choice(c, Reason.REPORTED, largest, 0.0) for c in able]
    passed_over[Reason.LIMIT] += len(choices[limit:])
    return Selection(tuple(sorted(choices, key=_best_first)[:limit]), +passed_over)


def is_arrived(fiscal_date_ending: date, newest_stored_quarter: date | None) -> bool:
    """Whether the quarter a calendar row announced is stored, so that the row is processed."""
    return (
        newest_stored_quarter is not None and fiscal_date_ending - newest_stored_quarter <= QUARTER_TOLERANCE
    )


def waiting_order(chosen: Sequence[str], served: Collection[str]) -> list[str]:
    """Who comes first on the next day: what was chosen and not reached, in the order of its turn."""
    return [symbol for symbol in chosen if symbol not in served]


def _not_due(report: DueReport, candidates: Mapping[str, Candidate], today: date) -> Reason | None:
    days = (today - report.report_date).days
    if report.is_processed:
        return Reason.PROCESSED
    if report.attempts >= len(ATTEMPT_DAYS) or days > LOOKBACK_DAYS:
        return Reason.GIVEN_UP
    if days < ATTEMPT_DAYS[report.attempts]:
        return Reason.NOT_YET
    return None if report.symbol in candidates else Reason.NOT_TRACKED


def _able(candidates: Iterable[Candidate], as_of: str, passed_over: Counter[str]) -> Iterator[Candidate]:
    for candidate in candidates:
        if _is_able(candidate, as_of, passed_over):
            if _days(candidate.last_collected, as_of) < FRESH_DAYS:
                passed_over[Reason.FRESH] += 1
            else:
                yield candidate


def _is_able(candidate: Candidate, as_of: str, passed_over: Counter[str]) -> bool:
    since = candidate.no_fundamentals_since
    if reason := ineligible(candidate.asset):
        passed_over[reason] += 1
    elif since is not None and _days(since, as_of) < NO_FUNDAMENTALS_DAYS:
        passed_over[Reason.NO_FUNDAMENTALS] += 1
    else:
        return True
    return False


def _choice(candidate: Candidate, reason: Reason, largest: float, staleness: float) -> Choice:
    volume_score = log1p(candidate.volume or 0) / log1p(largest)
    staleness_score = min(1.0, staleness)
    score = VOLUME_WEIGHT * volume_score + STALENESS_WEIGHT * staleness_score
    return Choice(candidate.asset.symbol, reason, score, volume_score, staleness_score)


def _largest_volume(candidates: Iterable[Candidate]) -> int:
    return max(SMALLEST_MAX_VOLUME, *(c.volume or 0 for c in candidates), 0)


def _interleaved(by_score: Sequence[Choice], by_age: Sequence[Choice]) -> Iterator[Choice]:
    """Each once; every fourth is the oldest of those not yet given."""
    given: set[str] = set()
    scores, ages = iter(by_score), iter(by_age)
    for place in range(1, len(by_score) + 1):
        is_for_oldest = place % OLDEST_EVERY == 0
        choice = next(c for c in (ages if is_for_oldest else scores) if c.symbol not in given)
        given.add(choice.symbol)
        yield replace(choice, reason=Reason.OLDEST) if is_for_oldest else choice


def _best_first(choice: Choice) -> tuple[float, str]:
    return -choice.score, choice.symbol


def _days(earlier: str, later: str) -> float:
    return (moment(later) - moment(earlier)) / timedelta(days=1)
