"""What a command says when it cannot do what was asked, and the exit code that goes with it."""

import json
from collections.abc import Mapping
from typing import Any

FAILED_RUN, NOT_USABLE, NOT_CONFIGURED, NOT_FOUND = 1, 2, 3, 4


class NotFound(Exception):
    """Nothing is held under the name given: says what was asked for and what comes near."""


def exit_code(failure: Exception) -> int | None:
    """None for what nobody foresaw. Imported here, so that `--help` does not wait for the SDK."""
    from botocore.exceptions import BotoCoreError, ClientError

    from functions.research.adapters.provider_secret import ProviderNotConfigured
    from functions.research.domain.plans import UnknownPlan
    from scripts.local.failures import LocalStackFailure
    from scripts.signal9.connection import NotDeployed
    from scripts.signal9.day import NothingScheduled

    if isinstance(failure, NotFound):
        return NOT_FOUND
    if isinstance(failure, ProviderNotConfigured | UnknownPlan):
        return NOT_CONFIGURED
    unusable = (NotDeployed, NothingScheduled, LocalStackFailure, BotoCoreError, ClientError)
    return NOT_USABLE if isinstance(failure, unusable) else None


def sentence_of(recorded: Mapping[str, Any]) -> str:
    """A recorded failure in its own words: Lambda puts the exception's text into a JSON cause."""
    error, cause = str(recorded.get("error", "")), str(recorded.get("cause", ""))
    try:
        details = json.loads(cause)
        return f"{details['errorType']}: {details['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        last = cause.strip().splitlines()[-1:] or [""]
        return ": ".join(filter(None, (error, last[0]))) or "no reason was recorded"
