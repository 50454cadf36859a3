"""Bring the catalogue in line with what the broker lists, and ask for the fundamentals of new listings."""

import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.research.adapters.alpaca.assets import parse_assets
from functions.research.adapters.answers import Broken, Refused, Throttled
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.adapters.payload_store import KeptAnswer
from functions.research.domain import events
from functions.research.domain.assets import Asset
from functions.research.domain.universe import UniverseChange, universe_change
from functions.runtime import log

JOB = "asset-sync"


class Event(TypedDict):
    as_of: str
    correlation_id: NotRequired[str]


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of = event["as_of"]
    answer = wiring.alpaca(as_of[:10]).assets()
    if isinstance(answer, Throttled):
        return {"outcome": "throttled", "retry_after_seconds": answer.retry_after_seconds}
    if isinstance(answer, Refused):
        raise ProviderRefused(f"Alpaca assets: {answer.reason}; check the key pair in the secret")
    if isinstance(answer, Broken):
        raise ProviderUnavailable(f"Alpaca assets: {answer.reason}")

    store(answer.raw, as_of)
    listed, findings = parse_assets(json.loads(answer.raw))
    held = {asset.asset.symbol: asset for asset in wiring.assets().all()}
    change = universe_change(listed, {symbol: asset.asset for symbol, asset in held.items()})
    names = {symbol: asset.asset.name for symbol, asset in held.items()}
    # Half a catalogue may be left from a first sync that died; the rest would look like new listings.
    apply(change, event, names, is_first=wiring.run_log().last_success(JOB) is None)
    counts = {"listed": len(listed), "unusable": len(findings), **change.counts()}
    log.event("assets_synced", as_of=as_of, **counts)
    return {"outcome": "stored", **counts}


def store(raw: bytes, as_of: str) -> None:
    payloads = wiring.payloads("alpaca")
    before = payloads.answers("_universe").get("assets", KeptAnswer())
    payloads.keep("_universe", "assets", raw, day=as_of[:10], before=before)


def apply(change: UniverseChange, event: Event, names: Mapping[str, str], *, is_first: bool) -> None:
    """Writes may happen twice; a listing's event keeps its id within a day, so it starts one run.

    Listings are announced before they are stored: after a crash in between they are still new.
    Whoever is faster than this function finds the asset on a retry.
    """
    as_of, cause = event["as_of"], event.get("correlation_id")
    log.correlate(cause)
    if not is_first:
        wiring.bus().publish([collection_of(asset, as_of, cause) for asset in change.worth_collecting_now()])
    table = wiring.assets()
    for asset in (*change.new, *change.changed):
        table.put_catalogue(asset, as_of, formerly=names.get(asset.symbol))
    for symbol in change.gone:
        table.mark_inactive(symbol, as_of)


def collection_of(listing: Asset, as_of: str, correlation_id: str | None) -> events.Event:
    return events.pollenation_needed(
        listing.symbol,
        asset_id=listing.asset_id,
        trigger_type="new_asset",
        priority="high",
        as_of=as_of,
        correlation_id=correlation_id,
    )
