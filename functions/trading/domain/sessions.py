"""Where a person trades from: live until it is ended, idle for half an hour, or a day old."""

from dataclasses import dataclass

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 24 * 60 * 60
# Use is noted at most once a minute, so that a burst of orders writes the session once.
NOTED_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Session:
    """Times are epoch seconds."""

    session_id: str
    user_id: str
    device: str | None
    created_at: int
    last_seen_at: int
    expires_at: int
    ended_at: int | None = None

    @property
    def idle_expires_at(self) -> int:
        return min(self.last_seen_at + IDLE_SECONDS, self.expires_at)

    def is_live(self, now: float) -> bool:
        return self.ended_at is None and now < self.idle_expires_at

    def use_is_to_be_noted(self, now: float) -> bool:
        return now >= self.last_seen_at + NOTED_EVERY_SECONDS


def opened(
    session_id: str, user_id: str, *, device: str | None, ttl_seconds: int | None, now: int
) -> Session:
    return Session(
        session_id=session_id,
        user_id=user_id,
        device=device,
        created_at=now,
        last_seen_at=now,
        expires_at=now + min(ttl_seconds or LONGEST_SECONDS, LONGEST_SECONDS),
    )
