"""How every scheduled machine ends when it worked: the job's last successful moment is moved forward."""

from functions.research.handlers import complete_run
from workflows.states import Catch, Chain, Succeed, invoke

COMPLETE_TIMEOUT_SECONDS = 35


def complete(done: str, *, catch: Catch) -> Chain:
    payload = {"job.$": "$.job", "as_of.$": "$.as_of"}
    return Chain(
        [
            invoke(
                complete_run, payload, result_path=None, timeout_seconds=COMPLETE_TIMEOUT_SECONDS, catch=catch
            ),
            Succeed(done),
        ]
    )
