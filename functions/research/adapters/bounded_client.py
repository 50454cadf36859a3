"""The part of `http` that needs httpx, kept apart so that importing a handler does not import it."""

# ruff: noqa: ARG002  The signatures are httpcore's.

import logging
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from functions.research.adapters.http import ProviderUnavailable, Reply, host_of

_CONNECT_SECONDS = 3.0
# Serves the calls of one invocation and does not wake up on a connection that a NAT has dropped since.
_KEEPALIVE_SECONDS = 15.0
_CONNECTIONS = 8
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32

_deadline: ContextVar[float] = ContextVar("deadline")


class BoundedClient:
    def __init__(self) -> None:
        # Both write request lines, and with them keys in query strings, at INFO and DEBUG.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        self._client = httpx.Client(transport=_Transport(), trust_env=False, follow_redirects=False)

    def get(
        self,
        url: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        deadline_seconds: float,
        max_bytes: int,
    ) -> Reply:
        host = host_of(url)
        entered = _deadline.set(time.monotonic() + deadline_seconds)
        try:
            with self._client.stream(
                "GET", url, params=dict(params), headers={"accept-encoding": "gzip", **headers}
            ) as response:
                body = _body(response, host, max_bytes)
                return Reply(response.status_code, dict(response.headers), body)
        except (httpcore.TimeoutException, httpx.TimeoutException):
            raise ProviderUnavailable(
                f"{host}: no complete answer within {deadline_seconds:g} seconds"
            ) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as fault:
            raise ProviderUnavailable(
                f"{host}: {_CONDITIONS.get(type(fault), 'connection failed')}"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, zlib.error, UnicodeError) as fault:
            raise ProviderUnavailable(f"{host}: {type(fault).__name__}") from None
        finally:
            _deadline.reset(entered)


# Our own words: the library's messages may quote the address, and the address holds the key.
_CONDITIONS: dict[type[Exception], str] = {
    httpcore.ConnectError: "cannot connect",
    httpcore.ReadError: "connection lost while reading the answer",
    httpcore.WriteError: "connection lost while sending the request",
    httpcore.RemoteProtocolError: "answer cut short or not HTTP",
}


def _body(response: httpx.Response, host: str, max_bytes: int) -> bytes:
    encoding = response.headers.get("content-encoding", "identity").lower()
    chunks = response.iter_raw()
    if encoding == "gzip":
        chunks = _unzipped(chunks, host, max_bytes)
    elif encoding != "identity":
        raise ProviderUnavailable(f"{host}: answers in an encoding that was not asked for")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise ProviderUnavailable(f"{host}: answer larger than {max_bytes} bytes")
    return bytes(body)


def _unzipped(chunks: Iterator[bytes], host: str, max_bytes: int) -> Iterator[bytes]:
    """Never more than `max_bytes` + 1 a step, however well the sender packed it."""
    unpack = zlib.decompressobj(_GZIP_OR_ZLIB)
    for chunk in chunks:
        yield unpack.decompress(chunk, max_bytes + 1)
    if not unpack.eof:
        raise ProviderUnavailable(f"{host}: compressed answer cut short")


class _Transport(httpx.BaseTransport):
    """httpx's own transport does not let its socket reads know when the whole call must end."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=_CONNECTIONS,
            keepalive_expiry=_KEEPALIVE_SECONDS,
            network_backend=_DeadlineBackend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url
        answered = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(answered.status, headers=answered.headers, stream=_Stream(answered))

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answered: httpcore.Response) -> None:
        self._answered = answered

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answered.iter_stream()

    def close(self) -> None:
        self._answered.close()


def _seconds_left() -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


class _DeadlineBackend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        within = min(_CONNECT_SECONDS, _seconds_left())
        return _DeadlineStream(self._backend.connect_tcp(host, port, within, local_address, socket_options))


class _DeadlineStream(httpcore.NetworkStream):
    """Every read and write may take what is left of the call, so a drip of bytes buys no time."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _seconds_left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _seconds_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, _seconds_left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
