"""Close a calendar row once its quarter's figures are stored; a second message for it changes nothing."""

from datetime import date
from typing import Any

from functions.research import wiring
from functions.runtime import log


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    detail = event["detail"]
    symbol, reported = detail["symbol"], date.fromisoformat(detail["earningsDate"])

    is_first = wiring.calendar().mark_processed(symbol, reported, detail["processedAt"])

    log.event("earnings_marked_processed", symbol=symbol, earnings_date=reported, is_first=is_first)
    return {"symbol": symbol, "is_first": is_first}
