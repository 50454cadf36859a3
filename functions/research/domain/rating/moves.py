"""Which metrics moved a rating between two stored documents; `difference` goes down to the figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.research.domain.rating.scoring import NEUTRAL

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """Points of the rating before caps and rounding, of a change of score, weight or both."""

    component: str
    metric: str
    name: str
    points: float


def moves(before: Document, after: Document) -> list[Moved]:
    """Largest first; they sum to the difference of the two ratings before caps and rounding.

    Empty when one of them was withheld.
    """
    if before.get("rating") is None or after.get("rating") is None:
        return []
    old, new = _pulls(before), _pulls(after)
    names = {key: name for pulls in (old, new) for key, (name, _) in pulls.items()}
    changed = [
        Moved(*key, name, new.get(key, ("", 0.0))[1] - old.get(key, ("", 0.0))[1])
        for key, name in names.items()
    ]
    return sorted(changed, key=lambda move: (-abs(move.points), move.component, move.metric))


def _pulls(document: Document) -> dict[tuple[str, str], tuple[str, float]]:
    scored = [c for c in document["components"] if c["score"] is not None]
    available = math.fsum(component["weight"] for component in scored)
    return {
        (component["code"], metric["code"]): (
            metric["name"],
            component["weight"] / available * metric["weight"] * (metric["score"] - NEUTRAL),
        )
        for component in scored
        for metric in component["metrics"]
        if metric["score"] is not None
    }
