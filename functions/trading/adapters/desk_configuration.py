"""The desk's limits and kill switches in SSM, read again every few seconds: no deployment changes them."""

from collections.abc import Callable
from typing import Any

from functions.trading.domain.limits import BadConfiguration, Configuration, read_configuration

# The longest time in which a kill switch is not yet seen.
_REMEMBERED_SECONDS = 5.0


class DeskConfiguration:
    def __init__(self, ssm: Any, limits_name: str, switch_name: str, clock: Callable[[], float]) -> None:
        self._ssm = ssm
        self._names = (limits_name, switch_name)
        self._clock = clock
        self._known: tuple[float, Configuration] | None = None

    def read(self) -> Configuration:
        """Raises BadConfiguration: no order is decided by limits that cannot be read."""
        at = self._clock()
        if self._known is None or at - self._known[0] >= _REMEMBERED_SECONDS:
            self._known = (at, self._fetch())
        return self._known[1]

    def _fetch(self) -> Configuration:
        return read_configuration(*(self._value(name) for name in self._names))

    def _value(self, name: str) -> str:
        try:
            return str(self._ssm.get_parameter(Name=name)["Parameter"]["Value"])
        except self._ssm.exceptions.ParameterNotFound:
            raise BadConfiguration(f"SSM parameter {name} is missing") from None
