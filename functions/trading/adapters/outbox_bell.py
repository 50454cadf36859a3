"""Wakes the publisher of changes. Best effort: its schedule finds what nobody woke it for."""

import contextlib
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError


class OutboxBell:
    def __init__(self, functions: Any, name: str) -> None:
        self._functions = functions
        self._name = name

    def ring(self) -> None:
        with contextlib.suppress(BotoCoreError, ClientError):
            self._functions.invoke(FunctionName=self._name, InvocationType="Event")
