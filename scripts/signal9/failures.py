"""Why a command cannot do what was asked, and the exit code that goes with it."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

FAILED_RUN, NOT_USABLE, NOT_CONFIGURED, NOT_FOUND = 1, 2, 3, 4


class NotFound(Exception):
    """Nothing is held under the name given: says what was asked for and what comes near."""


class DayNotToday(Exception):
    """The real providers answer for today, whatever day they are asked on."""

    def __init__(self, day: str, today: str) -> None:
        super().__init__(
            f"DayNotToday: got {day}, but the real providers answer for today ({today}) only and their"
            " figures would be stored as known on the wrong day; leave --day out"
        )


class NotADay(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(f"NotADay: got {text!r}, expected a day written YYYY-MM-DD, for example 2026-11-20")


def exit_code(failure: Exception) -> int | None:
    """None for what nobody foresaw. Imported here, so that `--help` does not wait for the SDK."""
    from botocore.exceptions import BotoCoreError, ClientError

    from functions.research.adapters.provider_secret import ProviderNotConfigured
    from functions.research.domain.plans import UnknownPlan
    from scripts.local.failures import LocalStackFailure
    from scripts.signal9.connection import NotDeployed
    from scripts.signal9.day import NothingScheduled, WorkflowNotStarted

    unusable = (NotDeployed, NothingScheduled, DayNotToday, NotADay, LocalStackFailure)
    if isinstance(failure, WorkflowNotStarted):
        return FAILED_RUN
    if isinstance(failure, NotFound):
        return NOT_FOUND
    if isinstance(failure, ProviderNotConfigured | UnknownPlan):
        return NOT_CONFIGURED
    return NOT_USABLE if isinstance(failure, (*unusable, BotoCoreError, ClientError)) else None


def grouped(recorded: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, str], list[str]]:
    """Symbols by workflow, execution and sentence: one fault often meets many assets."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for failure in recorded:
        symbol = failure.get("symbol")
        key = (failure["workflow"], failure["execution"], of_any(symbol, sentence_of(failure)))
        found.setdefault(key, []).extend(filter(None, [symbol]))
    return found


def of_any(symbol: str | None, sentence: str) -> str:
    """The sentence without the name of the asset it is about, to tell faults that are the same."""
    return re.sub(rf"(?<![\w.]){re.escape(symbol)}(?![\w.])", "the asset", sentence) if symbol else sentence


def sentence_of(recorded: Mapping[str, Any]) -> str:
    """A recorded failure in its own words: Lambda puts the exception's text into a JSON cause."""
    error, cause = str(recorded.get("error", "")), str(recorded.get("cause", ""))
    try:
        details = json.loads(cause)
        return f"{details['errorType']}: {details['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        last = cause.strip().splitlines()[-1:] or [""]
        return ": ".join(filter(None, (error, last[0]))) or "no reason was recorded"
