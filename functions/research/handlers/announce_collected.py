"""Tell the bus what a batch brought: assets to analyse, and reports whose figures have arrived."""

from typing import Any, TypedDict

from functions.research import wiring
from functions.research.domain.events import analysis_needed, earnings_processed
from functions.runtime import log


class Event(TypedDict):
    as_of: str
    trigger_type: str
    results: list[dict[str, Any]]


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of, results = event["as_of"], event["results"]
    changed = [result["symbol"] for result in results if result.get("needs_analysis")]
    arrived = [result for result in results if result.get("earnings_date")]

    events = [analysis_needed(changed, trigger_type=event["trigger_type"], as_of=as_of)] if changed else []
    events += [
        earnings_processed(
            result["symbol"],
            earnings_date=result["earnings_date"],
            latest_quarter=result.get("latest_quarter"),
            as_of=as_of,
        )
        for result in arrived
    ]
    wiring.bus().publish(events)
    log.event("batch_announced", as_of=as_of, assets=len(results), analyse=len(changed), reports=len(arrived))
    return {"assets": len(results), "analyse": len(changed)}
