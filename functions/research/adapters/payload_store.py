import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from boto3.dynamodb.conditions import Key


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The newest answer to one call. `payload_hash` is None when the provider said it has nothing.

    `absorbed_hash` is the last payload whose figures were stored whole, on `absorbed_day`; `broken_hash` the
    last one that was no data.
    """

    day: str = ""
    payload_hash: str | None = None
    absorbed_hash: str | None = None
    absorbed_day: str | None = None
    broken_hash: str | None = None


class PayloadStore:
    """Raw payloads in S3 under their content hash, and a pointer to the newest: RAW#<symbol>/<FUNCTION>.

    The pointer also says on which business day the call was made, so that a retried asset does not pay again.
    """

    def __init__(self, s3: Any, bucket: str, ops_table: Any, *, provider: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._ops = ops_table
        self._provider = provider

    def answers(self, symbol: str) -> dict[str, KeptAnswer]:
        """Newest answer by function."""
        page = self._ops.query(KeyConditionExpression=Key("pk").eq(f"RAW#{symbol}"), ConsistentRead=True)
        return {item["sk"]: _to_answer(item) for item in page["Items"]}

    def keep(
        self, symbol: str, function: str, payload: bytes | None, *, day: str, before: KeptAnswer
    ) -> str | None:
        """Store the payload, then the pointer: a crash between them costs a call, never a wrong pointer."""
        payload_hash = sha256(payload).hexdigest() if payload is not None else None
        if payload is not None and before.payload_hash != payload_hash:
            self._put_object(symbol, function, payload)
        self._set(symbol, function, day=day, payload_hash=payload_hash)
        return payload_hash

    def keep_broken(self, symbol: str, function: str, payload: bytes) -> str:
        """Store what could not be read; answers its hash, to tell whether the provider keeps saying it."""
        broken_hash = self._put_object(symbol, function, payload)
        self._set(symbol, function, broken_hash=broken_hash)
        return broken_hash

    def absorbed(self, symbol: str, function: str, payload_hash: str, *, day: str) -> None:
        self._set(symbol, function, absorbed_hash=payload_hash, absorbed_day=day)

    def load(self, symbol: str, function: str, payload_hash: str) -> bytes:
        body = self._s3.get_object(Bucket=self._bucket, Key=self.key(symbol, function, payload_hash))[
            "Body"
        ].read()
        return gzip.decompress(body)

    def key(self, symbol: str, function: str, payload_hash: str) -> str:
        # A symbol may hold a slash (BTC/USD), which would make a folder.
        return f"raw/{self._provider}/{function}/{symbol.replace('/', '_')}/{payload_hash}.json.gz"

    def _put_object(self, symbol: str, function: str, payload: bytes) -> str:
        payload_hash = sha256(payload).hexdigest()
        self._s3.put_object(
            Bucket=self._bucket,
            Key=self.key(symbol, function, payload_hash),
            Body=gzip.compress(payload, mtime=0),
            ContentEncoding="gzip",
        )
        return payload_hash

    def _set(self, symbol: str, function: str, **values: str | None) -> None:
        present = {name: value for name, value in values.items() if value is not None}
        absent = [name for name, value in values.items() if value is None]
        expression = "SET " + ", ".join(f"#{name} = :{name}" for name in present)
        if absent:
            expression += " REMOVE " + ", ".join(f"#{name}" for name in absent)
        self._ops.update_item(
            Key={"pk": f"RAW#{symbol}", "sk": function},
            UpdateExpression=expression,
            ExpressionAttributeNames={f"#{name}": name for name in values},
            ExpressionAttributeValues={f":{name}": value for name, value in present.items()},
        )


def _to_answer(item: Mapping[str, Any]) -> KeptAnswer:
    return KeptAnswer(
        day=item.get("day", ""),
        payload_hash=item.get("payload_hash"),
        absorbed_hash=item.get("absorbed_hash"),
        absorbed_day=item.get("absorbed_day"),
        broken_hash=item.get("broken_hash"),
    )
