import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from boto3.dynamodb.conditions import Key

from functions.research.domain.replay import Outcome, Replayed, summary

RESULT = "RESULT"


class ReplayLog:
    """What replays found: REPLAY#<replay>/BATCH#<first symbol>, and RESULT over all of its batches."""

    def __init__(self, ops_table: Any) -> None:
        self._table = ops_table

    def batch(self, replay: str, symbols: Sequence[str], replayed: Sequence[Replayed]) -> dict[str, int]:
        """Answers the ratings by outcome; the same batch again replaces what it found."""
        counts = Counter(str(each.outcome) for each in replayed)
        found = [asdict(each) for each in replayed if each.outcome is Outcome.MISMATCHED]
        key = {"pk": f"REPLAY#{replay}", "sk": f"BATCH#{symbols[0]}"}
        self._table.put_item(Item={**key, "counts": dict(counts), "mismatches": json.dumps(found)})
        return dict(counts)

    def conclude(self, replay: str, as_of: str) -> tuple[dict[str, Any], int]:
        """Answers the result and of how many batches it is."""
        batches = self._batches(replay)
        counts: Counter[str] = Counter()
        mismatches: list[dict[str, Any]] = []
        for item in batches:
            counts.update({outcome: int(ratings) for outcome, ratings in item["counts"].items()})
            mismatches += json.loads(item["mismatches"])
        result = summary(as_of, counts, mismatches)
        self._table.put_item(Item={"pk": f"REPLAY#{replay}", "sk": RESULT, "result": json.dumps(result)})
        return result, len(batches)

    def result_of(self, replay: str) -> dict[str, Any] | None:
        key = {"pk": f"REPLAY#{replay}", "sk": RESULT}
        item = self._table.get_item(Key=key, ConsistentRead=True).get("Item")
        return json.loads(item["result"]) if item else None

    def _batches(self, replay: str) -> list[dict[str, Any]]:
        arguments: dict[str, Any] = {
            "KeyConditionExpression": Key("pk").eq(f"REPLAY#{replay}") & Key("sk").begins_with("BATCH#"),
            "ConsistentRead": True,
        }
        found: list[dict[str, Any]] = []
        while True:
            page = self._table.query(**arguments)
            found += page["Items"]
            if "LastEvaluatedKey" not in page:
                return found
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]
