"""Choose whose fundamentals are collected today: the stalest of the most traded, in batches of at most 8."""

from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.asset_table import HeldAsset
from functions.research.domain.planner import Candidate, select_regular
from functions.runtime import log

JOB = "regular-pollenation"
TRIGGER = "regular"


class Event(TypedDict):
    as_of: str
    max_assets: int


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of, runs = event["as_of"], wiring.run_log()
    last = runs.last_success(JOB)
    plan = runs.plan_of(last[:10], TRIGGER) if last else None

    selection = select_regular(
        [candidate(held) for held in wiring.assets().active()],
        as_of=as_of,
        limit=event["max_assets"],
        waiting=plan["waiting"] if plan else (),
    )

    runs.planned(as_of, TRIGGER, [choice.symbol for choice in selection.chosen])
    passed_over = {str(reason): count for reason, count in selection.passed_over.items()}
    log.event("regular_planned", as_of=as_of, chosen=len(selection.chosen), passed_over=passed_over)
    return {"batches": [[{"symbol": symbol} for symbol in batch] for batch in selection.batches()]}


def candidate(held: HeldAsset) -> Candidate:
    return Candidate(held.asset, held.volume, held.last_pollenation, held.no_fundamentals_since)
