"""The form of every event on the bus: events/<name>.json, as consumers may read them too."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from functions.runtime import contract

SCHEMAS = Path(__file__).with_name("events")
# The changes of an order have one form.
TRADE_EVENTS = ("TradeSubmitted", "TradeProcessed", "TradeRejected", "TradeFailed")


class EventMalformed(Exception):
    """An event is not as described; it is not published, because consumers rely on the description."""


def check(detail_type: str, detail: Mapping[str, Any]) -> None:
    """Raises EventMalformed with every field that is wrong."""
    problems = _checker("trade" if detail_type in TRADE_EVENTS else detail_type)(detail)
    if problems:
        told = "; ".join(f"{problem.field} {problem.message}" for problem in problems)
        raise EventMalformed(f"{detail_type}: {told}")


@cache
def _checker(name: str) -> contract.Problems:
    return contract.checker(json.loads((SCHEMAS / f"{name}.json").read_text()))
