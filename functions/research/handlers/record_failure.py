"""Record a failure that retries did not mend, and tell the operators."""

from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.runtime import log


class Event(TypedDict):
    workflow: str
    as_of: str
    execution: str
    error: dict[str, Any]
    symbol: NotRequired[str]


def handler(event: Event, context: object) -> None:
    symbol = event.get("symbol")
    subject = f"{event['workflow']} failed" + (f" for {symbol}" if symbol else "")
    facts = {
        "workflow": event["workflow"],
        "execution": event["execution"],
        "symbol": symbol,
        "error": event["error"],
    }

    wiring.run_log().failed(event["as_of"], **facts)
    if symbol:
        done = (
            {"analysed": event["as_of"]} if event["workflow"] == "Analysis" else {"collected": event["as_of"]}
        )
        wiring.run_log().asset_did(
            event["as_of"], symbol, outcome="failed", reason=reason_of(event["error"]), **done
        )

    wiring.alerts().send(f"Signal9: {subject}", as_of=event["as_of"], **facts)
    log.warning("failure_recorded", as_of=event["as_of"], **facts)


def reason_of(error: dict[str, Any]) -> str:
    """The fault's own words: Lambda puts the exception's text into a JSON cause."""
    import json

    try:
        cause = json.loads(error.get("Cause", ""))
        return f"{cause['errorType']}: {cause['errorMessage']}"[:500]
    except (ValueError, KeyError, TypeError):
        return str(error.get("Cause") or error.get("Error") or "unknown")[:500]
