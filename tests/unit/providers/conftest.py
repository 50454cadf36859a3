import socket
import threading
from contextlib import suppress

import pytest


class Server:
    """A provider made of raw sockets, so that it can break every rule of HTTP."""

    def __init__(self, script):
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = []
        self.connections = 0
        self._closing = threading.Event()
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with suppress(OSError), connection:
            while True:
                request = b""
                while b"\r\n\r\n" not in request:
                    received = connection.recv(65536)
                    if not received:
                        return
                    request += received
                self.requests.append(request.decode("latin-1"))
                if self._script(connection, len(self.requests)) == "close":
                    return

    def close(self):
        self._closing.set()
        self._listener.close()
        for connection in self._open:
            with suppress(OSError):
                connection.close()


@pytest.fixture
def serve():
    """Starts a server whose script gets (connection, number of the request) for every request."""
    servers = []

    def start(script):
        servers.append(Server(script))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def _reply(body, status="200 OK", **headers):
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.fixture
def reply():
    return _reply


@pytest.fixture
def answer(serve):
    """A server that answers request after request with the given replies, the last one for ever."""

    def start(*replies):
        return serve(lambda connection, number: connection.sendall(replies[min(number, len(replies)) - 1]))

    return start
