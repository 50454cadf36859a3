"""End the erasures that something ended in between: their users asked once and need not ask again."""

from datetime import datetime, timedelta
from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters.account_changes import AccountChange
from functions.runtime import log

# Longer than the function that began it may take.
STALLED_AFTER = timedelta(minutes=15)


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """`{"as_of": ISO UTC}` of the clock. One that fails is left to the next time, and holds up no other."""
    erasure, finished, failed = wiring.erasure(), 0, 0
    before = (datetime.fromisoformat(event["as_of"]) - STALLED_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ")
    for user_id, begun_at in erasure.stalled(before):
        made = AccountChange(user_id, "erased", "signal9", event["as_of"], context.aws_request_id)
        try:
            erasure.go_on(user_id, begun_at, made)
            finished += 1
        except Exception as fault:  # noqa: BLE001  the others are erased all the same
            log.failure("erasure_failed", fault, user=user_id, erasing_since=begun_at)
            failed += 1
    log.event("erasures_finished", finished=finished, failed=failed)
    if failed:
        raise ErasuresFailed(f"ErasuresFailed: {failed} of {finished + failed}; the next hour tries again")
    return {"finished": finished}


class ErasuresFailed(Exception):
    """Makes the invocation an error, which is watched."""
