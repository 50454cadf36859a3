"""The desk's configuration, one versioned document: limits, fees, the simulated broker, kill switches."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from functions.trading.domain.amounts import ZERO
from functions.trading.domain.fees import FeeSchedule

_LONGEST_VERSION = 40


class BadConfiguration(ValueError):
    """The document cannot be used; the text names the field. Until it is corrected no order is taken."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Amounts in USD, prices as fractions, times in seconds. The defaults are for a small account."""

    largest_quantity: Decimal = Decimal(100_000)
    smallest_quantity: Decimal = Decimal("0.000000001")
    largest_notional_usd: Decimal = Decimal(250_000)
    smallest_notional_usd: Decimal = Decimal(1)
    largest_daily_notional_usd: Decimal = Decimal(2_000_000)
    largest_position_usd: Decimal = Decimal(500_000)
    largest_position_fraction: Decimal = Decimal(1)  # of what the account is worth
    largest_volume_fraction: Decimal = Decimal("0.1")  # of the shares traded on the last day
    band_fraction: Decimal = Decimal("0.2")  # a limit price this far from the last price is a mistake
    market_buffer_fraction: Decimal = Decimal("0.05")  # held back above the last price for market orders
    most_open_orders: int = 200
    most_open_orders_per_symbol: int = 20
    most_orders_per_minute: int = 120
    most_orders_per_day: int = 5000
    oldest_order_seconds: int = 86_400
    oldest_price_sessions: int = 3
    always_open: bool = False  # a simulated market that never closes
    closed_market_takes_orders: bool = True  # they wait for the opening
    fractions: bool = True
    otc: bool = False
    order_types: tuple[str, ...] = ("market", "limit", "stop", "stop_limit")
    times_in_force: tuple[str, ...] = ("day", "gtc", "ioc", "fok")
    allowed_symbols: tuple[str, ...] = ()  # empty: all
    restricted_symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Simulation:
    """How the simulated broker behaves, the same for the same seed."""

    seed: int = 1
    spread_basis_points: Decimal = Decimal(5)
    partial_fill_probability: Decimal = ZERO
    latency_seconds: Decimal = ZERO  # the longest until a fill
    timeout_probability: Decimal = ZERO  # half of them after the order arrived
    outage_probability: Decimal = ZERO  # of a minute


@dataclass(frozen=True, slots=True)
class Configuration:
    version: str
    limits: Limits
    fees: FeeSchedule
    simulation: Simulation
    halted: bool  # the global kill switch
    halted_accounts: frozenset[str]


def read_configuration(limits_text: str, switch_text: str) -> Configuration:
    """The version carries a digest, so that two documents under one name are told apart. Raises
    BadConfiguration."""
    document, switch = _object(limits_text, "limits"), _object(switch_text, "kill switch")
    version = document.pop("version", None)
    if not isinstance(version, str) or not 0 < len(version) <= _LONGEST_VERSION:
        raise BadConfiguration(
            f"version is {version!r}: expected text of up to {_LONGEST_VERSION} characters"
        )
    unknown = document.keys() - {"limits", "fees", "simulation"}
    if unknown:
        raise BadConfiguration(f"unknown parts: {', '.join(sorted(unknown))}")
    halted, accounts = switch.get("global", False), switch.get("accounts", [])
    if not isinstance(halted, bool) or not _is_texts(accounts):
        raise BadConfiguration('kill switch: expected {"global": true or false, "accounts": [ids]}')
    return Configuration(
        version=f"{version}+{sha256(limits_text.encode()).hexdigest()[:8]}",
        limits=_section(document, "limits", Limits()),
        fees=_section(document, "fees", FeeSchedule()),
        simulation=_section(document, "simulation", Simulation()),
        halted=halted,
        halted_accounts=frozenset(accounts),
    )


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_float=Decimal)
    except ValueError as cause:
        raise BadConfiguration(f"{name} is no JSON: {cause}") from cause
    if not isinstance(document, dict):
        raise BadConfiguration(f"{name} is {type(document).__name__}: expected an object")
    return document


def _section(document: Mapping[str, Any], name: str, defaults: Any) -> Any:
    given = document.get(name, {})
    if not isinstance(given, Mapping):
        raise BadConfiguration(f"{name} is {given!r:.60}: expected an object")
    known = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
    unknown = given.keys() - known.keys()
    if unknown:
        raise BadConfiguration(f"{name}: unknown {', '.join(sorted(unknown))}")
    values = {key: _like(known[key], value, f"{name}.{key}") for key, value in given.items()}
    return type(defaults)(**values)


def _like(default: Any, value: Any, field: str) -> Any:
    if isinstance(default, bool | int):
        if type(value) is not type(default) or (not isinstance(value, bool) and value < 0):
            raise BadConfiguration(
                f"{field} is {value!r:.60}: expected {type(default).__name__}, not negative"
            )
        return value
    if isinstance(default, tuple):
        if not _is_texts(value):
            raise BadConfiguration(f"{field} is {value!r:.60}: expected a list of texts")
        return tuple(value)
    try:
        number = Decimal(str(value)) if isinstance(value, str | int | Decimal) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or number < 0:
        raise BadConfiguration(f'{field} is {value!r:.60}: expected a number, 0 or more, such as "0.05"')
    return number


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
