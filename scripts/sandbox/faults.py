"""Failures on demand. Each fault draws from its own seeded sequence, one number per call it watches."""

import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Any

from scripts.sandbox.wire import Delivery, Response

KINDS = ("status", "delay", "drip", "reset", "truncate", "wrong_body", "notice")
_FIELDS = {"endpoint", "symbol", "kind", "value", "probability", "seed", "times"}
_LONGEST_DELAY_SECONDS = 600


class BadFault(ValueError):
    """The fault to plant cannot be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Fault:
    endpoint: str  # an AlphaVantage function, an Alpaca path, or *
    kind: str
    value: Any = None
    symbol: str | None = None
    probability: float = 1.0
    seed: int = 0
    times: int | None = None

    def watches(self, endpoint: str, symbols: frozenset[str]) -> bool:
        return self.endpoint in ("*", endpoint) and (self.symbol is None or self.symbol in symbols)


class FaultBook:
    def __init__(self) -> None:
        self._planted: list[_Planted] = []

    def plant(self, document: object) -> dict[str, Any]:
        planted = _Planted(read_fault(document))
        self._planted.append(planted)
        return planted.described()

    def striking(self, endpoint: str, symbols: frozenset[str]) -> Fault | None:
        """The first planted fault that strikes this call; faults behind it draw nothing."""
        for planted in self._planted:
            if planted.fault.watches(endpoint, symbols) and planted.strikes():
                return planted.fault
        return None

    def described(self) -> list[dict[str, Any]]:
        return [planted.described() for planted in self._planted]

    def forget(self) -> None:
        self._planted.clear()


class _Planted:
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._chance = random.Random(fault.seed)  # noqa: S311  repeatable on purpose
        self._struck = 0

    def strikes(self) -> bool:
        if self.fault.times is not None and self._struck >= self.fault.times:
            return False
        struck = self._chance.random() < self.fault.probability
        self._struck += struck
        return struck

    def described(self) -> dict[str, Any]:
        return {**asdict(self.fault), "struck": self._struck}


def read_fault(document: object) -> Fault:
    if not isinstance(document, dict) or not document.keys() <= _FIELDS:
        raise BadFault(f"expected an object with {', '.join(sorted(_FIELDS))}")
    fault = Fault(**{"endpoint": "", "kind": "", **document})
    if not isinstance(fault.endpoint, str) or not fault.endpoint:
        raise BadFault('endpoint is missing: expected a function, a path such as "/v2/assets", or "*"')
    if not isinstance(fault.symbol, str | None):
        raise BadFault(f"symbol is {fault.symbol!r}: expected text or none")
    if fault.kind not in KINDS:
        raise BadFault(f"kind is {fault.kind!r}: expected one of {', '.join(KINDS)}")
    if not _is_number(fault.probability) or not 0 <= fault.probability <= 1:
        raise BadFault(f"probability is {fault.probability!r}: expected 0 to 1")
    if not isinstance(fault.seed, int):
        raise BadFault(f"seed is {fault.seed!r}: expected a whole number")
    if fault.times is not None and (not isinstance(fault.times, int) or fault.times < 1):
        raise BadFault(f"times is {fault.times!r}: expected a whole number, 1 or more, or none")
    _check_value(fault.kind, fault.value)
    return fault


def _check_value(kind: str, value: Any) -> None:
    expected = {
        "status": (isinstance(value, int) and value in range(200, 600), "a status code, 200 to 599"),
        "delay": (_is_number(value) and 0 <= value <= _LONGEST_DELAY_SECONDS, "seconds, 0 to 600"),
        "drip": (_is_number(value) and value > 0, "bytes per second, above 0"),
        "reset": (value is None, "no value"),
        "truncate": (value is None or (isinstance(value, int) and value >= 0), "body bytes to send, or none"),
        "wrong_body": (value is not None, "the body: text, or JSON to be written"),
        "notice": (isinstance(value, str), "the text of the notice"),
    }
    fits, description = expected[kind]
    if not fits:
        raise BadFault(f"value of {kind} is {value!r}: expected {description}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def strike(
    fault: Fault,
    served: Response,
    *,
    notice: Callable[[str], Response],
    failure: Callable[[int], Response],
) -> Delivery:
    """What the client gets instead of `served`; `notice` and `failure` are the provider's own wording."""
    value, half = fault.value, len(served.body) // 2
    deliveries: dict[str, Callable[[], Delivery]] = {
        "status": lambda: Delivery(failure(value)),
        "delay": lambda: Delivery(served, delay_seconds=value),
        "drip": lambda: Delivery(served, bytes_per_second=value),
        "reset": lambda: Delivery(served, reset=True),
        "truncate": lambda: Delivery(served, cut_after_bytes=half if value is None else value),
        "wrong_body": lambda: Delivery(replace(served, status=HTTPStatus.OK, body=_body(value))),
        "notice": lambda: Delivery(notice(value)),
    }
    return deliveries[fault.kind]()


def _body(value: Any) -> bytes:
    return (value if isinstance(value, str) else json.dumps(value)).encode()
