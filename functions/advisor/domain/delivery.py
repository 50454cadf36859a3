"""When something may leave the house for a user, and when it is tried again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EMAIL, WEBHOOK = "email", "webhook"
# Messages a user gets in a day of their time zone, over all channels; a digest is one.
MOST_A_DAY = 20
MOST_ATTEMPTS = 6
FIRST_BACK_OFF_SECONDS = 30
# Longer than any attempt takes.
LEASE_SECONDS = 120
# A wish that falls into the hour a clock leaves out is met the day after at the latest.
_DAYS_AHEAD = 3


class NotDelivered(Exception):
    """It is known that nobody got it; `is_final` where another attempt would end alike."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.is_final = is_final


class PerhapsDelivered(Exception):
    """There was no answer, and somebody may have got it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    is_on: bool = True
    zone: str = "UTC"
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None


def wishes(preferences: Mapping[str, Any]) -> Wishes:
    quiet = preferences.get("quiet_hours")
    digest = preferences.get("digest_hour")
    return Wishes(
        is_on=preferences.get("notifications_enabled", True),
        zone=preferences.get("time_zone", "UTC"),
        quiet_from=time.fromisoformat(quiet["begin"]) if quiet else None,
        quiet_until=time.fromisoformat(quiet["end"]) if quiet else None,
        digest_at=None if digest is None else time(digest),
    )


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def local_day(now: datetime, wished: Wishes) -> date:
    return now.astimezone(ZoneInfo(wished.zone)).date()


def is_quiet(now: datetime, wished: Wishes) -> bool:
    """By the clock on the wall; hours that begin when they end are none."""
    begin, end = wished.quiet_from, wished.quiet_until
    if begin is None or end is None or begin == end:
        return False
    wall = now.astimezone(ZoneInfo(wished.zone)).time()
    return begin <= wall < end if begin < end else wall >= begin or wall < end


def quiet_ends(now: datetime, wished: Wishes) -> datetime:
    """The first moment after `now` (UTC) at which the quiet hours end."""
    return _next(now, wished, wished.quiet_until or time(), lambda moment: not is_quiet(moment, wished))


def next_digest(now: datetime, wished: Wishes) -> datetime:
    return _next(now, wished, wished.digest_at or time(), lambda _: True)


def _next(now: datetime, wished: Wishes, at: time, suits: Callable[[datetime], bool]) -> datetime:
    """A time that the clock shows twice is both times; one that it leaves out is an hour later."""
    zone = ZoneInfo(wished.zone)
    today = now.astimezone(zone).date()
    moments = sorted(
        datetime.combine(today + timedelta(days=days), at.replace(fold=fold), zone).astimezone(UTC)
        for days in range(-1, _DAYS_AHEAD)
        for fold in (0, 1)
    )
    return next((moment for moment in moments if moment > now and suits(moment)), now + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Ruling:
    """Send now, or wait until a moment, or collect for the digest of a moment, or never send."""

    wait_until: datetime | None = None
    collect_for: datetime | None = None
    never: str | None = None


def ruling(channel: str, now: datetime, wished: Wishes, *, is_digest: bool = False) -> Ruling:
    """Digests and quiet hours are for people: a machine is told at once. A digest comes at its hour."""
    if not wished.is_on:
        return Ruling(never="notifications_off")
    if channel == WEBHOOK or is_digest:
        return Ruling()
    if wished.digest_at is not None:
        return Ruling(collect_for=next_digest(now, wished))
    return Ruling(wait_until=quiet_ends(now, wished)) if is_quiet(now, wished) else Ruling()


def back_off_seconds(attempts: int) -> int:
    """After so many attempts: 30 s, 1 min, 2, 4, 8."""
    return int(FIRST_BACK_OFF_SECONDS * 2 ** (attempts - 1))
