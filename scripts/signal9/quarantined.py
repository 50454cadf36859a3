"""Payloads that could not be used: why, and what the provider really sent."""

from typing import Any

from rich.console import Console
from rich.text import Text

from functions.research import wiring
from functions.research.adapters.payload_store import PayloadStore
from functions.research.domain.finding_codes import MEANINGS
from scripts.signal9.failures import NotFound

PROVIDER = "alphavantage"
FIRST_CHARACTERS = 2000


def case_named(case_id: str) -> dict[str, Any]:
    """With `payload`, the beginning of what was received, and its full length in bytes."""
    cases = wiring.quarantine().list()
    case = next((case for case in cases if case["id"] == case_id), None)
    if case is None:
        known = ", ".join(case["id"] for case in cases[:3]) or "nothing is in quarantine"
        raise NotFound(
            f"NotInQuarantine: got {case_id!r}, expected an ID of `signal9 quarantine list` ({known})"
        )
    raw = _payload(wiring.payloads(PROVIDER), case)
    shown = raw[: 4 * FIRST_CHARACTERS].decode("utf-8", "replace")[:FIRST_CHARACTERS]
    bucket = wiring.settings().raw_payloads_bucket
    return {**case, "s3": f"s3://{bucket}/{case['payload_key']}", "payload": shown, "payload_bytes": len(raw)}


def _payload(store: PayloadStore, case: dict[str, Any]) -> bytes:
    payload_hash = case["payload_key"].rsplit("/", 1)[-1].removesuffix(".json.gz")
    return store.load(case["symbol"], case["function"], payload_hash)


def print_case(console: Console, case: dict[str, Any]) -> None:
    console.print(Text(f"{case['symbol']} {case['function']}, collected as of {case['as_of']}", "bold"))
    for finding in case["findings"]:
        console.print(Text(f"  {finding['code']}: {finding['message']}"))
        meaning = MEANINGS.get(finding["code"])
        if meaning:
            console.print(Text(f"    {meaning}", "dim"))
    console.print(Text(f"\n{case['s3']}"), soft_wrap=True)
    console.print(Text(f"{case['payload_bytes']} bytes, beginning with:", "dim"))
    console.print(Text(case["payload"]), soft_wrap=True)
