"""Whether a rating made again is the one that was stored, and where the two part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Any

# Long texts and whole branches are told by their beginning.
LONGEST_VALUE = 200
# A result must stay small; the rest is found in the batches.
MOST_LISTED = 50
NOTHING = "nothing"


@unique
class Outcome(StrEnum):
    MATCHED = "matched"
    MISMATCHED = "mismatched"
    # Made by other rules than those at hand: nothing can be said.
    OTHER_RULE_SET = "other_rule_set"
    NOT_RATED_THEN = "not_rated_then"


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` as in `components[0].score`; a value that is not there is "nothing"."""

    path: str
    stored: str
    replayed: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """`as_of` is the moment of the rating, or what was asked for where there is none."""

    symbol: str
    as_of: str
    outcome: Outcome
    difference: Difference | None = None


class MomentUnreadable(ValueError):
    """What is to be replayed is no day and no moment."""


def moments(text: str) -> str:
    """A day (`2026-11-20`) or a moment (`2026-11-20T07:00:00Z`) as ratings of it begin."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or text not in (f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M:%SZ}"):
        raise MomentUnreadable(
            f"got {text!r}, expected a day or a moment in UTC: 2026-11-20 or 2026-11-20T07:00:00Z"
        )
    return text


def summary(as_of: str, counts: Mapping[str, int], mismatches: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The result of a replay: how many ratings had which outcome, and the first that differ."""
    by_outcome = {str(outcome): counts.get(outcome, 0) for outcome in Outcome}
    return {"as_of": as_of, "replayed": sum(counts.values()), **by_outcome} | {
        "mismatches": list(mismatches[:MOST_LISTED])
    }


def compare(symbol: str, stored: Mapping[str, Any], replayed: Mapping[str, Any]) -> Replayed:
    difference = first_difference(stored, replayed)
    outcome = Outcome.MISMATCHED if difference else Outcome.MATCHED
    return Replayed(symbol, stored["as_of"], outcome, difference)


def first_difference(stored: Any, replayed: Any, path: str = "") -> Difference | None:
    """Of two JSON documents, in the order of the stored one; 1 and 1.0 are the same number, True is none."""
    if isinstance(stored, Mapping) and isinstance(replayed, Mapping):
        return _between_objects(stored, replayed, path)
    if _is_list(stored) and _is_list(replayed):
        return _between_lists(stored, replayed, path)
    is_same = stored == replayed and isinstance(stored, bool) == isinstance(replayed, bool)
    return None if is_same else Difference(path, _shown(stored), _shown(replayed))


def _between_objects(stored: Mapping[str, Any], replayed: Mapping[str, Any], path: str) -> Difference | None:
    for name in dict.fromkeys([*stored, *replayed]):
        where = f"{path}.{name}" if path else name
        if name not in stored or name not in replayed:
            return Difference(where, *(_told(each, name) for each in (stored, replayed)))
        if found := first_difference(stored[name], replayed[name], where):
            return found
    return None


def _between_lists(stored: Sequence[Any], replayed: Sequence[Any], path: str) -> Difference | None:
    for index, (ours, theirs) in enumerate(zip(stored, replayed, strict=False)):
        if found := first_difference(ours, theirs, f"{path}[{index}]"):
            return found
    if len(stored) == len(replayed):
        return None
    return Difference(path, f"{len(stored)} entries", f"{len(replayed)} entries")


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _told(document: Mapping[str, Any], name: str) -> str:
    return _shown(document[name]) if name in document else NOTHING


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
