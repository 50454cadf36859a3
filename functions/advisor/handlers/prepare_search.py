"""Have the search indices as this version defines them: a step of the deployment, safe to repeat."""

from typing import Any

from functions.advisor import wiring
from functions.runtime import custom_resource, log


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """As CloudFormation's custom resource, or by hand: `{"rebuild": true}` fills all of them anew."""
    return custom_resource.answered(event, lambda: prepare(rebuild=bool(event.get("rebuild"))))


def prepare(*, rebuild: bool) -> dict[str, Any]:
    if not wiring.opensearch().is_on:
        log.event("search_off")
        return {}
    filled = wiring.search_index().prepare(wiring.moment(), rebuild=rebuild)
    log.event("search_prepared", **filled)
    return filled
