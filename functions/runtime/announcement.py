"""Where an engine of the stage is: an SSM parameter with a JSON document, which may change at any time."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

OFF = "none"
# How long a known address is believed, and how long it is believed that there is none.
ADDRESS_SECONDS = 60.0
OFF_SECONDS = 5.0


class Unannounced(Exception):
    """The parameter could not be read, and never was."""


class Announcement:
    """The document {"endpoint": "..." | "none", ...}."""

    def __init__(self, parameters: Any, name: str, clock: Callable[[], float]) -> None:
        self._parameters = parameters
        self._name = name
        self._clock = clock
        self._known: Mapping[str, str] | None = None
        self._read_again_at = 0.0

    def current(self) -> Mapping[str, str] | None:
        """None where the stage has no such engine. Raises Unannounced where nobody can tell."""
        now = self._clock()
        if now >= self._read_again_at:
            try:
                self._known = self._read()
            except (BotoCoreError, ClientError) as fault:
                if self._known is None:
                    raise Unannounced(f"{self._name} could not be read") from fault
            self._read_again_at = now + (OFF_SECONDS if self._known is None else ADDRESS_SECONDS)
        return self._known

    def _read(self) -> Mapping[str, str] | None:
        try:
            value = self._parameters.get_parameter(Name=self._name)["Parameter"]["Value"]
        except self._parameters.exceptions.ParameterNotFound:
            return None
        document: dict[str, str] = json.loads(value)
        return None if document["endpoint"] == OFF else document
