from typing import Any

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from functions.advisor.domain.delivery import NotDelivered, PerhapsDelivered
from functions.advisor.domain.letters import Letter

TO_TRY_AGAIN = frozenset({"TooManyRequestsException", "LimitExceededException", "ThrottlingException"})


class Mail:
    """SES; `client` must not repeat calls of itself: nobody could tell a letter from its double."""

    def __init__(self, client: Any, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, to: str, letter: Letter) -> None:
        """Raises NotDelivered, PerhapsDelivered."""
        content = {
            "Simple": {
                "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": letter.text, "Charset": "UTF-8"}},
            }
        }
        try:
            self._client.send_email(
                FromEmailAddress=self._sender, Destination={"ToAddresses": [to]}, Content=content
            )
        except ClientError as refused:
            code = refused.response["Error"]["Code"]
            if refused.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:  # noqa: PLR2004
                raise PerhapsDelivered(code) from None
            raise NotDelivered(code, is_final=code not in TO_TRY_AGAIN) from None
        except (ConnectTimeoutError, EndpointConnectionError) as unreached:
            raise NotDelivered(type(unreached).__name__, is_final=False) from None
        except HTTPClientError as fault:
            raise PerhapsDelivered(type(fault).__name__) from None
