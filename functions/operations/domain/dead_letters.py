"""Who has a dead-letter queue, what a message in it says, and how it is given to its consumer again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

UNKNOWN_ERROR = "unknown"
LONGEST_REASON = 500
LONGEST_ERROR = 100

Kind = Literal["queue", "function", "machine", "topic"]


@dataclass(frozen=True, slots=True)
class Consumer:
    """`queue` and `target` are names without the stage, which `{stage}` stands for."""

    queue: str
    kind: Kind
    target: str


def _queue(name: str, suffix: str = "") -> Consumer:
    return Consumer(f"signal9-{name}-dlq-{{stage}}{suffix}", "queue", f"signal9-{name}-{{stage}}{suffix}")


def _function(name: str, function: str) -> Consumer:
    return Consumer(f"signal9-{name}-dlq-{{stage}}", "function", f"signal9-{{stage}}-{function}")


CONSUMERS: Mapping[str, Consumer] = {
    "trade-orders": _queue("trade-orders", ".fifo"),
    "notifications": _queue("notifications"),
    "start-workflow": _function("start-workflow", "StartWorkflow"),
    "mark-earnings-processed": _function("mark-earnings-processed", "MarkEarningsProcessed"),
    "evaluate-alerts": _function("evaluate-alerts", "EvaluateAlerts"),
    "send-unsent-orders": _function("send-unsent-orders", "SendUnsentOrders"),
    "publish-order-events": _function("publish-order-events", "PublishOrderEvents"),
    "finish-erasures": _function("finish-erasures", "FinishErasures"),
    "forget-outdated": _function("forget-outdated", "ForgetOutdated"),
    "verify-ledger": _function("verify-ledger", "VerifyLedger"),
    "process-dead-letters": _function("process-dead-letters", "ProcessDeadLetters"),
    # What a stream could not deliver names no rows: the function fills the indices anew.
    "index-changes": _function("index-changes", "PrepareSearch"),
    "reconciliation": Consumer(
        "signal9-reconciliation-dlq-{stage}", "machine", "signal9-Reconciliation-{stage}"
    ),
    "analysis-notifications": Consumer(
        "signal9-analysis-notifications-dlq-{stage}", "topic", "signal9-analyses-{stage}"
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Why a message died, as far as it says."""

    error: str
    reason: str


def told_by(body: str, attributes: Mapping[str, str]) -> Told:
    """`attributes` are the message's own: EventBridge, Lambda and this service each write theirs."""
    if "ERROR_CODE" in attributes:
        return _told(attributes["ERROR_CODE"], attributes.get("ERROR_MESSAGE", ""))
    if "reason" in attributes:
        return _told("MessageUnreadable", attributes["reason"])
    document = _object(body)
    answer = document.get("responsePayload")
    if isinstance(answer, dict) and "errorType" in answer:
        return _told(str(answer["errorType"]), str(answer.get("errorMessage", "")))
    context = document.get("requestContext")
    if isinstance(context, dict) and "condition" in context:
        return _told(str(context["condition"]), "")
    return _told(UNKNOWN_ERROR, "received too often without being finished; its function's log says why")


def payload_of(consumer: str, body: str) -> str:
    """What its consumer is given again: what was asked of a function, without Lambda's envelope."""
    if consumer == "index-changes":
        return json.dumps({"rebuild": True})
    document = _object(body)
    asked = document.get("requestPayload")
    if CONSUMERS[consumer].kind == "function" and "requestContext" in document and asked is not None:
        return json.dumps(asked)
    return body


def transformed(body: str, transformer: Mapping[str, Any] | None) -> str:
    """An event as its rule's target gets it: paths of one name a step, and whole values as JSON.

    A body that was transformed before is no envelope of EventBridge any more, and is given as it is.
    """
    document = _object(body)
    if transformer is None or "detail-type" not in document:
        return body
    text = str(transformer["InputTemplate"])
    for name, path in transformer.get("InputPathsMap", {}).items():
        value: Any = document
        for step in path.removeprefix("$.").split("."):
            value = value[step]
        quoted, bare = f'"<{name}>"', f"<{name}>"
        text = text.replace(quoted, json.dumps(value)).replace(bare, json.dumps(value))
    return text


def _told(error: str, reason: str) -> Told:
    return Told(error[:LONGEST_ERROR] or UNKNOWN_ERROR, reason[:LONGEST_REASON])


def _object(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
