"""Which day a command runs, and the providers' keys it runs with."""

from typing import Any

from functions.research import wiring
from functions.research.adapters import provider_secret
from functions.research.handlers.start_workflow import DEFAULT_MAX_ASSETS
from scripts.local import providers
from scripts.local.stack import Stack
from scripts.signal9.connection import LOCAL, Connection
from scripts.signal9.days import checked, now
from scripts.signal9.failures import DayNotToday

# Every asset of a folder the sandbox serves; away from the laptop calls are paid for.
MOST_ASSETS_LOCAL = 4000
SANDBOX_KEY = "sandbox."


def most_assets(connection: Connection) -> int:
    return MOST_ASSETS_LOCAL if connection.stage == LOCAL else DEFAULT_MAX_ASSETS


def prepared_day(connection: Connection, asked: str | None) -> str:
    """The day to run, with the keys in place. Raises ProviderNotConfigured before anything is started.

    The sandbox simulates the day its key names; the real providers answer for today only.
    """
    secrets = connection.client("secretsmanager")
    secret = _read(secrets, wiring.settings().alphavantage_secret_name, "apiKey", "plan", "baseUrl")
    _read(secrets, wiring.settings().alpaca_secret_name, "apiKey", "secretKey", "tradingUrl", "dataUrl")
    today = now()[:10]
    if not secret["apiKey"].startswith(SANDBOX_KEY):
        day = checked(asked) if asked else today
        if day != today:
            raise DayNotToday(day, today)
        return day
    day = checked(asked) if asked else secret["apiKey"].rpartition(".")[2]
    if connection.stage == LOCAL:
        providers.use_sandbox(secrets, secret["baseUrl"], day=day, plan=secret["plan"])
    return day


def save(connection: Connection) -> None:
    """What the laptop's AWS holds, so that a killed process loses only what comes after."""
    if connection.stage == LOCAL:
        Stack().checkpoint()


def _read(secrets: Any, name: str, *keys: str) -> dict[str, str]:
    return provider_secret.read(secrets, name, keys=keys)
