"""Which day a command runs, and the providers' keys it runs with."""

from typing import Any

from functions.research import wiring
from functions.research.adapters import provider_secret
from functions.research.adapters.provider_secret import ProviderNotConfigured
from functions.research.handlers.start_workflow import DEFAULT_MAX_ASSETS
from scripts.local import providers
from scripts.local.sandbox import NAME as SANDBOX
from scripts.local.stack import Stack
from scripts.signal9.connection import LOCAL, Connection
from scripts.signal9.days import checked, now
from scripts.signal9.failures import DayNotToday, SandboxNotRunning

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
    try:
        secret = _read(secrets, wiring.settings().alphavantage_secret_name, "apiKey", "plan", "baseUrl")
        _read(secrets, wiring.settings().alpaca_secret_name, "apiKey", "secretKey", "tradingUrl", "dataUrl")
    except ProviderNotConfigured:
        if connection.stage != LOCAL:
            raise
        secret = {"apiKey": SANDBOX_KEY, "plan": providers.SANDBOX_PLAN}
    if secret["apiKey"].startswith(SANDBOX_KEY):
        return _sandbox_day(connection, secret, checked(asked) if asked else None)
    today = now()[:10]
    if asked and checked(asked) != today:
        raise DayNotToday(asked, today)
    return today


def _sandbox_day(connection: Connection, secret: dict[str, str], asked: str | None) -> str:
    """On the laptop the key is made anew: its day may be another, and the sandbox may have moved."""
    key_day = secret["apiKey"].rpartition(".")[2]
    if connection.stage != LOCAL:
        return asked or key_day
    standing = Stack().status()
    day = asked or key_day or providers.default_day(standing.data)
    url = next((server.url for server in standing.servers if server.name == SANDBOX and server.url), None)
    if url is None:
        raise SandboxNotRunning(standing.folder)
    providers.use_sandbox(connection.client("secretsmanager"), url, day=day, plan=secret["plan"])
    return day


def save(connection: Connection) -> None:
    """What the laptop's AWS holds, so that a killed process loses only what comes after."""
    if connection.stage == LOCAL:
        Stack().checkpoint()


def _read(secrets: Any, name: str, *keys: str) -> dict[str, str]:
    return provider_secret.read(secrets, name, keys=keys)
