"""Start the state machine a rule or an event asks for, under the one name its work has.

EventBridge delivers at least once and cannot name executions; the name makes a second delivery a no-op.
"""

from typing import Any

from functions.research import wiring
from functions.research.domain.collection import single_trigger
from functions.research.domain.jobs import execution_name, job_named
from functions.runtime import log

WORKFLOW_OF_EVENT = {"pollenationNeeded": "Pollenation", "analysisNeeded": "Analysis"}
DEFAULT_MAX_ASSETS = 25


def handler(event: dict[str, Any], context: object) -> dict[str, str]:
    if "job" in event:
        workflow, name, input_ = scheduled(event)
    else:
        workflow, name, input_ = requested(event)
    log.correlate(input_["correlation_id"])

    started = wiring.executions().start(
        workflow, name, input_, again_if_failed=bool(event.get("again_if_failed"))
    )

    log.event("workflow_start", workflow=workflow, name=name, **started)
    return started


def scheduled(event: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    job = job_named(event["job"])
    name = execution_name(job, event["as_of"])
    input_ = {"job": job.name, "as_of": event["as_of"], "correlation_id": name, **job.input}
    if job.workflow == "Pollenation":
        input_["max_assets"] = int(event.get("max_assets", DEFAULT_MAX_ASSETS))
    return job.workflow, name, input_


def requested(event: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    detail_type, detail = event["detail-type"], event["detail"]
    workflow = WORKFLOW_OF_EVENT[detail_type]
    input_ = {"as_of": detail["occurredAt"], "correlation_id": detail["correlationId"]}
    if workflow == "Analysis":
        input_["symbols"] = detail["symbols"]
    else:
        trigger = single_trigger(detail["triggerType"])
        input_ |= {"trigger_type": trigger, "asset": {"symbol": detail["symbol"]}}
    return workflow, f"{detail_type}-{detail['occurredAt'][:10]}-{detail['eventId']}", input_
