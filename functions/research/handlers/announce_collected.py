"""Tell the bus what a run did: assets to analyse, and reports whose figures have arrived."""

from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.domain import events
from functions.research.domain.events import analysis_needed, earnings_processed
from functions.runtime import log


class Event(TypedDict):
    as_of: str
    trigger_type: str
    symbols: list[str]
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, int]:
    log.correlate(event.get("correlation_id"))
    as_of, symbols = event["as_of"], event["symbols"]
    noted = {asset["symbol"]: asset for asset in wiring.run_log().assets_named(as_of[:10], symbols)}
    done = [noted[symbol] for symbol in symbols if symbol in noted and is_done(noted[symbol], as_of)]
    changed = [asset["symbol"] for asset in done if asset.get("needs_analysis")]
    arrived = [asset for asset in done if asset.get("earnings_date")]

    wiring.bus().publish([*needed_by(event, changed), *(processed(asset, event) for asset in arrived)])

    log.event("run_announced", as_of=as_of, assets=len(symbols), analyse=len(changed), reports=len(arrived))
    return {"assets": len(symbols), "analyse": len(changed)}


def is_done(asset: dict[str, Any], as_of: str) -> bool:
    """What another run of the day did with an asset is for that run to say."""
    return asset.get("collected") == as_of and asset.get("outcome") != "failed"


def needed_by(event: Event, changed: list[str]) -> list[events.Event]:
    """Packed anew: of eight that were collected often one has changed."""
    trigger, cause = event["trigger_type"], event.get("correlation_id")
    return [
        analysis_needed(
            changed[start : start + events.BATCH_SIZE],
            trigger_type=trigger,
            as_of=event["as_of"],
            correlation_id=cause,
        )
        for start in range(0, len(changed), events.BATCH_SIZE)
    ]


def processed(asset: dict[str, Any], event: Event) -> events.Event:
    return earnings_processed(
        asset["symbol"],
        earnings_date=asset["earnings_date"],
        latest_quarter=asset.get("latest_quarter"),
        as_of=event["as_of"],
        correlation_id=event.get("correlation_id"),
    )
