"""Where messages go at once that no repetition can help: waiting would hold back the account's others."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError


class DeadLetters:
    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url

    def put(self, message_id: str, group: str, body: str, reason: str) -> bool:
        """The body as it came; the reason beside it. A repetition within five minutes is kept once.

        False when it could not be kept: then the queue's own redrive does it later.
        """
        attributes = {"reason": {"DataType": "String", "StringValue": reason[:256] or "unreadable"}}
        try:
            self._sqs.send_message(
                QueueUrl=self._url,
                MessageBody=body,
                MessageGroupId=group,
                MessageDeduplicationId=message_id,
                MessageAttributes=attributes,
            )
        except (BotoCoreError, ClientError):
            return False
        return True
