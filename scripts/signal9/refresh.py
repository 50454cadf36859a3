"""Collect and rate named assets again, now, through the bus."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.text import Text

from functions.research import wiring
from functions.research.domain.events import pollenation_needed
from scripts.signal9.asset_page import held_asset
from scripts.signal9.budget import usage_of
from scripts.signal9.days import end_of, now

TRIGGER = "manual"
POLL_SECONDS = 0.2
PATIENCE_SECONDS = 900.0
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def refresh(asked: Sequence[str], day: str) -> dict[str, Any]:
    """All symbols are looked up first: one that is unknown stops the request before anything is asked for."""
    held = [held_asset(symbol) for symbol in dict.fromkeys(asked)]
    moment = _moment_after(day)
    events = [
        pollenation_needed(
            one.asset.symbol,
            asset_id=one.asset.asset_id,
            trigger_type=TRIGGER,
            priority="high",
            as_of=moment,
        )
        for one in held
    ]
    wiring.bus().publish(events)
    return {
        "day": day,
        "as_of": moment,
        "requested": [{"symbol": e.detail["symbol"], "event_id": e.detail["eventId"]} for e in events],
        "assets": [],
    }


def _moment_after(day: str) -> str:
    """Later in the day than all that is known of it, so that the request repeats no earlier one."""
    moments = [f"{day}{now()[10:]}"]
    for asset in wiring.run_log().assets_of(day):
        latest = max(str(asset.get("collected", "")), str(asset.get("analysed", "")))
        if latest:
            after = datetime.strptime(latest, MOMENT) + timedelta(seconds=1)  # noqa: DTZ007  Z is in the format
            moments.append(after.strftime(MOMENT))
    return min(max(moments), end_of(day))


def wait(request: dict[str, Any]) -> bool:
    """Until each is collected and, where its data changed, rated; fills `assets`. False when time ran out."""
    symbols = {asked["symbol"] for asked in request["requested"]}
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        did = [a for a in wiring.run_log().assets_of(request["day"]) if a["symbol"] in symbols]
        request["assets"] = [asset for asset in did if _is_done(asset, request["as_of"])]
        if len(request["assets"]) == len(symbols):
            return True
        if time.monotonic() > ends:
            return False
        time.sleep(POLL_SECONDS)


def _is_done(asset: dict[str, Any], moment: str) -> bool:
    is_collected = str(asset.get("collected", "")) >= moment
    is_rated = str(asset.get("analysed", "")) >= moment
    return is_collected and (is_rated or not asset.get("needs_analysis") or asset.get("outcome") == "failed")


def print_requested(console: Console, request: dict[str, Any]) -> None:
    symbols = ", ".join(asked["symbol"] for asked in request["requested"])
    console.print(Text(f"Asked for {symbols} as of {request['as_of']}.", "bold"))
    usage = usage_of(request["day"])
    limit = usage.day_limit if usage else None
    left = f" ({limit - usage.day_used} left today)" if usage and limit is not None else ""
    console.print(
        Text(
            "Up to 6 provider calls each in the class on_demand"
            f"{left}; what was already asked for on {request['day']} is not paid for again."
            " What came in today is checked and rated; where nothing is new the rating stands."
        )
    )


def print_outcome(console: Console, request: dict[str, Any]) -> None:
    for asset in request["assets"]:
        line = f"{asset['symbol']}: {asset.get('outcome')}"
        if str(asset.get("analysed", "")) >= request["as_of"]:
            line += ", rated again"
        console.print(Text(line + (f" ({asset['reason']})" if asset.get("reason") else "")))
    if len(request["assets"]) < len(request["requested"]):
        done = {asset["symbol"] for asset in request["assets"]}
        late = [asked["symbol"] for asked in request["requested"] if asked["symbol"] not in done]
        text = f"Not done after {PATIENCE_SECONDS:.0f} s: {', '.join(late)}; look at `signal9 runs --failed`"
        console.print(Text(text, "red"))
