from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ChangedRow:
    key: dict[str, str]
    sequence_number: str


def changed_rows(
    records: Iterable[Mapping[str, Any]], tables: Mapping[str, str]
) -> dict[str, list[ChangedRow]]:
    """Which rows of which index the records of streams are about; `tables` are kinds by table name.

    A record's ARN is `arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>`.
    """
    changes: dict[str, list[ChangedRow]] = {}
    for record in records:
        kind = tables[record["eventSourceARN"].split("/")[1]]
        change = record["dynamodb"]
        key = {name: value["S"] for name, value in change["Keys"].items()}
        changes.setdefault(kind, []).append(ChangedRow(key, change["SequenceNumber"]))
    return changes
