"""The emulator's process: MiniStack's application, made to stop as a database does.

MiniStack saves its state when it is told to shut down, one service after another, while the threads of
running executions go on changing it: a service whose tables change meanwhile is left out of the save (with
a Map running, that is Step Functions, every time). Then it waits for those threads, minutes if they have
work. Here threads do not switch while the state is saved, the outcome is written to `saved.json`, and the
process ends at once.
"""

import asyncio
import json
import logging
import os
import resource
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app as ministack  # type: ignore[import-untyped]

from scripts.local import unpacking, workers
from scripts.local.emulator import CHECKPOINT_PATH
from scripts.local.emulator_state import EmulatorState
from scripts.local.meter import PATH as USAGE_PATH
from scripts.local.meter import SWITCH, Meter
from scripts.local.processes import ROOT_MARK

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Longer than any save: a waiting thread asks for its turn only after this long.
_NO_SWITCH_SECONDS = 600.0
_SWITCH_SECONDS = sys.getswitchinterval()
_OPEN_FILES = 16_384
_OPEN_CONNECTIONS_SECONDS = 1.0


class UnsavedServices(logging.Handler):
    """MiniStack reports a service it could not save in its log, and nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class Emulator:
    def __init__(self, state: EmulatorState) -> None:
        self._state = state
        self._unsaved = UnsavedServices()
        logging.getLogger("persistence").addHandler(self._unsaved)
        self._meter = Meter() if os.environ.get(SWITCH) else None
        if self._meter:
            self._meter.install()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await ministack(scope, self._saving(receive), self._recording(send))
        elif scope["type"] == "http" and scope["path"] == CHECKPOINT_PATH:
            await self._checkpoint(send)
        elif scope["type"] == "http" and scope["path"] == USAGE_PATH and self._meter:
            await _answer(send, 200, self._meter.usage)
        else:
            await ministack(scope, receive, send)

    def _saving(self, receive: Receive) -> Receive:
        async def next_message() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self._hold_threads()
            return message

        return next_message

    def _recording(self, send: Send) -> Send:
        async def pass_on(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._state.record_use()
            elif message["type"] == "lifespan.shutdown.complete":
                self._state.record_save(ending=True, unsaved=self._unsaved.messages)
                # Threads still at work could only change what is saved already, and keep the process waiting.
                os._exit(0)
            await send(message)

        return pass_on

    async def _checkpoint(self, send: Send) -> None:
        """The save of a shutdown, asked for by the message of a shutdown; the server goes on."""

        async def shut_down() -> Message:
            return {"type": "lifespan.shutdown"}

        async def ignore(_: Message) -> None: ...

        self._hold_threads()
        try:
            await ministack({"type": "lifespan"}, shut_down, ignore)
            saved = self._state.record_save(ending=False, unsaved=self._unsaved.messages)
        finally:
            sys.setswitchinterval(_SWITCH_SECONDS)
        await _answer(send, 500 if saved.unsaved else 200, saved.unsaved)

    def _hold_threads(self) -> None:
        self._unsaved.messages = []
        sys.setswitchinterval(_NO_SWITCH_SECONDS)


async def _answer(send: Send, status: int, document: object) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(document).encode()})


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

    config = Config()
    config.bind = [f"127.0.0.1:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = _OPEN_CONNECTIONS_SECONDS
    state = EmulatorState(Path(os.environ[ROOT_MARK]))
    unpacking.install(state.scratch / "unpacked")
    workers.install()
    emulator = Emulator(state)
    asyncio.run(serve(emulator, config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
