"""Rule sets by name: the built-in one, and the documents shipped beside the code that change it."""

import tomllib
from functools import cache
from pathlib import Path

from functions.research.domain.rating.overrides import RuleSetInvalid, overridden
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.rules import RuleSet

BUILT_IN = "signal9"
FOLDER = Path(__file__).parents[1] / "rulesets"


@cache
def rule_set(name: str) -> RuleSet:
    """Raises RuleSetInvalid for a name that is not there and for a document that cannot be applied."""
    if name == BUILT_IN:
        return RULE_SET
    known = names()
    if name not in known:
        raise RuleSetInvalid(f"there is no rule set {name!r}; known are {', '.join(known)}")
    path = FOLDER / f"{name}.toml"
    try:
        chosen = overridden(RULE_SET, tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise RuleSetInvalid(f"rulesets/{path.name}: {error}") from error
    if chosen.version.partition(" ")[0] != name:
        raise RuleSetInvalid(
            f"rulesets/{path.name} calls itself {chosen.version!r}; expected name = {name!r}"
        )
    return chosen


def names() -> list[str]:
    return [BUILT_IN, *sorted(path.stem for path in FOLDER.glob("*.toml"))]
