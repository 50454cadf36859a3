"""Why a command cannot do what was asked, and the exit code that goes with it."""

from pathlib import Path

FAILED_RUN, NOT_USABLE, NOT_CONFIGURED, NOT_FOUND = 1, 2, 3, 4
HTTP_NOT_FOUND = 404


class NotFound(Exception):
    """Nothing is held under the name given: says what was asked for and what comes near."""


class DayNotToday(Exception):
    """The real providers answer for today, whatever day they are asked on."""

    def __init__(self, day: str, today: str) -> None:
        super().__init__(
            f"DayNotToday: got {day}, but the real providers answer for today ({today}) only and their"
            " figures would be stored as known on the wrong day; leave --day out"
        )


class SandboxNotRunning(Exception):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"SandboxNotRunning: the providers' sandbox of {folder} does not run, so there is nobody to ask;"
            " start it with `.venv/bin/python -m scripts.local.app start`"
        )


class ReplayNotFinished(Exception):
    """The machine failed before it could say anything of the ratings: says where to look."""


class NotADay(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(f"NotADay: got {text!r}, expected a day written YYYY-MM-DD, for example 2026-11-20")


def exit_code(failure: Exception) -> int | None:
    """None for what nobody foresaw. Imported here, so that `--help` does not wait for the SDK."""
    from botocore.exceptions import BotoCoreError, ClientError

    from functions.operations.adapters.identity_parameter import IdentityNotConfigured
    from functions.research.adapters.provider_secret import ProviderNotConfigured
    from functions.research.domain.plans import UnknownPlan
    from functions.research.domain.replay import MomentUnreadable
    from scripts.client import ApiRefused, ApiUnreachable
    from scripts.local.failures import LocalStackFailure
    from scripts.signal9.accounts import DeskFunctionFailed
    from scripts.signal9.connection import NotDeployed
    from scripts.signal9.credentials import NotLoggedIn
    from scripts.signal9.day import NothingScheduled, WorkflowNotStarted
    from scripts.signal9.login import LoginFailed
    from scripts.signal9.reader import ApiNotSecure

    wrongly = (ApiNotSecure, NotDeployed, NothingScheduled, DayNotToday, NotADay, MomentUnreadable)
    ours = (*wrongly, SandboxNotRunning, LocalStackFailure)
    if isinstance(failure, ApiRefused):
        return NOT_FOUND if failure.status == HTTP_NOT_FOUND else FAILED_RUN
    if isinstance(failure, WorkflowNotStarted | ReplayNotFinished | ApiUnreachable | DeskFunctionFailed):
        return FAILED_RUN
    if isinstance(failure, NotFound):
        return NOT_FOUND
    if isinstance(
        failure, ProviderNotConfigured | UnknownPlan | IdentityNotConfigured | NotLoggedIn | LoginFailed
    ):
        return NOT_CONFIGURED
    return NOT_USABLE if isinstance(failure, (*ours, BotoCoreError, ClientError)) else None
