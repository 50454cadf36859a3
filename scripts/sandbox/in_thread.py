"""A sandbox inside the caller's process, for tests and benchmarks that want its clock or its inside."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.sandbox.providers import Providers
from scripts.sandbox.server import HOST, SandboxServer


@contextmanager
def serving(providers: Providers) -> Iterator[str]:
    """The sandbox's URL while it answers, on a free port and its own thread."""
    loop = asyncio.new_event_loop()
    server = SandboxServer(providers)
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    try:
        port = asyncio.run_coroutine_threadsafe(server.start(), loop).result(timeout=5)
        yield f"http://{HOST}:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        loop.close()
