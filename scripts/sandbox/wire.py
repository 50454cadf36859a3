"""HTTP/1.1 as far as the sandbox speaks it: requests with a length, responses in one write."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LARGEST_HEAD_BYTES = 64 * 1024
LARGEST_BODY_BYTES = 8 * 1024 * 1024
JSON = "application/json"


class MalformedRequest(Exception):
    """What arrived is not a request this server reads; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes = b""
    keep_alive: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A response and how it travels; the defaults are a healthy connection."""

    response: Response
    delay_seconds: float = 0.0
    bytes_per_second: float | None = None
    cut_after_bytes: int | None = None
    reset: bool = False


def as_json(document: Any, status: int = HTTPStatus.OK) -> Response:
    return Response(status, json.dumps(document).encode())


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request, or None when the client has hung up."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    except asyncio.LimitOverrunError as overrun:
        raise MalformedRequest(f"request head over {LARGEST_HEAD_BYTES} bytes") from overrun
    request_line, *header_lines = head[:-4].decode("latin-1").split("\r\n")
    method, target, version = _request_line(request_line)
    headers = _headers(header_lines)
    body = await reader.readexactly(_body_length(headers))
    parts = urlsplit(target)
    return Request(
        method,
        unquote(parts.path),
        dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers,
        body,
        keep_alive=version == "HTTP/1.1" and headers.get("connection", "").lower() != "close",
    )


def _request_line(line: str) -> tuple[str, str, str]:
    match line.split(" "):
        case [method, target, version] if version.startswith("HTTP/1."):
            return method, target, version
    raise MalformedRequest("request line is not `METHOD target HTTP/1.1`")


def _headers(lines: Iterable[str]) -> dict[str, str]:
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise MalformedRequest("a header line has no colon")
        headers[name.strip().lower()] = value.strip()
    return headers


def _body_length(headers: dict[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise MalformedRequest("send the body with Content-Length, not with Transfer-Encoding")
    text = headers.get("content-length", "0")
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_BODY_BYTES:
        raise MalformedRequest(f"Content-Length is not a number from 0 to {LARGEST_BODY_BYTES}")
    return int(text)


def encode_head(response: Response, *, keep_alive: bool) -> bytes:
    lines = [
        f"HTTP/1.1 {response.status} {_phrase(response.status)}",
        f"Content-Type: {response.content_type}",
        f"Content-Length: {len(response.body)}",
        f"Connection: {'keep-alive' if keep_alive else 'close'}",
        "X-Sandbox: signal9",
        *(f"{name}: {value}" for name, value in response.headers),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unnamed"
