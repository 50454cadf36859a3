"""Whether orders can be taken right now."""

from functions.operations import wiring
from functions.runtime import api, contract


@api.operation("CheckHealth")
def handler(request: api.Request) -> api.Answer:
    checks = wiring.platform().checks()
    is_well = set(checks.values()) == {"ok"}
    document = {
        "status": "ok" if is_well else "down",
        "timestamp": request.at,
        "environment": wiring.settings().stage,
        "version": contract.document()["info"]["version"],
        "checks": checks,
    }
    return api.Answer(200 if is_well else 503, document)
