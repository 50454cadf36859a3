"""Copy what changed in the tables into the search indices."""

from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters.search_changes import changed_rows
from functions.advisor.adapters.search_index import document_id
from functions.runtime import log


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Records of the tables' streams. Those whose document was refused are reported one by one."""
    changes = changed_rows(event["Records"], wiring.searched_tables())
    if not wiring.opensearch().is_on:
        return {"batchItemFailures": []}
    failed = set()
    for kind, rows in changes.items():
        refused = wiring.search_index().absorb(kind, [row.key for row in rows])
        failed |= {row.sequence_number for row in rows if document_id(kind, row.key) in refused}
    log.event("changes_indexed", records=len(event["Records"]), refused=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in sorted(failed)]}
