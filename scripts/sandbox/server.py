"""Serve Alpaca and AlphaVantage from a data folder, at 127.0.0.1 and nowhere else."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from scripts.sandbox import admin
from scripts.sandbox.data_folder import DataFileUnreadable
from scripts.sandbox.delivery import deliver
from scripts.sandbox.providers import Providers
from scripts.sandbox.wire import (
    LARGEST_HEAD_BYTES,
    Delivery,
    MalformedRequest,
    Request,
    as_json,
    read_request,
)

HOST = "127.0.0.1"
DEFAULT_DATA = Path(__file__).parent / "data"


class SandboxServer:
    def __init__(self, providers: Providers) -> None:
        self._providers = providers
        self._conversations: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """The port it listens on; 0 asks for a free one."""
        self._server = await asyncio.start_server(self._converse, HOST, port, limit=LARGEST_HEAD_BYTES)
        listening_on: int = self._server.sockets[0].getsockname()[1]
        return listening_on

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for conversation in self._conversations:
            conversation.cancel()
        await asyncio.gather(*self._conversations, return_exceptions=True)
        self._providers.calls.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with self._as_conversation():
            try:
                while await self._exchange(reader, writer):
                    pass
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                # The client hung up, or the sandbox stops: nobody is left to answer.
                return
            finally:
                writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection stays open for another request."""
        try:
            request = await read_request(reader)
        except MalformedRequest as malformed:
            bad = as_json({"message": str(malformed)}, HTTPStatus.BAD_REQUEST)
            return await deliver(writer, Delivery(bad), keep_alive=False)
        if request is None:
            return False
        return await deliver(writer, self._answer(request), keep_alive=request.keep_alive)

    def _answer(self, request: Request) -> Delivery:
        try:
            if request.path.startswith(admin.PREFIX):
                return Delivery(admin.answer(request, self._providers))
            return self._providers.answer(request)
        except DataFileUnreadable as unreadable:
            return Delivery(as_json({"message": str(unreadable)}, HTTPStatus.INTERNAL_SERVER_ERROR))

    @contextlib.contextmanager
    def _as_conversation(self) -> Iterator[None]:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  a connection callback always runs in a task
        self._conversations.add(task)
        try:
            yield
        finally:
            self._conversations.discard(task)


async def serve_until_stopped(providers: Providers, port: int, port_file: Path | None) -> None:
    server = SandboxServer(providers)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    listening_on = await server.start(port)
    if port_file:
        write_port(port_file, listening_on)
    print(f"sandbox ready on http://{HOST}:{listening_on}, serving {providers.folder.root}", flush=True)
    await stopped.wait()
    await server.stop()


def write_port(port_file: Path, port: int) -> None:
    """In one step, so that whoever waits for the file never reads half of it."""
    draft = port_file.with_name(f"{port_file.name}.{os.getpid()}")
    draft.write_text(f"{port}\n", encoding="ascii")
    draft.replace(port_file)


def main() -> int:
    arguments = _arguments()
    try:
        providers = Providers(arguments.data.resolve(), log_file=arguments.log)
        providers.folder.default_day()
    except DataFileUnreadable as unreadable:
        print(f"sandbox: {unreadable}", file=sys.stderr)
        return os.EX_DATAERR
    asyncio.run(serve_until_stopped(providers, arguments.port, arguments.port_file))
    return os.EX_OK


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="the data folder to serve")
    parser.add_argument("--port-file", type=Path, help="where to write the port once requests are answered")
    parser.add_argument("--log", type=Path, help="append every provider call here, one JSON object a line")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
