"""How many requests a user may make in a minute, counted in each execution environment.

A shared counter would cost every request a write. The gateway's limit for the stage holds whatever this one
misses, and the orders of an account are limited exactly where they are judged.
"""

import os
from dataclasses import dataclass

WINDOW_SECONDS = 60
# Users are forgotten with their minute; this many in one minute is more than an environment answers.
_MOST_USERS = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    limit: int
    remaining: int
    reset_seconds: int
    is_spent: bool

    def headers(self) -> dict[str, str]:
        told = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset_seconds),
        }
        return {**told, "Retry-After": str(self.reset_seconds)} if self.is_spent else told


class RequestCounts:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._minute = -1
        self._counts: dict[str, int] = {}

    def counted(self, user_id: str, now: float) -> Allowance:
        minute = int(now // WINDOW_SECONDS)
        if minute != self._minute or len(self._counts) > _MOST_USERS:
            self._minute, self._counts = minute, {}
        used = self._counts.get(user_id, 0) + 1
        self._counts[user_id] = used
        return Allowance(
            limit=self._limit,
            remaining=max(0, self._limit - used),
            reset_seconds=WINDOW_SECONDS - int(now % WINDOW_SECONDS),
            is_spent=used > self._limit,
        )


def counts_of_this_environment() -> RequestCounts:
    return RequestCounts(int(os.environ["REQUESTS_PER_MINUTE"]))
