"""What a bill would list of the requests that the emulator answers, counted as they pass.

Write units are the emulator's own, table and indexes; it knows the item before and after. Read units are made
of the bytes of the answer, of which DynamoDB's JSON has more than the items do. What runs and what is logged
is in the account itself and needs no meter.
"""

import importlib
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

SWITCH = "SIGNAL9_METER"
HANDLER = "handle_request"
PATH = "/_signal9/usage"

Answer = tuple[int, dict[str, str], bytes | str]
Handler = Callable[..., Awaitable[Answer]]
PassOn = Callable[[bytes], Awaitable[Answer]]

_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")
_READS = ("GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems")
_READ_UNIT_BYTES = 4096
_REFUSED = 300
_EVENTUALLY = 0.5  # of a strongly consistent read


class Meter:
    def __init__(self) -> None:
        self.usage: defaultdict[str, float] = defaultdict(float)

    def install(self) -> None:
        """Before the first request; the emulator looks its handlers up by name at each."""
        kinds = {
            "dynamodb": self._of_dynamodb,
            "s3": self._of_s3,
            "eventbridge": self._of_events,
            "sqs": self._of_sqs,
            "secretsmanager": self._of_secrets,
        }
        for name, count in kinds.items():
            module = importlib.import_module(f"ministack.services.{name}")
            setattr(module, HANDLER, self._counted(getattr(module, HANDLER), count))

    def _counted(self, handle: Handler, count: Callable[..., Awaitable[Answer]]) -> Handler:
        async def counted(
            method: str, path: str, headers: dict[str, str], body: bytes, *rest: Any, **named: Any
        ) -> Answer:
            async def passed_on(content: bytes) -> Answer:
                return await handle(method, path, headers, content, *rest, **named)

            return await count(method, headers, body, passed_on)

        return counted

    async def _of_dynamodb(self, _: str, headers: dict[str, str], body: bytes, pass_on: PassOn) -> Answer:
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        asked = json.loads(body) if body else {}
        if operation not in (*_WRITES, *_READS):
            return await pass_on(body)
        answer = await pass_on(json.dumps({**asked, "ReturnConsumedCapacity": "TOTAL"}).encode())
        content = answer[2]
        if operation in _READS:
            self.usage["dynamodb_read_units"] += _read_units(asked, len(content))
        else:
            # A refused condition is paid for as well.
            self.usage["dynamodb_write_units"] += _consumed(content) if answer[0] < _REFUSED else 1
        return answer

    async def _of_s3(self, method: str, _: dict[str, str], body: bytes, pass_on: PassOn) -> Answer:
        self.usage["s3_puts" if method in ("PUT", "POST") else "s3_gets"] += 1
        return await pass_on(body)

    async def _of_events(self, _: str, __: dict[str, str], body: bytes, pass_on: PassOn) -> Answer:
        self.usage["events"] += len(json.loads(body or b"{}").get("Entries", ()))
        return await pass_on(body)

    async def _of_sqs(self, _: str, __: dict[str, str], body: bytes, pass_on: PassOn) -> Answer:
        self.usage["sqs_requests"] += 1
        return await pass_on(body)

    async def _of_secrets(self, _: str, __: dict[str, str], body: bytes, pass_on: PassOn) -> Answer:
        self.usage["secret_reads"] += 1
        return await pass_on(body)


def _consumed(content: bytes | str) -> float:
    consumed = json.loads(content)["ConsumedCapacity"]
    parts = consumed if isinstance(consumed, list) else [consumed]
    return sum(float(part["CapacityUnits"]) for part in parts)


def _read_units(asked: dict[str, Any], size: int) -> float:
    share = 1.0 if asked.get("ConsistentRead") else _EVENTUALLY
    keys = sum(len(table.get("Keys", ())) for table in asked.get("RequestItems", {}).values())
    return share * max(keys, 1, -(-size // _READ_UNIT_BYTES))
