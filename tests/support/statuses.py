"""The statuses that every route has in common, reached in every function the same way."""

from functions.runtime import contract
from functions.runtime.api import BODY_BYTES
from functions.runtime.request_limits import Allowance
from scripts.build.contract import described, operations
from tests.support.gateway import ask

PROMISED = {
    operation["operationId"]: set(map(int, operation["responses"]))
    for _, _, operation in operations(described())
}


def in_common(handler, given, monkeypatch):
    """Answers to a request of the wrong form or size, of nobody, without scope, one too many, unlucky."""
    has_body = contract.operations()[given["operation"]].body is not None
    yield ask(handler, **{**given, "query": {"unknown": "1"}})
    yield ask(handler, None, **given)
    yield ask(handler, **given, scope="none")
    if has_body:
        yield ask(handler, **{**given, "body": "x" * (BODY_BYTES + 1)})
        yield ask(handler, **{**given, "headers": {**given.get("headers", {}), "Content-Type": "text/plain"}})
    with monkeypatch.context() as patch:
        patch.setattr("functions.runtime.api._counts", lambda _of: Spent())
        yield ask(handler, **given)
    with monkeypatch.context() as patch:
        patch.setattr("functions.runtime.api._counts", lambda _of: 1 / 0)
        yield ask(handler, **given)


class Spent:
    def counted(self, *_arguments):
        return Allowance(limit=1, remaining=0, reset_seconds=9, is_spent=True)
