from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.operations.adapters.configuration import OK, Configuration
from functions.runtime.opensearch import OpenSearch, SearchRefused, SearchUnavailable

# What the service cannot do without; the rest has a substitute.
NEEDED = ("dynamodb", "queue")


class Platform:
    """What the service is made of."""

    def __init__(
        self,
        table: Any,
        queues: Any,
        order_queue_url: str,
        search: OpenSearch,
        configuration: Configuration,
    ) -> None:
        self._table = table
        self._queues = queues
        self._order_queue_url = order_queue_url
        self._search = search
        self._configuration = configuration

    def checks(self) -> dict[str, str]:
        """`ok`, or the name of what was answered."""
        return {
            "dynamodb": _outcome(lambda: self._table.get_item(Key={"pk": "HEALTH", "sk": "HEALTH"})),
            "queue": _outcome(
                lambda: self._queues.get_queue_attributes(
                    QueueUrl=self._order_queue_url, AttributeNames=["QueueArn"]
                )
            ),
            "search": _outcome(self._ask_search),
            **self._configuration.outcomes(),
        }

    def _ask_search(self) -> None:
        self._search.ask("GET", "/_cluster/health")


def _outcome(ask: Callable[[], object]) -> str:
    try:
        ask()
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    except BotoCoreError as fault:
        return type(fault).__name__
    except (SearchUnavailable, SearchRefused) as missing:
        return type(missing).__name__
    return OK


def standing(checks: Mapping[str, str]) -> str:
    """`ok`, `degraded` while a substitute serves, or `down`."""
    failing = {name for name, outcome in checks.items() if outcome != OK}
    if failing & set(NEEDED):
        return "down"
    return "degraded" if failing else OK
