"""How providers spell numbers, days, moments and nothing at all."""

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from functions.research.domain.findings import Finding, Severity

_NOTHING = frozenset({"", "-", "none", "nan", "null", "n/a"})
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,12})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
# No total of any company in any currency comes near; beyond it a float is arithmetic waiting to overflow.
_LARGEST = 10.0**24
_LONGEST_NUMBER = 64
_SAFELY_INTEGRAL = 18
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

Number = int | float


@dataclass(slots=True)
class Reading:
    """Reads the values of one payload and remembers what could not be read."""

    statement: str | None = None
    findings: list[Finding] = field(default_factory=list)

    def number(self, value: object, name: str, fiscal_date: str | None = None) -> Number | None:
        """An int where the text is integral, else a float; None for a missing or unreadable value."""
        if value == "None" or is_missing(value):
            return None
        parsed = number(value)
        if parsed is None:
            self.note("NOT_A_NUMBER", Severity.SOFT, f"{name}: {excerpt(value)} is not a number", fiscal_date)
        elif math.isinf(parsed):
            self.note(
                "NUMBER_OUT_OF_RANGE",
                Severity.SOFT,
                f"{name}: {excerpt(value)} is larger than any figure can be",
                fiscal_date,
            )
            return None
        return parsed

    def note(self, code: str, severity: Severity, message: str, fiscal_date: str | None = None) -> None:
        self.findings.append(
            Finding(code, severity, message, statement=self.statement, fiscal_date=fiscal_date)
        )


def number(value: object) -> Number | None:
    """None when the value is no number; infinite when it is too large to be one."""
    if isinstance(value, str):
        return _spelled_number(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        return None
    return value if abs(value) <= _LARGEST else math.copysign(math.inf, value)


def _spelled_number(digits: str) -> Number | None:
    if len(digits) <= _SAFELY_INTEGRAL and digits.isascii() and digits.isdigit():
        return int(digits)
    if len(digits) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(digits):
        return None
    approximate = float(digits)
    if abs(approximate) > _LARGEST:
        return math.copysign(math.inf, approximate)
    return int(digits) if _INTEGER.fullmatch(digits) else approximate


def is_missing(value: object) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def text(value: object) -> str | None:
    """Stripped text that any encoder accepts, or None when there is none."""
    if not isinstance(value, str) or is_missing(value):
        return None
    # Half of a surrogate pair is legal in JSON and illegal in every UTF-8 writer downstream.
    return value.strip().encode("utf-8", "replace").decode("utf-8").replace("\x00", "") or None


def day(value: object) -> date | None:
    """A calendar day written YYYY-MM-DD between 1900 and 2199."""
    if not isinstance(value, str) or not (match := _DAY.fullmatch(value.strip())):
        return None
    year, month, day_of_month = (int(part) for part in match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def moment(value: object) -> str | None:
    """An RFC 3339 time of any precision as ISO UTC with whole seconds and Z."""
    if not isinstance(value, str) or not (match := _MOMENT.fullmatch(value.strip())):
        return None
    whole_seconds, offset = match.groups()
    try:
        instant = datetime.fromisoformat(whole_seconds + offset.replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        return None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def excerpt(value: object, length: int = 60) -> str:
    """The beginning of a provider's value, fit for a message."""
    if isinstance(value, dict | list):
        return f"a JSON {'object' if isinstance(value, dict) else 'array'}"
    shown = str(value)
    return repr(shown) if len(shown) <= length else f"{shown[:length]!r}..."
