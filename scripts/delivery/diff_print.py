"""A template's differences for a terminal and for a pull request."""

from collections import Counter
from collections.abc import Sequence

from scripts.delivery.template_diff import Change, Kind

SIGNS = {Kind.ADDED: "+", Kind.CHANGED: "~", Kind.REPLACED: "!", Kind.REMOVED: "-"}
MOST_PATHS = 4


def as_text(changes: Sequence[Change], what: str) -> str:
    if not changes:
        return f"{what}: nothing changes in the template; code and layer are uploaded anew.\n"
    lines = [f"{what}: {_summary(changes)}", ""]
    lines += [f"  {SIGNS[c.kind]} {c.logical_id} ({c.type}){_detail(c)}" for c in changes]
    return "\n".join([*lines, *_warnings(changes), ""])


def as_markdown(changes: Sequence[Change], what: str) -> str:
    if not changes:
        return f"### {what}\n\nNothing changes in the template.\n"
    lines = [
        f"### {what}",
        "",
        _summary(changes),
        *_warnings(changes),
        "",
        "| | resource | type | properties |",
    ]
    lines += ["|---|---|---|---|"]
    lines += [
        f"| {c.kind.value} | `{c.logical_id}` | {c.type} | {', '.join(f'`{p}`' for p in _shown(c))} |"
        for c in changes
    ]
    return "\n".join([*lines, ""])


def _summary(changes: Sequence[Change]) -> str:
    counted = Counter(change.kind for change in changes)
    return ", ".join(f"{counted[kind]} {kind.value}" for kind in Kind if counted[kind])


def _warnings(changes: Sequence[Change]) -> list[str]:
    warned = [f"**{c.logical_id}** is {c.kind.value}: {c.warning}" for c in changes if c.warning]
    return ["", *warned] if warned else []


def _detail(change: Change) -> str:
    return f": {', '.join(_shown(change))}" if change.paths else ""


def _shown(change: Change) -> list[str]:
    more = len(change.paths) - MOST_PATHS
    return [*change.paths[:MOST_PATHS], *([f"{more} more"] if more > 0 else [])]
