import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.sandbox.server import write_port

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def command(*arguments):
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.sandbox.server", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def await_port(port_file):
    deadline = time.monotonic() + 10
    while not port_file.exists():
        assert time.monotonic() < deadline, "the sandbox never wrote its port"
        time.sleep(0.01)
    return int(port_file.read_text())


def test_the_command_serves_until_it_is_told_to_stop(files, tmp_path, http):
    files.company("OVERVIEW", "ACME", {"Symbol": "ACME"})
    port_file, log = tmp_path / "port", tmp_path / "calls.jsonl"
    key = "sandbox.free.2026-11-20"

    with command("--data", files.root, "--port-file", port_file, "--log", log) as process:
        url = f"http://127.0.0.1:{await_port(port_file)}"
        query = {"function": "OVERVIEW", "symbol": "ACME", "apikey": key}
        answer = http.get(f"{url}/query", params=query)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=5)

    assert answer.json() == {"Symbol": "ACME"}
    assert (process.returncode, err) == (0, "")
    assert f"sandbox ready on {url}, serving {files.root}" in out
    [line] = log.read_text().splitlines()
    assert json.loads(line)["endpoint"] == "OVERVIEW"
    assert key not in line + out


def test_a_folder_that_is_not_there_stops_the_command(tmp_path):
    with command("--data", tmp_path / "nowhere") as process:
        _, err = process.communicate(timeout=10)

    assert process.returncode == os.EX_DATAERR
    assert "nowhere is not a folder" in err


def test_the_port_file_is_never_half_written(tmp_path):
    write_port(tmp_path / "port", 8123)

    assert [path.name for path in tmp_path.iterdir()] == ["port"]
    assert (tmp_path / "port").read_text() == "8123\n"


def exchange(desk, sent):
    with socket.create_connection((urlsplit(desk.url).hostname, urlsplit(desk.url).port), timeout=5) as wire:
        wire.sendall(sent)
        wire.shutdown(socket.SHUT_WR)
        received = b""
        while part := wire.recv(65536):
            received += part
    return received


@pytest.mark.parametrize(
    "sent",
    [
        b"HELLO\r\n\r\n",
        b"GET / SPDY/3\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        b"POST /_sandbox/faults HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /_sandbox/faults HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST /_sandbox/faults HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_not_http_is_a_bad_request(desk, sent):
    assert exchange(desk, sent).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_client_that_hangs_up_harms_nobody(desk):
    assert exchange(desk, b"GET /_sandbox/health HT") == b""
    assert exchange(desk, b"POST /_sandbox/faults HTTP/1.1\r\nContent-Length: 50\r\n\r\n{") == b""

    assert desk.admin("GET", "health").status_code == 200


def test_one_connection_carries_many_requests(desk):
    ask = b"GET /_sandbox/health HTTP/1.1\r\nHost: sandbox\r\n\r\n"
    close = b"GET /_sandbox/health HTTP/1.1\r\nConnection: close\r\n\r\n"

    received = exchange(desk, ask * 2 + close + ask)

    assert received.count(b"HTTP/1.1 200 OK") == 3
    assert received.count(b"Connection: keep-alive") == 2


@pytest.mark.parametrize(
    "path", ["/_sandbox/health", "/query", "/v2/assets", "/nowhere", "/_sandbox/nowhere"]
)
def test_every_answer_says_it_is_a_sandbox(desk, path):
    assert desk.send("GET", path).headers["X-Sandbox"] == "signal9"
