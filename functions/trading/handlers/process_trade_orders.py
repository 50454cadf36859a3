"""Decide, reserve, send and book a batch of orders; answer which of its messages are to come again."""

import json
from typing import Any

from functions.runtime import log, metrics
from functions.trading import wiring
from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.adapters.desk import Outcome
from functions.trading.adapters.intake import Message
from functions.trading.domain.messages import BadMessage, read_message


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    failed, readable = [], []
    for record in event["Records"]:
        try:
            readable.append((record["messageId"], read(record["body"])))
        except BadMessage as bad:
            failed += put_aside(record, str(bad))

    again = process(readable) if readable else {}

    failed += [message_id for message_id, message in readable if str(message.order_id) in again]
    causes = sorted({message.correlation_id for _, message in readable})
    counts = {"OrdersProcessed": len(event["Records"]) - len(failed), "OrdersComeAgain": len(failed)}
    metrics.measured(
        "trade_orders_processed", counts, messages=len(event["Records"]), causes=causes, reasons=again
    )
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def read(body: str) -> Message:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as cause:
        raise BadMessage(f"the body is no JSON: {cause}") from cause
    return read_message(document)


def put_aside(record: dict[str, Any], reason: str) -> list[str]:
    """To the dead letters at once; answers the message when they could not take it."""
    log.warning("trade_message_unreadable", message_id=record["messageId"], reason=reason)
    group = record.get("attributes", {}).get("MessageGroupId", "unreadable")
    is_kept = wiring.dead_letters().put(record["messageId"], group, record["body"], reason)
    return [] if is_kept else [record["messageId"]]


def process(readable: list[tuple[str, Message]]) -> dict[str, str]:
    """Reasons by the order whose messages are to come again."""
    messages = [message for _, message in readable]
    try:
        outcome = wiring.desk().process(messages, wiring.moment())
    except DatabaseUnavailable as unavailable:
        log.warning("database_unavailable", reason=str(unavailable))
        return {str(message.order_id): "database unavailable" for message in messages}
    report(outcome)
    return {str(order_id): reason for order_id, reason in outcome.failed.items()}


def report(outcome: Outcome) -> None:
    for standing in outcome.settled.changed:
        if standing.status == "unknown":
            log.warning("order_unknown", order_id=standing.order.order_id, reason=standing.reason)
    for order_id, problem in outcome.settled.problems.items():
        log.warning("answer_not_applied", order_id=order_id, problem=problem)
    wiring.outbox_bell().ring()
