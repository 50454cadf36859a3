"""Record a failure that retries did not mend, and tell the operators."""

import json
from typing import Any, NotRequired, TypedDict

from functions.research import wiring
from functions.runtime import log, metrics

LONGEST_REASON = 500
COLLECTING = {"AssetSync", "EarningsCalendarSync", "NewsSentimentSync", "Pollenation"}


class Event(TypedDict):
    workflow: str
    as_of: str
    execution: str
    error: dict[str, Any]
    symbol: NotRequired[str]


def handler(event: Event, context: object) -> None:
    log.correlate(event["execution"])
    as_of, workflow, symbol, error = event["as_of"], event["workflow"], event.get("symbol"), event["error"]
    subject = f"Signal9: {workflow} failed" + (f" for {symbol}" if symbol else "")
    runs, execution = wiring.run_log(), event["execution"]

    runs.failed(as_of, workflow=workflow, execution=execution, symbol=symbol, error=error)
    if symbol:
        collected = {"collected": as_of, "collected_outcome": "failed"}
        step = {"analysed": as_of} if workflow == "Analysis" else collected
        runs.asset_did(as_of, symbol, outcome="failed", reason=reason_of(error), **step)
    facts = {"as_of": as_of, "workflow": workflow, "execution": execution, "symbol": symbol, "error": error}
    wiring.alerts().send(subject, **facts)
    log.warning("failure_recorded", **facts)
    if workflow in COLLECTING:
        metrics.measured("ingestion_failed", {"FailedIngestion": 1}, workflow=workflow, symbol=symbol)


def reason_of(error: dict[str, Any]) -> str:
    """The fault's own words: Lambda puts the exception's text into a JSON cause."""
    try:
        cause = json.loads(error.get("Cause", ""))
        reason = f"{cause['errorType']}: {cause['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        reason = str(error.get("Cause") or error.get("Error") or "unknown")
    return reason[:LONGEST_REASON]
