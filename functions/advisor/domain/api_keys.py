"""Keys for machines. Only the hash is stored; of 256 random bits none can be guessed from it."""

from collections.abc import Collection
from dataclasses import dataclass

MOST_KEYS = 20
MARK = "s9_"
PREFIX_LENGTH = 10
# What a key may be given, however much its maker may do.
GIVEN_TO_MACHINES = frozenset({"read:assets", "write:watchlists", "trades:read", "trades:write"})


@dataclass(frozen=True, slots=True)
class ApiKey:
    key_id: str
    user_id: str
    name: str
    prefix: str  # how a person recognises it
    key_hash: str
    scopes: tuple[str, ...]
    created_at: str  # ISO UTC
    expires_at: int  # epoch seconds
    requests_per_minute: int | None = None  # None: as its user


def text_of(random_part: str) -> str:
    return f"{MARK}{random_part}"


def beyond(wanted: Collection[str], own: Collection[str]) -> list[str]:
    """The scopes that a key may not be given by somebody who has these."""
    return sorted(set(wanted) - (GIVEN_TO_MACHINES & set(own)))
