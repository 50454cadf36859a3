"""What a provider's answer can turn out to be: each is something a caller does differently."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Data:
    """`document` is the decoded JSON, or the text of a CSV answer; `sha256` is that of `raw`."""

    document: object
    raw: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class NoData:
    """The provider knows nothing about what was asked; asking again soon will not change that."""


@dataclass(frozen=True, slots=True)
class Throttled:
    window: Literal["burst", "minute", "unstated"]
    retry_after_seconds: int


@dataclass(frozen=True, slots=True)
class DailyLimit:
    """Nothing more today on this key."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The plan, the key or our request is wrong: a person must look."""

    reason: Literal["premium", "invalid_key", "bad_function", "forbidden"]


@dataclass(frozen=True, slots=True)
class InvalidInputs:
    """The provider does not accept these parameters; it says so for unknown symbols too."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """No usable answer: unreachable, cut short, or not what the provider sends on a good day."""

    reason: str
    raw: bytes = b""


Answer = Data | NoData | Throttled | DailyLimit | Refused | InvalidInputs | Broken
