"""Calls that cost budget: reserved before they are made, kept before they are read, made once a day."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.research.adapters.alpha_vantage.client import DEADLINE_SECONDS, AlphaVantage
from functions.research.adapters.answers import (
    Answer,
    Broken,
    DailyLimit,
    Data,
    InvalidInputs,
    NoData,
    Refused,
    Throttled,
)
from functions.research.adapters.call_ledger import CallLedger
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.payload_store import KeptAnswer, PayloadStore
from functions.research.domain import call_budget
from functions.research.domain.plans import CallClass

Params = Mapping[str, str]

# As many as the client has connections.
_CALLS_AT_ONCE = 8


class ProviderRefused(Exception):
    """The provider rejects the key or the plan lacks the function: no retry helps, a person must look."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What the provider answered; `raw` is None when it has nothing, `broken` says why it is no data.

    `absorbed_day` is the business day on which exactly this payload's figures were stored, None before that.
    """

    function: str
    raw: bytes | None
    payload_hash: str | None
    absorbed_day: str | None = None
    broken: str | None = None

    @property
    def text(self) -> str:
        """As it was read when it was found to be data; empty where there is none."""
        return (self.raw or b"").decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Collected:
    payloads: Mapping[str, Payload]
    calls_made: int


@dataclass(frozen=True, slots=True)
class Waiting:
    retry_after_seconds: int
    calls_made: int


@dataclass(frozen=True, slots=True)
class Spent:
    until_day: str
    calls_made: int


@dataclass(slots=True)
class _Visit:
    """One attempt at the calls of one subject."""

    subject: str
    calls: Mapping[str, Params]
    day: str
    kept: Mapping[str, KeptAnswer]
    is_enough: Callable[[Mapping[str, Payload]], bool]
    payloads: dict[str, Payload] = field(default_factory=dict)
    made: int = 0

    def missing(self) -> list[str]:
        """What is still to be asked."""
        if self.is_enough(self.payloads):
            return []
        return [function for function in self.calls if function not in self.payloads]


def _never_enough(_: Mapping[str, Payload]) -> bool:
    return False


class PaidCalls:
    def __init__(self, provider: AlphaVantage, ledger: CallLedger, store: PayloadStore) -> None:
        self._provider = provider
        self._ledger = ledger
        self._store = store

    def collect(
        self,
        subject: str,
        calls: Mapping[str, Params],
        *,
        call_class: CallClass,
        as_of: str,
        is_enough: Callable[[Mapping[str, Payload]], bool] = _never_enough,
    ) -> Collected | Waiting | Spent:
        """Answer every function of `calls` for a subject (a symbol, or a name of ours for market-wide calls).

        Answers already kept on this business day are not paid for again. A worker that dies between a call
        and its payload costs that call. `is_enough` is asked before each call; calls spared are given back.
        """
        visit = _Visit(subject, calls, as_of[:10], self._store.answers(subject), is_enough)
        for function in calls:
            if function in visit.kept and visit.kept[function].day == visit.day:
                visit.payloads[function] = self._from_store(subject, function, visit.kept[function])
        missing = visit.missing()
        if not missing:
            return Collected(visit.payloads, 0)

        reservation_id = f"{subject}#{visit.day}#{call_class.value}"
        answer = self._ledger.reserve(reservation_id, call_class, len(missing), as_of)
        if isinstance(answer, call_budget.Throttled):
            return Waiting(answer.retry_after_seconds, 0)
        if isinstance(answer, call_budget.BudgetSpent):
            return Spent(answer.until_day, 0)
        try:
            stopped = self._call(visit, missing[: answer.calls], answer)
        except BaseException:
            self._ledger.settle(reservation_id, visit.made)
            raise
        return self._finish(visit, stopped, reservation_id)

    def collect_of_each(
        self, symbols: Sequence[str], function: str, *, call_class: CallClass, as_of: str
    ) -> dict[str, Payload]:
        """One call for each symbol, several at a time, of one reservation.

        Left out is who was answered on this day before, for whom the minute has no call, and whose answer is
        no data: `collect` knows what to do with those.
        """
        day = as_of[:10]
        kept = {symbol: self._store.answers(symbol).get(function, KeptAnswer()) for symbol in symbols}
        asked = [symbol for symbol in symbols if kept[symbol].day != day]
        if not asked:
            return {}
        reservation_id = f"{asked[0]}...#{day}#{call_class.value}"
        granted = self._ledger.reserve(reservation_id, call_class, len(asked), as_of)
        if not isinstance(granted, call_budget.Granted):
            return {}
        answers = self._fetch_of_each(asked[: granted.calls], function, granted, reservation_id)
        return {
            symbol: _payload(
                function,
                answer.raw,
                self._store.keep(symbol, function, answer.raw, day=day, before=kept[symbol]),
                kept[symbol],
            )
            for symbol, answer in answers.items()
            if isinstance(answer, Data)
        }

    def _fetch_of_each(
        self, symbols: Sequence[str], function: str, granted: call_budget.Granted, reservation_id: str
    ) -> dict[str, Answer]:
        """A call after the grant would not be counted, so that none is made."""
        answers: dict[str, Answer] = {}
        asked: list[str] = []

        def fetch(symbol: str) -> None:
            if self._ledger.has_time_for(granted, DEADLINE_SECONDS):
                asked.append(symbol)
                answers[symbol] = self._provider.fetch(function, symbol=symbol)

        try:
            with ThreadPoolExecutor(_CALLS_AT_ONCE) as workers:
                list(workers.map(fetch, symbols))
        finally:
            self._ledger.settle(reservation_id, len(asked))
        return answers

    def _call(
        self, visit: _Visit, functions: Sequence[str], granted: call_budget.Granted
    ) -> Throttled | DailyLimit | None:
        for function in functions:
            # A worker that was held up must not call on a grant that has been counted as used.
            if not visit.missing() or not self._ledger.has_time_for(granted, DEADLINE_SECONDS):
                return None
            visit.made += 1
            answer = self._provider.fetch(function.partition("@")[0], **visit.calls[function])
            if isinstance(answer, Throttled | DailyLimit):
                return answer
            visit.payloads[function] = self._keep(visit, function, answer)
        return None

    def _keep(
        self, visit: _Visit, function: str, answer: Data | NoData | Refused | InvalidInputs | Broken
    ) -> Payload:
        """Raises where there is no answer to go on with."""
        before = visit.kept.get(function, KeptAnswer())
        if isinstance(answer, Refused):
            raise ProviderRefused(f"{function}: {answer.reason}; check the key and its plan in the secret")
        if isinstance(answer, InvalidInputs) and "symbol" not in visit.calls[function]:
            # Unknown symbols are told in these words too, but here nobody asked for one.
            raise ProviderRefused(f"{function}: {answer.reason}; check the parameters of the call")
        if isinstance(answer, Broken):
            return self._broken(visit.subject, function, answer, before)
        raw = answer.raw if isinstance(answer, Data) else None
        payload_hash = self._store.keep(visit.subject, function, raw, day=visit.day, before=before)
        return _payload(function, raw, payload_hash, before)

    def _broken(self, subject: str, function: str, answer: Broken, before: KeptAnswer) -> Payload:
        """The same broken bytes twice are what the provider has; anything else may be better on a retry."""
        if not answer.raw:
            raise ProviderUnavailable(f"{function} of {subject}: {answer.reason}")
        broken_hash = self._store.keep_broken(subject, function, answer.raw)
        if broken_hash != before.broken_hash:
            raise ProviderUnavailable(f"{function} of {subject}: {answer.reason}")
        return Payload(function, answer.raw, broken_hash, broken=answer.reason)

    def _finish(
        self, visit: _Visit, stopped: Throttled | DailyLimit | None, reservation_id: str
    ) -> Collected | Waiting | Spent:
        if stopped is None and visit.missing():
            self._ledger.pause(reservation_id, visit.made)
            return Waiting(1, visit.made)
        # A call refused for its haste counts, and is asked for again.
        self._ledger.settle(reservation_id, visit.made)
        if isinstance(stopped, DailyLimit):
            self._ledger.exhausted(visit.day)
            return Spent(_day_after(visit.day), visit.made)
        if isinstance(stopped, Throttled):
            return Waiting(stopped.retry_after_seconds, visit.made)
        return Collected(visit.payloads, visit.made)

    def _from_store(self, subject: str, function: str, kept: KeptAnswer) -> Payload:
        if kept.payload_hash is None:
            return Payload(function, None, None)
        raw = self._store.load(subject, function, kept.payload_hash)
        return _payload(function, raw, kept.payload_hash, kept)


def _payload(function: str, raw: bytes | None, payload_hash: str | None, kept: KeptAnswer) -> Payload:
    is_absorbed = payload_hash is not None and payload_hash == kept.absorbed_hash
    return Payload(function, raw, payload_hash, kept.absorbed_day if is_absorbed else None)


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
