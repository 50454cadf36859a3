"""Bring the database to the newest revision: a step of the deployment, and safe to invoke again."""

from typing import Any

from functions.runtime import log
from functions.trading import wiring
from functions.trading.adapters import custom_resource


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """As CloudFormation's custom resource, or by hand with `{}`. Deleting the stack undoes no migration."""
    return custom_resource.answered(event, migrate)


def migrate() -> dict[str, Any]:
    before, after = wiring.migrate()
    log.event("database_migrated", before=before, after=after)
    return {"before": before, "after": after}
