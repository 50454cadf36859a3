"""Choose whose fundamentals are collected today: the stalest of the most traded, in batches of at most 8."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage import sectors
from functions.research.adapters.asset_table import HeldAsset
from functions.research.domain.affordable import Visit, within_calls
from functions.research.domain.planner import Candidate, Choice, select_regular
from functions.research.domain.plans import CallClass
from functions.runtime import log

JOB = "regular-pollenation"
TRIGGER = "regular"


class Event(TypedDict):
    as_of: str
    max_assets: int


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of, runs = event["as_of"], wiring.run_log()
    last = runs.last_success(JOB)
    before = runs.plan_of(last[:10], TRIGGER) if last else None
    held = {asset.asset.symbol: asset for asset in wiring.assets().active()}

    selection = select_regular(
        [candidate(asset) for asset in held.values()],
        as_of=as_of,
        limit=event["max_assets"],
        waiting=before["waiting"] if before else (),
    )
    reached = replace(selection, chosen=within_reach(selection.chosen, held, as_of))

    planned = runs.planned(as_of, TRIGGER, [choice.symbol for choice in selection.chosen])
    passed_over = {str(reason): count for reason, count in selection.passed_over.items()}
    counts = {"chosen": len(selection.chosen), "reached": len(reached.chosen)}
    log.event("regular_planned", as_of=as_of, passed_over=passed_over, **counts)
    return reached.plan(lambda symbol: {"symbol": symbol}, sectors.NAMES, announced=planned)


def within_reach(chosen: Sequence[Choice], held: Mapping[str, HeldAsset], as_of: str) -> tuple[Choice, ...]:
    day = as_of[:10]
    stored = {symbol: asset.latest_quarter for symbol, asset in held.items()}
    visit = Visit(TRIGGER, CallClass.REGULAR, wiring.plan(day))
    return within_calls(chosen, stored, visit, wiring.ledger(day).snapshot(as_of))


def candidate(held: HeldAsset) -> Candidate:
    return Candidate(held.asset, held.volume, held.last_pollenation, held.no_fundamentals_since)
