"""Why a company is rated as it is and what moved it, a few words for each metric."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.research.domain.rating.moves import moves
from scripts.signal9.amounts import amount

MOST_MOVES = 3
# Less does not show in a rating rounded to tenths, whatever it adds up to.
SMALLEST_MOVE = 0.005


@dataclass(frozen=True, slots=True)
class Why:
    """Each entry a value or points, and the metric's name."""

    favourable: tuple[tuple[str, str], ...]
    adverse: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...]

    def document(self) -> dict[str, list[str]]:
        sides = {"for": self.favourable, "against": self.adverse, "moved": self.moved}
        return {side: [f"{value} {name}" for value, name in entries] for side, entries in sides.items()}


def why(newest: Mapping[str, Any], before: Mapping[str, Any]) -> Why:
    """Of the newest rating document and the one before, which may be empty."""
    found = [m for m in moves(before, newest) if abs(m.points) >= SMALLEST_MOVE] if before else []
    return Why(
        _reasons(newest, "for"),
        _reasons(newest, "against"),
        tuple((f"{move.points:+.2f}", move.name) for move in found[:MOST_MOVES]),
    )


def _reasons(document: Mapping[str, Any], side: str) -> tuple[tuple[str, str], ...]:
    measured = {(c["code"], m["code"]): m for c in document["components"] for m in c["metrics"]}
    found = [measured[reason["component"], reason["metric"]] for reason in document["reasons"][side]]
    return tuple((_value(metric), metric["name"]) for metric in found)


def _value(metric: Mapping[str, Any]) -> str:
    if metric["value"] is None:
        return f"{metric['score']:.0f} of 5"
    return amount(metric["value"], metric["unit"])
