"""What one provider key has promised and used: its last minute, its day, and who holds which calls.

Small on purpose: one item of one table holds it, and every reservation rewrites that item.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor
from typing import TypeVar

from functions.research.domain.plans import CallClass

_Key = TypeVar("_Key", CallClass, int)

# A call settled at 10.9 s is remembered in second 10, which counts for 61 s: always longer than 60 s.
COUNTED_SECONDS = 61
# Six calls of ten seconds each, and time to settle. A worker makes no call after its lease.
LEASE_SECONDS = 90
# A paused reservation waits at least a minute window for its turn; others may be in front of it.
PAUSE_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Hold:
    """An open reservation: `granted` calls may be made until the lease ends, the day keeps `left` more."""

    call_class: CallClass
    granted: int
    left: int
    lease_ends_at: int


@dataclass(frozen=True, slots=True)
class Window:
    day: str = ""
    # The provider itself said that the day is spent.
    is_spent: bool = False
    used_by_class: Mapping[CallClass, int] = field(default_factory=dict)
    settled_by_second: Mapping[int, int] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)

    def calls_in_minute(self) -> int:
        return sum(self.settled_by_second.values()) + sum(hold.granted for hold in self.holds.values())

    def calls_in_day(self, call_class: CallClass | None = None) -> int:
        """Used and held calls of one class, or of all."""
        used = sum(n for c, n in self.used_by_class.items() if call_class in (None, c))
        return used + sum(
            h.granted + h.left for h in self.holds.values() if call_class in (None, h.call_class)
        )

    def with_hold(self, reservation_id: str, hold: Hold) -> "Window":
        return replace(self, holds={**self.holds, reservation_id: hold})

    def without_hold(self, reservation_id: str) -> "Window":
        return replace(self, holds={k: h for k, h in self.holds.items() if k != reservation_id})

    def with_calls(self, call_class: CallClass, calls: int, at_seconds: float) -> "Window":
        if calls == 0:
            return self
        second = floor(at_seconds)
        return replace(
            self,
            used_by_class=_plus(self.used_by_class, call_class, calls),
            settled_by_second=_plus(self.settled_by_second, second, calls),
        )

    def on_day(self, day: str) -> "Window":
        """Days only move forward: a run of yesterday that is still going spends today's calls.

        What is open stays open, and so counts in the new day too.
        """
        if day <= self.day:
            return self
        return replace(self, day=day, is_spent=False, used_by_class={})

    def at(self, now_seconds: float) -> "Window":
        """Without the calls that left the minute; a hold whose lease ended was used up at that moment."""
        current = self
        for reservation_id, hold in self.holds.items():
            if hold.lease_ends_at <= now_seconds:
                current = current.without_hold(reservation_id).with_calls(
                    hold.call_class, hold.granted, hold.lease_ends_at
                )
        counted = {s: n for s, n in current.settled_by_second.items() if now_seconds < s + COUNTED_SECONDS}
        return replace(current, settled_by_second=counted)


def to_text(window: Window) -> str:
    """Under 1 KB with 61 busy seconds and 20 holds, so that a reservation costs one write unit."""
    times = [*window.settled_by_second, *(hold.lease_ends_at for hold in window.holds.values())]
    start = min(times, default=0)
    document = {
        "day": window.day,
        "spent": int(window.is_spent),
        "used": {call_class.value[0]: calls for call_class, calls in window.used_by_class.items()},
        "t": start,
        "settled": _runs(window.settled_by_second, start),
        "holds": {
            reservation_id: [h.call_class.value[0], h.granted, h.left, h.lease_ends_at - start]
            for reservation_id, h in window.holds.items()
        },
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> Window:
    document = json.loads(text)
    classes = {call_class.value[0]: call_class for call_class in CallClass}
    start = document["t"]
    return Window(
        day=document["day"],
        is_spent=bool(document["spent"]),
        used_by_class={classes[letter]: calls for letter, calls in document["used"].items()},
        settled_by_second=_seconds(document["settled"], start),
        holds={
            reservation_id: Hold(classes[letter], granted, left, start + lease)
            for reservation_id, (letter, granted, left, lease) in document["holds"].items()
        },
    )


def _runs(settled_by_second: Mapping[int, int], start: int) -> list[int]:
    """Calls second by second from `start`; seconds without calls are one negative number."""
    runs: list[int] = []
    expected = start
    for second in sorted(settled_by_second):
        if second > expected:
            runs.append(expected - second)
        runs.append(settled_by_second[second])
        expected = second + 1
    return runs


def _seconds(runs: list[int], start: int) -> dict[int, int]:
    settled_by_second = {}
    second = start
    for run in runs:
        if run < 0:
            second -= run
        else:
            settled_by_second[second] = run
            second += 1
    return settled_by_second


def _plus(counts: Mapping[_Key, int], key: _Key, calls: int) -> dict[_Key, int]:
    return {**counts, key: counts.get(key, 0) + calls}
