"""When to stop asking something that does not answer, and when to try it again."""

FAILURES = 3
OPEN_SECONDS = 10.0


class Circuit:
    """One an execution environment. Times are seconds of any clock that only moves forward."""

    def __init__(self) -> None:
        self._failures = 0
        self._opened_at: float | None = None

    def allows(self, now: float) -> bool:
        """After a pause one attempt is let through; its outcome opens or closes."""
        return self._opened_at is None or now >= self._opened_at + OPEN_SECONDS

    def succeeded(self) -> None:
        self._failures, self._opened_at = 0, None

    def failed(self, now: float) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._opened_at = now
