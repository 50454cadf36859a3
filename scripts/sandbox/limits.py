"""How often a key may call: AlphaVantage's three limits, and Alpaca's one with its headers."""

import math
from collections import deque
from dataclasses import dataclass
from enum import Enum

from scripts.sandbox.access_keys import Plan

WINDOW_SECONDS = 60.0
ALPACA_CALLS_PER_MINUTE = 200


class Limit(Enum):
    DAY = "day"
    MINUTE = "minute"
    BURST = "burst"


class AlphaVantageLimits:
    """Every call counts, refused ones too: a client that keeps knocking stays locked out.

    A call counts against the minute for exactly 60 seconds, and against the day for as long as its key lives.
    """

    def __init__(self) -> None:
        self._recent: dict[str, deque[float]] = {}
        self._today: dict[str, int] = {}

    def take(self, key: str, plan: Plan, now: float) -> Limit | None:
        """Count one call; the limit that refuses it, or None."""
        recent = self._recent.setdefault(key, deque())
        while recent and recent[0] <= now - WINDOW_SECONDS:
            recent.popleft()
        previous = recent[-1] if recent else -math.inf
        recent.append(now)
        self._today[key] = self._today.get(key, 0) + 1
        if plan.calls_per_day is not None and self._today[key] > plan.calls_per_day:
            return Limit.DAY
        if len(recent) > plan.calls_per_minute:
            return Limit.MINUTE
        if now - previous < plan.spacing_seconds:
            return Limit.BURST
        return None

    def forget(self) -> None:
        self._recent.clear()
        self._today.clear()


@dataclass(frozen=True, slots=True)
class Allowance:
    allowed: bool
    remaining: int
    reset_at: int  # Unix seconds, rounded up: a call then is allowed

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (
            ("X-RateLimit-Limit", str(ALPACA_CALLS_PER_MINUTE)),
            ("X-RateLimit-Remaining", str(self.remaining)),
            ("X-RateLimit-Reset", str(self.reset_at)),
        )


class AlpacaLimits:
    """Two hundred answered calls in any 60 seconds; refused calls are free, as the reset header promises."""

    def __init__(self) -> None:
        self._recent: dict[str, deque[float]] = {}

    def take(self, key: str, now: float) -> Allowance:
        recent = self._recent.setdefault(key, deque())
        while recent and recent[0] <= now - WINDOW_SECONDS:
            recent.popleft()
        allowed = len(recent) < ALPACA_CALLS_PER_MINUTE
        if allowed:
            recent.append(now)
        reset_at = math.ceil(recent[0] + WINDOW_SECONDS)
        return Allowance(allowed, ALPACA_CALLS_PER_MINUTE - len(recent), reset_at)

    def forget(self) -> None:
        self._recent.clear()
