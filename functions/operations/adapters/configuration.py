from collections.abc import Callable, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from functions.operations.adapters.identity_parameter import IdentityNotConfigured
from functions.research.adapters.provider_secret import ProviderNotConfigured

OK = "ok"
NOT_CONFIGURED = "NotConfigured"
# Health is asked every few seconds, and what a person fills in may wait a minute to be seen.
FRESH_SECONDS = 60


class Configuration:
    """What a person has to fill in once a stage, and whether it still holds placeholders."""

    def __init__(self, reads: Mapping[str, Callable[[], object]], clock: Callable[[], float]) -> None:
        self._reads = reads
        self._clock = clock
        self._asked_at = float("-inf")
        self._known: dict[str, str] = {}

    def outcomes(self) -> dict[str, str]:
        """`ok`, `NotConfigured`, or the name of what was answered; never a value."""
        if self._clock() > self._asked_at + FRESH_SECONDS:
            self._known = {name: _outcome(read) for name, read in self._reads.items()}
            self._asked_at = self._clock()
        return dict(self._known)


def _outcome(read: Callable[[], object]) -> str:
    try:
        read()
    except (ProviderNotConfigured, IdentityNotConfigured):
        return NOT_CONFIGURED
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    except BotoCoreError as fault:
        return type(fault).__name__
    return OK
