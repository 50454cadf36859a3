"""Sandbox keys carry their plan and the simulated day, so a new day is a new key with fresh counters."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

_ALPHA_VANTAGE_KEY = re.compile(r"sandbox\.(?P<plan>[a-z0-9-]+)(?:\.(?P<day>\d{4}-\d{2}-\d{2}))?")
_ALPACA_KEY_ID = re.compile(r"SANDBOX(?:\.(?P<day>\d{4}-\d{2}-\d{2}))?")
_PREMIUM = re.compile(r"premium-([1-9]\d{0,5})")
_PLAN_NAME = re.compile(r"[a-z0-9-]{1,40}")
_PLAN_FIELDS = {"callsPerMinute", "callsPerDay", "spacingSeconds", "transcripts"}

ALPACA_SECRET = "sandbox-secret"  # noqa: S105  the sandbox has no other secret, and documents this one
FORBIDDEN_KEY_ID = "SANDBOX-FORBIDDEN"


class BadPlan(ValueError):
    """The plan to register cannot be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Plan:
    calls_per_minute: int
    calls_per_day: int | None = None
    spacing_seconds: float = 0.0
    transcripts: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    plan: Plan
    day: date


def fingerprint(key: str) -> str:
    """Stands for a key in logs and answers; the key cannot be read back from it."""
    return hashlib.sha256(key.encode()).hexdigest()[:12] if key else ""


class Plans:
    def __init__(self) -> None:
        self._named = {"free": Plan(5, calls_per_day=25, spacing_seconds=1.0, transcripts=False)}

    def find(self, name: str) -> Plan | None:
        if plan := self._named.get(name):
            return plan
        premium = _PREMIUM.fullmatch(name)
        return Plan(int(premium[1])) if premium else None

    def register(self, name: str, document: object) -> Plan:
        if not _PLAN_NAME.fullmatch(name):
            raise BadPlan(f"plan name {name!r}: expected 1 to 40 of a-z, 0-9 and hyphen")
        if not isinstance(document, dict) or not document.keys() <= _PLAN_FIELDS:
            raise BadPlan(f"plan {name}: expected an object with {', '.join(sorted(_PLAN_FIELDS))}")
        per_day = _count(document, "callsPerDay", optional=True)
        per_minute = _count(document, "callsPerMinute", optional=False)
        spacing = document.get("spacingSeconds", 0)
        if not isinstance(spacing, int | float) or spacing < 0:
            raise BadPlan(f"spacingSeconds is {spacing!r}: expected seconds, 0 or more")
        plan = Plan(per_minute or 0, per_day, float(spacing), bool(document.get("transcripts", not per_day)))
        self._named[name] = plan
        return plan


def _count(document: dict[str, object], field: str, *, optional: bool) -> int | None:
    value = document.get(field)
    if value is None and optional:
        return None
    if not isinstance(value, int) or value < 1:
        raise BadPlan(f"{field} is {value!r}: expected a whole number of calls, 1 or more")
    return value


def alpha_vantage_access(key: str, plans: Plans, default_day: date | None) -> Access | None:
    """None for a key that is not `sandbox.<plan>.<day>` with a known plan and a real date."""
    match = _ALPHA_VANTAGE_KEY.fullmatch(key)
    plan = plans.find(match["plan"]) if match else None
    day = _day(match, default_day)
    return Access(plan, day) if plan and day else None


def alpaca_day(key_id: str, default_day: date | None) -> date | None:
    """The simulated day of a key id `SANDBOX.<day>`, None for any other key id."""
    return _day(_ALPACA_KEY_ID.fullmatch(key_id), default_day)


def _day(match: re.Match[str] | None, default_day: date | None) -> date | None:
    if match is None:
        return None
    if match["day"] is None:
        return default_day
    try:
        return date.fromisoformat(match["day"])
    except ValueError:
        return None
