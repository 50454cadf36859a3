"""One object a reconciliation, and a message to the operators when somebody must look."""

import json
from typing import Any


class ReconciliationReports:
    def __init__(self, s3: Any, bucket: str, sns: Any, topic_arn: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._sns = sns
        self._topic_arn = topic_arn

    def put(self, as_of: str, kinds: dict[str, int], accounts: list[dict[str, Any]], needing: int) -> str:
        """The object's key; the same moment again replaces it."""
        key = f"reconciliation/{as_of[:10].replace('-', '/')}/{as_of}.json"
        document = {"as_of": as_of, "kinds": kinds, "accounts": accounts}
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=json.dumps(document, sort_keys=True).encode())
        if needing:
            message = {
                "event": "reconciliation_needs_a_person",
                "as_of": as_of,
                "kinds": kinds,
                "report": key,
            }
            self._sns.publish(TopicArn=self._topic_arn, Message=json.dumps(message))
        return key
