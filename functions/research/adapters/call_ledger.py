"""The call ledger of one provider key, shared by every worker."""

import random
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from functions.research.domain import call_budget
from functions.research.domain.call_budget import Answer, Ask, Granted, Moment
from functions.research.domain.call_usage import Usage, usage
from functions.research.domain.call_window import Window, from_text, to_text
from functions.research.domain.plans import CallClass, Plan
from functions.runtime import metrics

_Outcome = TypeVar("_Outcome")

# One of the workers that write at once gets through in each round; forty of them are served within seconds.
_ATTEMPTS = 24
_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.5
_KEPT_SECONDS = 3 * 24 * 3600
# Twenty open reservations with longer names would make every write cost two units.
_LONGEST_ID = 12


class CallLedgerContended(RuntimeError):
    """Other workers wrote the ledger first every time; nothing was counted, and trying again may help."""


def key_fingerprint(api_key: str) -> str:
    """Tells keys apart without telling them."""
    return sha256(api_key.encode()).hexdigest()[:8]


def _short(reservation_id: str) -> str:
    """Its beginning, for people, and enough of a hash to tell it apart."""
    if len(reservation_id) <= _LONGEST_ID:
        return reservation_id
    return f"{reservation_id[:5]}~{sha256(reservation_id.encode()).hexdigest()[:6]}"


class CallLedger:
    """One item RATE#<provider>#<key fingerprint> / WINDOW, replaced only by who has read its present version.

    `clock` gives epoch seconds.
    """

    def __init__(
        self, table: Any, provider: str, key_fingerprint: str, plan: Plan, clock: Callable[[], float]
    ) -> None:
        self._table = table
        self._key = {"pk": f"RATE#{provider}#{key_fingerprint}", "sk": "WINDOW"}
        self._plan = plan
        self._clock = clock

    def reserve(self, reservation_id: str, call_class: CallClass, calls: int, as_of: str) -> Answer:
        ask = Ask(_short(reservation_id), call_class, calls)

        def reserved(window: Window) -> tuple[Window, Answer]:
            moment = Moment.of(as_of, self._clock())
            changed, answer = call_budget.reserve(window, self._plan, ask, moment)
            # A refusal is written only if it counted the calls of a worker that died.
            is_worth_writing = isinstance(answer, Granted) or changed.holds != window.holds
            return (changed if is_worth_writing else window), answer

        return self._replace(reserved)

    def has_time_for(self, granted: Granted, seconds: float) -> bool:
        """Whether a call that takes this long would end inside the grant."""
        return self._clock() + seconds <= granted.lease_ends_at

    def settle(self, reservation_id: str, calls_made: int) -> None:
        short = _short(reservation_id)

        def settled(window: Window) -> tuple[Window, Window]:
            changed = call_budget.settle(window, short, calls_made, self._clock())
            return changed, changed

        self._measure(self._replace(settled))

    def pause(self, reservation_id: str, calls_made: int) -> None:
        short = _short(reservation_id)
        self._replace(lambda window: (call_budget.pause(window, short, calls_made, self._clock()), None))

    def exhausted(self, day: str) -> None:
        self._replace(lambda window: (call_budget.exhausted(window, day), None))

    def snapshot(self, as_of: str) -> Usage:
        window, _ = self._read()
        return usage(window, self._plan, Moment.of(as_of, self._clock()))

    def _measure(self, window: Window) -> None:
        used, limit = window.calls_in_day(), self._plan.calls_per_day
        left = {} if limit is None else {"AlphaVantageCallsLeft": max(0, limit - used)}
        metrics.measured("calls_settled", {"AlphaVantageCallsToday": used, **left}, day=window.day)

    def _read(self) -> tuple[Window, dict[str, Any]]:
        item = self._table.get_item(Key=self._key, ConsistentRead=True).get("Item", {})
        return (from_text(item["window"]) if item else Window()), item

    def _replace(self, change: Callable[[Window], tuple[Window, _Outcome]]) -> _Outcome:
        written_by = uuid4().hex[:8]
        outcomes: list[_Outcome] = []
        for attempt in range(_ATTEMPTS):
            window, item = self._read()
            if item.get("written_by") == written_by:
                # The answer to our write was lost and the SDK sent it again: the first one counted.
                return outcomes[-1]
            changed, outcome = change(window)
            outcomes.append(outcome)
            if changed == window or self._write(changed, item.get("version", 0), written_by):
                return outcome
            longest_seconds = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2**attempt)
            time.sleep(random.uniform(0, longest_seconds))  # noqa: S311  jitter is no secret
        raise CallLedgerContended(f"{self._key['pk']}: {_ATTEMPTS} writes lost to other workers; try again")

    def _write(self, window: Window, version: int, written_by: str) -> bool:
        item = {
            **self._key,
            "version": version + 1,
            "written_by": written_by,
            "window": to_text(window),
            "ttl": int(self._clock()) + _KEPT_SECONDS,
        }
        is_unread = "attribute_not_exists(pk)" if version == 0 else "version = :read"
        values = {} if version == 0 else {"ExpressionAttributeValues": {":read": version}}
        try:
            self._table.put_item(Item=item, ConditionExpression=is_unread, **values)
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True
