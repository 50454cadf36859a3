from collections.abc import Callable, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from functions.operations.adapters.configuration import OK, Configuration
from functions.runtime.opensearch import SearchRefused, SearchUnavailable
from functions.runtime.shared_cache import CacheUnavailable

OFF = "off"
# What the service cannot do without; the rest has a substitute.
NEEDED = ("dynamodb", "queue")


class Platform:
    """What the service is made of: how each part is asked, and what was never filled in.

    An ask answers OFF for what the stage does without on purpose.
    """

    def __init__(self, asks: Mapping[str, Callable[[], object]], configuration: Configuration) -> None:
        self._asks = asks
        self._configuration = configuration

    def checks(self) -> dict[str, str]:
        """`ok`, `off`, or the name of what was answered."""
        return {name: _outcome(ask) for name, ask in self._asks.items()} | self._configuration.outcomes()


def _outcome(ask: Callable[[], object]) -> str:
    try:
        return OFF if ask() == OFF else OK
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    except (BotoCoreError, SearchUnavailable, SearchRefused, CacheUnavailable) as fault:
        return type(fault).__name__


def standing(checks: Mapping[str, str]) -> str:
    """`ok`, `degraded` while a substitute serves, or `down`."""
    failing = {name for name, outcome in checks.items() if outcome not in (OK, OFF)}
    if failing & set(NEEDED):
        return "down"
    return "degraded" if failing else OK
