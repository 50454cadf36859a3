"""Calls that cost budget: reserved before they are made, kept before they are read, made once a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from functions.research.adapters.alpha_vantage.client import AlphaVantage
from functions.research.adapters.answers import Broken, DailyLimit, Data, Refused, Throttled
from functions.research.adapters.call_ledger import CallLedger
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.payload_store import KeptAnswer, PayloadStore
from functions.research.domain import call_budget
from functions.research.domain.plans import CallClass

Params = Mapping[str, str]


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

    reservation_id: str
    payloads: dict[str, Payload] = field(default_factory=dict)
    made: int = 0


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
        is_enough: Callable[[Mapping[str, Payload]], bool] = lambda payloads: False,
    ) -> Collected | Waiting | Spent:
        """Answer every function of `calls` for a subject (a symbol, or a name of ours for market-wide calls).

        Answers already kept on this business day are not paid for again. A worker that dies between a call
        and its payload costs that call. `is_enough` is asked before each call; calls spared are given back.
        """
        day = as_of[:10]
        kept = self._store.answers(subject)
        visit = _Visit(reservation_id=f"{subject}#{day}#{call_class.value}")
        for function in calls:
            if function in kept and kept[function].day == day:
                visit.payloads[function] = self._from_store(subject, function, kept[function])
        missing = [function for function in calls if function not in visit.payloads]
        if not missing or is_enough(visit.payloads):
            return Collected(visit.payloads, 0)

        answer = self._ledger.reserve(visit.reservation_id, call_class, len(missing), as_of)
        if isinstance(answer, call_budget.Throttled):
            return Waiting(answer.retry_after_seconds, 0)
        if isinstance(answer, call_budget.BudgetSpent):
            return Spent(answer.until_day, 0)
        try:
            stopped = self._call(visit, subject, calls, missing[: answer.calls], kept, day, is_enough)
        except BaseException:
            self._ledger.settle(visit.reservation_id, visit.made)
            raise
        left = 0 if is_enough(visit.payloads) else len(missing) - visit.made
        return self._finish(visit, stopped, left=left, day=day)

    def _call(
        self,
        visit: _Visit,
        subject: str,
        calls: Mapping[str, Params],
        granted: Sequence[str],
        kept: Mapping[str, KeptAnswer],
        day: str,
        is_enough: Callable[[Mapping[str, Payload]], bool],
    ) -> Throttled | DailyLimit | None:
        for function in granted:
            if is_enough(visit.payloads):
                return None
            before = kept.get(function, KeptAnswer())
            visit.made += 1
            answer = self._provider.fetch(function.partition("@")[0], **calls[function])
            if isinstance(answer, Throttled | DailyLimit):
                return answer
            if isinstance(answer, Refused):
                raise ProviderRefused(
                    f"{function}: {answer.reason}; check the key and its plan in the secret"
                )
            if isinstance(answer, Broken):
                visit.payloads[function] = self._broken(subject, function, answer, before)
                continue
            raw = answer.raw if isinstance(answer, Data) else None
            payload_hash = self._store.keep(subject, function, raw, day=day, before=before)
            visit.payloads[function] = _payload(function, raw, payload_hash, before)
        return None

    def _broken(self, subject: str, function: str, answer: Broken, before: KeptAnswer) -> Payload:
        """The same broken bytes twice are what the provider has; anything else may be better on a retry."""
        if not answer.raw:
            raise ProviderUnavailable(f"{function} of {subject}: {answer.reason}")
        broken_hash = self._store.keep_broken(subject, function, answer.raw)
        if broken_hash != before.broken_hash:
            raise ProviderUnavailable(f"{function} of {subject}: {answer.reason}")
        return Payload(function, answer.raw, broken_hash, broken=answer.reason)

    def _finish(
        self, visit: _Visit, stopped: Throttled | DailyLimit | None, *, left: int, day: str
    ) -> Collected | Waiting | Spent:
        if isinstance(stopped, DailyLimit):
            self._ledger.settle(visit.reservation_id, visit.made)
            self._ledger.exhausted(day)
            return Spent("tomorrow", visit.made)
        if isinstance(stopped, Throttled):
            # The refused call counts, and is asked for again.
            self._ledger.settle(visit.reservation_id, visit.made)
            return Waiting(stopped.retry_after_seconds, visit.made)
        if left > 0:
            self._ledger.pause(visit.reservation_id, visit.made)
            return Waiting(1, visit.made)
        self._ledger.settle(visit.reservation_id, visit.made)
        return Collected(visit.payloads, visit.made)

    def _from_store(self, subject: str, function: str, kept: KeptAnswer) -> Payload:
        if kept.payload_hash is None:
            return Payload(function, None, None)
        raw = self._store.load(subject, function, kept.payload_hash)
        return _payload(function, raw, kept.payload_hash, kept)


def _payload(function: str, raw: bytes | None, payload_hash: str | None, kept: KeptAnswer) -> Payload:
    is_absorbed = payload_hash is not None and payload_hash == kept.absorbed_hash
    return Payload(function, raw, payload_hash, kept.absorbed_day if is_absorbed else None)
