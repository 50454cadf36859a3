import json
from typing import Any

# SNS cuts longer subjects off with an error.
SUBJECT_LENGTH = 100


class AlertTopic:
    """The operators' topic."""

    def __init__(self, client: Any, topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def send(self, subject: str, **facts: Any) -> None:
        self._client.publish(
            TopicArn=self._topic_arn, Subject=subject[:SUBJECT_LENGTH], Message=json.dumps(facts, default=str)
        )
