"""What the contexts tell each other: names, payloads and ids that are the same for the same cause."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

SOURCE = "signal9.advisor"
SCHEMA_VERSION = 1
# The documented pattern matches exactly 8: it is the configured maximum, and every batch says it.
BATCH_SIZE = 8


@dataclass(frozen=True, slots=True)
class Event:
    detail_type: str
    detail: dict[str, Any]


def _event(
    detail_type: str, as_of: str, identity: Sequence[str], correlation_id: str | None, **fields: Any
) -> Event:
    """The id comes from what caused the event, so whoever receives it twice recognises it.

    `correlation_id` is that of the request or job it all comes from; an event from nowhere begins its own.
    """
    event_id = sha256(json.dumps([detail_type, as_of, *identity]).encode()).hexdigest()[:32]
    detail = {
        "schemaVersion": SCHEMA_VERSION,
        "eventId": event_id,
        "correlationId": correlation_id or event_id,
        "occurredAt": as_of,
        **fields,
    }
    return Event(detail_type, detail)


def pollenation_needed(  # noqa: PLR0913  each is a field of the event
    symbol: str,
    *,
    asset_id: str,
    trigger_type: str,
    priority: str,
    as_of: str,
    correlation_id: str | None = None,
) -> Event:
    return _event(
        "pollenationNeeded",
        as_of,
        [symbol, trigger_type],
        correlation_id,
        assetId=asset_id,
        symbol=symbol,
        dataTypes=[
            "company_overview",
            "earnings",
            "cash_flow",
            "balance_sheet",
            "income_statement",
            "earnings_call_transcript",
        ],
        triggerType=trigger_type,
        priority=priority,
    )


def analysis_needed(
    symbols: Sequence[str], *, trigger_type: str, as_of: str, correlation_id: str | None = None
) -> Event:
    return _event(
        "analysisNeeded",
        as_of,
        [*sorted(symbols), trigger_type],
        correlation_id,
        assetIds=list(symbols),
        symbols=list(symbols),
        batchSize=BATCH_SIZE,
        analysisType="rule_based",
        priority="high" if trigger_type == "earnings" else "medium",
    )


def earnings_processed(
    symbol: str,
    *,
    earnings_date: str,
    latest_quarter: str | None,
    as_of: str,
    correlation_id: str | None = None,
) -> Event:
    return _event(
        "earningsProcessed",
        as_of,
        [symbol, earnings_date],
        correlation_id,
        assetId=symbol,
        symbol=symbol,
        earningsDate=earnings_date,
        earningsId=f"{symbol}#{earnings_date}",
        latestQuarter=latest_quarter,
        processedAt=as_of,
    )


def analysis_complete(  # noqa: PLR0913  each is a field of the event
    symbol: str,
    *,
    status: str,
    as_of: str,
    analysis: dict[str, Any],
    error: str | None,
    correlation_id: str | None = None,
) -> Event:
    return _event(
        "analysisComplete",
        as_of,
        [symbol, status],
        correlation_id,
        analysisId=analysis.get("analysis_id"),
        assetId=symbol,
        symbol=symbol,
        status=status,
        investmentRating=analysis.get("rating"),
        ratingLabel=analysis.get("label"),
        confidence=analysis.get("confidence"),
        previousRating=analysis.get("previous_rating"),
        errorMessage=error,
    )
