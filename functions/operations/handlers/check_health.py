"""Whether the service can do its work right now."""

from functions.operations import wiring
from functions.operations.adapters.platform import standing
from functions.runtime import api, contract


@api.operation("CheckHealth")
def handler(request: api.Request) -> api.Answer:
    checks = wiring.platform().checks()
    status = standing(checks)
    document = {
        "status": status,
        "timestamp": request.at,
        "environment": wiring.settings().stage,
        "version": contract.document()["info"]["version"],
        "checks": checks,
    }
    return api.Answer(503 if status == "down" else 200, document)
