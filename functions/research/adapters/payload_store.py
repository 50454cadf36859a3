import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a provider answered to one call: `payload_hash` is None when it said it has nothing."""

    day: str
    payload_hash: str | None


class PayloadStore:
    """Raw payloads in S3 under their content hash, and per symbol and function the newest answer's pointer.

    The pointer also says on which business day the call was made, so that a retried asset does not pay again.
    """

    def __init__(self, s3: Any, bucket: str, ops_table: Any, *, provider: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._ops = ops_table
        self._provider = provider

    def newest(self, symbol: str, function: str) -> KeptAnswer | None:
        item = self._ops.get_item(Key={"pk": f"RAW#{symbol}", "sk": function}, ConsistentRead=True).get("Item")
        return KeptAnswer(item["day"], item.get("payload_hash")) if item else None

    def keep(self, symbol: str, function: str, payload: bytes | None, *, day: str) -> str | None:
        """Store the payload, then the pointer: a crash between the two costs one call and never a wrong pointer."""
        payload_hash = sha256(payload).hexdigest() if payload is not None else None
        before = self.newest(symbol, function)
        if payload is not None and (before is None or before.payload_hash != payload_hash):
            self._s3.put_object(
                Bucket=self._bucket,
                Key=self.key(symbol, function, str(payload_hash)),
                Body=gzip.compress(payload, mtime=0),
                ContentEncoding="gzip",
            )
        item = {"pk": f"RAW#{symbol}", "sk": function, "day": day, "payload_hash": payload_hash}
        self._ops.put_item(Item={name: value for name, value in item.items() if value is not None})
        return payload_hash

    def load(self, symbol: str, function: str, payload_hash: str) -> bytes:
        body = self._s3.get_object(Bucket=self._bucket, Key=self.key(symbol, function, payload_hash))["Body"].read()
        return gzip.decompress(body)

    def key(self, symbol: str, function: str, payload_hash: str) -> str:
        # A symbol may hold a slash (BTC/USD), which would make a folder.
        return f"raw/{self._provider}/{function}/{symbol.replace('/', '_')}/{payload_hash}.json.gz"

    def pointers(self, symbol: str) -> Mapping[str, KeptAnswer]:
        """Newest answer by function."""
        from boto3.dynamodb.conditions import Key

        page = self._ops.query(KeyConditionExpression=Key("pk").eq(f"RAW#{symbol}"), ConsistentRead=True)
        return {item["sk"]: KeptAnswer(item["day"], item.get("payload_hash")) for item in page["Items"]}
