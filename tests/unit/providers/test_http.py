"""Whatever the other side does, a call ends at its deadline and its size, and never tells the key."""

import gzip
import logging
import socket
import struct
import subprocess
import sys
import time
import traceback
import tracemalloc
import zlib

import pytest

from functions.research.adapters import http

KEY = "K3Y-THAT-NOBODY-MAY-SEE"
MEGABYTE = 1024 * 1024


def call(url, *, deadline_seconds=5.0, max_bytes=MEGABYTE):
    return http.get(
        f"{url}/query",
        {"apikey": KEY},
        {"x-key": KEY},
        deadline_seconds=deadline_seconds,
        max_bytes=max_bytes,
    )


def unavailable(url, **limits):
    with pytest.raises(http.ProviderUnavailable) as caught:
        call(url, **limits)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.reason
    assert KEY not in told
    assert "apikey" not in told
    return caught.value.reason


def drip(start, piece=b"x", pause_seconds=0.02):
    def script(connection, number):
        connection.sendall(start)
        while True:
            connection.sendall(piece)
            time.sleep(pause_seconds)

    return script


def reset(start):
    def script(connection, number):
        connection.sendall(start)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return "close"

    return script


def test_an_answer_comes_with_its_status_headers_and_body(answer, reply):
    server = answer(reply(b'{"a": 1}', retry_after="7"))

    got = call(server.url)

    assert (got.status, got.headers["retry-after"], got.body) == (200, "7", b'{"a": 1}')
    assert server.requests[0].startswith(f"GET /query?apikey={KEY} HTTP/1.1\r\n")


def test_calls_to_one_provider_share_a_connection(answer, reply):
    server = answer(reply(b"{}"))

    for _ in range(3):
        call(server.url)

    assert len(server.requests) == 3
    assert server.connections == 1


@pytest.mark.parametrize("compress", [gzip.compress, lambda body: gzip.compress(body, 0)])
def test_a_compressed_answer_is_unpacked(answer, reply, compress):
    body = b"symbol,name\n" * 10_000
    server = answer(reply(compress(body), content_encoding="gzip"))

    assert call(server.url).body == body


def test_a_redirect_is_an_answer_and_is_not_followed(answer, reply):
    elsewhere = answer(reply(b"elsewhere"))
    server = answer(reply(b"", "302 Found", location=elsewhere.url))

    assert call(server.url).status == 302
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n", b"HTTP/1.1 200 OK\r\nx-filler: "],
    ids=["in the body", "in the headers"],
)
def test_a_drip_of_bytes_ends_at_the_deadline(serve, start):
    server = serve(drip(start))

    began = time.monotonic()
    reason = unavailable(server.url, deadline_seconds=0.2)

    assert time.monotonic() - began < 2
    assert reason == "127.0.0.1: no complete answer within 0.2 seconds"


def test_a_chunked_drip_ends_at_the_deadline(serve):
    server = serve(drip(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"))

    assert "no complete answer" in unavailable(server.url, deadline_seconds=0.2)


def test_silence_ends_at_the_deadline(serve):
    server = serve(lambda connection, number: time.sleep(1))

    assert "no complete answer" in unavailable(server.url, deadline_seconds=0.2)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"])
def test_a_connection_reset_is_no_answer(serve, start):
    assert "127.0.0.1: " in unavailable(serve(reset(start)).url)


def test_a_body_shorter_than_its_length_is_no_answer(serve):
    def script(connection, number):
        connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"symbol"')
        return "close"

    assert unavailable(serve(script).url) == "127.0.0.1: answer cut short or not HTTP"


def test_a_compressed_body_that_stops_early_is_no_answer(answer, reply):
    packed = gzip.compress(b"figures" * 1000)
    server = answer(reply(packed[:-9], content_encoding="gzip"))

    assert unavailable(server.url) == "127.0.0.1: compressed answer cut short"


@pytest.mark.parametrize(
    ("body", "encoding"), [(b"not gzip at all", "gzip"), (b"whatever", "br"), (b"x", "gzip, gzip")]
)
def test_an_encoding_that_cannot_be_undone_is_no_answer(answer, reply, body, encoding):
    server = answer(reply(body, content_encoding=encoding))

    assert unavailable(server.url).startswith("127.0.0.1: ")


def test_something_that_is_not_http_is_no_answer(serve):
    server = serve(lambda connection, number: connection.sendall(b"220 mail.example ESMTP\r\n\r\n"))

    assert unavailable(server.url) == "127.0.0.1: answer cut short or not HTTP"


def test_nobody_listening_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert unavailable(f"http://127.0.0.1:{port}") == "127.0.0.1: cannot connect"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://[", "127.0.0.1"])
def test_an_address_that_is_none_is_no_answer(url):
    unavailable(url)


@pytest.mark.parametrize(("size", "accepted"), [(1000, True), (1001, False)])
def test_a_body_may_be_as_large_as_allowed_and_no_larger(answer, reply, size, accepted):
    server = answer(reply(b"x" * size))

    if accepted:
        assert len(call(server.url, max_bytes=1000).body) == size
    else:
        assert unavailable(server.url, max_bytes=1000) == "127.0.0.1: answer larger than 1000 bytes"


def test_a_gzip_bomb_ends_at_the_allowed_size(answer, reply):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(16)) + packer.flush()
    server = answer(reply(bomb, content_encoding="gzip"))

    tracemalloc.start()
    reason = unavailable(server.url, max_bytes=MEGABYTE)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reason == f"127.0.0.1: answer larger than {MEGABYTE} bytes"
    assert peak_bytes < 4 * MEGABYTE


def test_a_failed_call_leaves_the_client_usable(serve, answer, reply):
    unavailable(serve(reset(b"")).url)

    assert call(answer(reply(b"{}")).url).body == b"{}"


def test_no_log_line_shows_the_key(answer, reply, caplog):
    caplog.set_level(logging.DEBUG)

    call(answer(reply(b"{}")).url)

    assert KEY not in caplog.text


def test_importing_the_clients_loads_neither_httpx_nor_the_tracing_library():
    script = (
        "import sys;"
        "from functions.research.adapters.alpaca import client; "
        "from functions.research.adapters.alpha_vantage import client;"
        "print([m for m in ('httpx', 'httpcore', 'aws_xray_sdk') if m in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert printed.stdout == "[]\n"
