import gzip
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.research.domain import recording
from functions.research.domain.peer_search import peer_group
from functions.research.domain.peers import PeerGroup, Profile
from functions.research.domain.sector_snapshot import as_among, from_text, to_text

# An item may be 400 KB, names and keys included.
LARGEST_PART_BYTES = 350_000
# Sorts after every moment, so that no search for a snapshot meets it.
CLOSED = "CLOSED"
FIRST = "00"
# A rating that reads meanwhile closes a later moment; that a third one does is not to be expected.
MOST_ATTEMPTS = 3


class SectorBusy(Exception):
    """Ratings closed the sector's moment again and again while its snapshot was written; run it again."""


class SectorSnapshots:
    """What was known of a sector's companies, by sector and `<as of>#<recorded at>#<part>`; none is replaced.

    `CLOSED` holds the last moment at which a rating read the sector. A snapshot written afterwards is
    recorded a second later, so that what a rating saw can be seen again (domain/recording).
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def put(self, sector: str, as_of: str, profiles: Sequence[Profile]) -> None:
        """All of its parts or none; a second snapshot for a moment that nobody read at is left out."""
        packed = gzip.compress(to_text(profiles).encode(), mtime=0)
        parts = [
            packed[start : start + LARGEST_PART_BYTES] for start in range(0, len(packed), LARGEST_PART_BYTES)
        ]
        client = self._table.meta.client
        for _ in range(MOST_ATTEMPTS):
            recorded_at = recording.recorded_at(as_of, self._closed_at(sector))
            name = f"{as_of}#{recorded_at}"
            if self._parts_of(sector, name):
                return
            items = [
                {
                    "sector": sector,
                    "as_of": f"{name}#{number:02}",
                    "recorded_at": recorded_at,
                    "profiles": part,
                }
                for number, part in enumerate(parts)
            ]
            try:
                client.transact_write_items(
                    TransactItems=[self._still_open(sector, recorded_at), *self._puts(items)]
                )
            except client.exceptions.TransactionCanceledException:
                continue
            return
        raise SectorBusy(f"{sector}: the snapshot for {as_of} was not written in {MOST_ATTEMPTS} attempts")

    def close(self, sector: str, moment: str) -> None:
        """From now on nothing is recorded for `moment` or before; to be said before reading at it."""
        if moment <= self._closed_at(sector):
            return
        try:
            self._table.update_item(
                Key={"sector": sector, "as_of": CLOSED},
                UpdateExpression="SET #at = :moment",
                ConditionExpression=Attr("at").not_exists() | Attr("at").lt(moment),
                ExpressionAttributeNames={"#at": "at"},
                ExpressionAttributeValues={":moment": moment},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return

    def peers_of(self, own: Profile, *, as_of: str, recorded_by: str) -> PeerGroup | None:
        """Chosen from the newest snapshot of the company's sector for a moment not after `as_of`.

        None without a sector, a snapshot recorded by `recorded_by` or enough peers in it.
        """
        universe = self.newest(own.sector, as_of=as_of, recorded_by=recorded_by) if own.sector else []
        return peer_group(as_among(own, universe), universe, as_of)

    def newest(self, sector: str, *, as_of: str, recorded_by: str) -> list[Profile]:
        """All moments ISO UTC; empty when there is no snapshot yet."""
        for item in self._newest_first(sector, as_of):
            if item["recorded_at"] <= recorded_by:
                name, _, number = item["as_of"].rpartition("#")
                parts = [item] if number == FIRST else self._parts_of(sector, name)
                packed = b"".join(bytes(part["profiles"]) for part in parts)
                return from_text(gzip.decompress(packed).decode(), sector)
        return []

    def _newest_first(self, sector: str, as_of: str) -> Iterator[dict[str, Any]]:
        """Of each snapshot the last part comes first."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("sector").eq(sector) & Key("as_of").lte(f"{as_of}#~"),
            "ScanIndexForward": False,
            "Limit": 1,
            "ConsistentRead": True,
        }
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _parts_of(self, sector: str, name: str) -> list[dict[str, Any]]:
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("sector").eq(sector) & Key("as_of").begins_with(f"{name}#"),
            "ConsistentRead": True,
        }
        parts: list[dict[str, Any]] = []
        while True:
            page = self._table.query(**arguments)
            parts += page["Items"]
            if "LastEvaluatedKey" not in page:
                return parts
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _closed_at(self, sector: str) -> str:
        key = {"sector": sector, "as_of": CLOSED}
        item = self._table.get_item(Key=key, ConsistentRead=True).get("Item", {})
        return str(item.get("at", ""))

    def _still_open(self, sector: str, recorded_at: str) -> dict[str, Any]:
        return {
            "ConditionCheck": {
                "TableName": self._table.name,
                "Key": {"sector": sector, "as_of": CLOSED},
                "ConditionExpression": "attribute_not_exists(#at) OR #at < :recorded_at",
                "ExpressionAttributeNames": {"#at": "at"},
                "ExpressionAttributeValues": {":recorded_at": recorded_at},
            }
        }

    def _puts(self, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        is_new = "attribute_not_exists(sector)"
        table = self._table.name
        return [{"Put": {"TableName": table, "Item": i, "ConditionExpression": is_new}} for i in items]
