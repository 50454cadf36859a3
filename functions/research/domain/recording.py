"""When something was recorded, on our own clock.

A run records under the moment it is for, `as_of`, however long it takes. A rating closes its moment for its
company: what a run for that moment or an earlier one brings afterwards is recorded a second after it. What
had been recorded at a moment therefore stays what it was, and a rating can be made again from it.

All moments are ISO UTC (`2026-11-20T07:00:00Z`), compared as text.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

# By symbol, for runs whose moment no rating has closed.
AT_ONCE: Mapping[str, str] = MappingProxyType({})
# After every moment: everything recorded is seen.
FOREVER = "9999-12-31T23:59:59Z"

_FORMAT = "%Y-%m-%dT%H:%M:%S"
_TICK = timedelta(seconds=1)


def recorded_at(as_of: str, closed_at: str) -> str:
    """The moment of recording for a run of `as_of`; `closed_at` is empty for a company never rated."""
    return as_of if as_of > closed_at else second_after(closed_at)


def not_before(as_of: str, closed_at: str) -> str:
    """The moment itself, and where a later one is closed the second after that.

    Up to it a rating for `as_of` sees what is recorded: a day run after a later one sees what it collects.
    """
    return as_of if as_of >= closed_at else second_after(closed_at)


def second_after(moment: str) -> str:
    return f"{datetime.strptime(moment[:19], _FORMAT) + _TICK:{_FORMAT}}Z"  # noqa: DTZ007  Z is written out
