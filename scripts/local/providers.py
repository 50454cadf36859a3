"""Tells the deployed functions where the providers are: the sandbox, or the real ones with one's own keys."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.local.failures import LocalStackFailure

ALPHAVANTAGE_SECRET = "signal9-alphavantage-credentials-local"  # noqa: S105  a name, not a value
ALPACA_SECRET = "signal9-alpaca-credentials-local"  # noqa: S105
REAL_KEYS = ("ALPHAVANTAGE_API_KEY", "ALPACA_API_KEY", "ALPACA_SECRET_KEY")
SANDBOX_PLAN = "premium-1200"


class ProviderKeysMissing(LocalStackFailure):
    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"ProviderKeysMissing: PROVIDERS=real needs {', '.join(REAL_KEYS)} in the environment; missing:"
            f" {', '.join(missing)}. Export them, or leave PROVIDERS out to use the sandbox."
        )


class DayNotToday(LocalStackFailure):
    def __init__(self, day: str, today: str) -> None:
        super().__init__(
            f"DayNotToday: the real providers answer for today ({today}), not for {day}."
            " Leave DAY out, or leave PROVIDERS out to use the sandbox."
        )


def default_day(data: Path) -> str:
    """The day a data folder is made for, else today."""
    try:
        return str(json.loads((data / "sandbox.json").read_text())["day"])
    except (OSError, ValueError, KeyError):
        return today()


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def use_sandbox(secrets: Any, url: str, *, day: str, plan: str) -> None:
    """Quota belongs to a key, so every simulated day has its own."""
    _put(secrets, ALPHAVANTAGE_SECRET, apiKey=f"sandbox.{plan}.{day}", plan=plan, baseUrl=url)
    _put(
        secrets,
        ALPACA_SECRET,
        apiKey=f"SANDBOX.{day}",
        secretKey="sandbox-secret",
        tradingUrl=url,
        dataUrl=url,
    )


def require_real(day: str) -> None:
    """To be asked before anything that is held is given up for the real providers."""
    missing = [name for name in REAL_KEYS if not os.environ.get(name)]
    if missing:
        raise ProviderKeysMissing(missing)
    if day != today():
        raise DayNotToday(day, today())


def use_real(secrets: Any, *, day: str, plan: str) -> None:
    require_real(day)
    key, alpaca_key, alpaca_secret = (os.environ[name] for name in REAL_KEYS)
    _put(secrets, ALPHAVANTAGE_SECRET, apiKey=key, plan=plan, baseUrl="https://www.alphavantage.co")
    _put(
        secrets,
        ALPACA_SECRET,
        apiKey=alpaca_key,
        secretKey=alpaca_secret,
        tradingUrl=os.environ.get("ALPACA_TRADING_URL", "https://paper-api.alpaca.markets"),
        dataUrl=os.environ.get("ALPACA_DATA_URL", "https://data.alpaca.markets"),
    )


def _put(secrets: Any, name: str, **fields: str) -> None:
    secrets.put_secret_value(SecretId=name, SecretString=json.dumps(fields))
