"""Tell users what their alerts ask for: after an analysis, and by the clock what comes about without one."""

from typing import Any

from functions.advisor import wiring
from functions.runtime import log


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """An analysisComplete event, or `{"as_of": ISO UTC}` by the clock. Again changes nothing."""
    log.correlate(event.get("detail", {}).get("correlationId"))
    evaluation, now = wiring.alert_evaluation(), wiring.moment()
    woken = 0
    if "detail" in event:
        analysis = event["detail"]
        is_rated = analysis["status"] == "completed"
        told = evaluation.of_asset(analysis["symbol"], analysis["occurredAt"], now) if is_rated else 0
    else:
        woken = evaluation.wake_overdue(now)
        told = evaluation.of_the_calendar(event["as_of"], now)
    log.event("alerts_evaluated", symbol=event.get("detail", {}).get("symbol"), told=told, woken=woken)
    return {"told": told, "woken": woken}
