import json
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import psutil
import pytest

from scripts.local import facts, health, ports, processes
from scripts.local.emulator import REPOSITORY
from scripts.local.facts import ServerFacts
from scripts.local.failures import ServerDied, StackNotRunning
from scripts.local.stack import FOLDER_VARIABLE
from scripts.local.standing import RUNNING
from scripts.local.starting import HEALTH_PATHS

pytestmark = pytest.mark.integration

SERVERS = set(HEALTH_PATHS)


def test_a_second_start_finds_what_the_first_started(stack):
    first = stack.start()
    second = stack.start()

    assert set(first.started) == SERVERS
    assert second.started == ()
    assert (second.endpoint_url, second.sandbox_url) == (first.endpoint_url, first.sandbox_url)
    assert not second.lost_state
    assert stack.status().running


def test_two_starts_at_once_give_one_stack(root):
    def start_from_the_command_line() -> dict:
        command = [sys.executable, "-m", "scripts.local.app", "start", "--json"]
        environment = os.environ | {FOLDER_VARIABLE: str(root)}
        return json.loads(subprocess.check_output(command, env=environment, cwd=REPOSITORY))

    with ThreadPoolExecutor() as pool:
        answers = [task.result() for task in [pool.submit(start_from_the_command_line) for _ in range(2)]]

    assert answers[0]["endpoint_url"] == answers[1]["endpoint_url"]
    assert sorted(len(answer["started"]) for answer in answers) == [0, len(SERVERS)]
    known = facts.read(root / "stack.json").servers
    started = {processes.find(server.pid, server.start_id).pid for server in known.values()}
    running = {process.pid: process for process in processes.marked(root, spare=set())}
    assert {pid for pid, process in running.items() if process.ppid() not in running} == started


def test_children_are_turned_to_this_emulator_whatever_the_caller_was_turned_to(stack, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
    running = stack.start()

    script = "import boto3; print(boto3.client('dynamodb').list_tables()['TableNames'])"
    printed = subprocess.check_output([sys.executable, "-c", script], env=stack.environment(), text=True)

    assert stack.environment()["AWS_ENDPOINT_URL"] == running.endpoint_url
    assert printed.strip() == "[]"


def test_nothing_can_be_deployed_to_a_stack_that_does_not_run(stack):
    with pytest.raises(StackNotRunning, match=r"scripts\.local\.app start"):
        stack.environment()


def test_another_data_folder_is_served_without_a_restart(stack, make_data):
    first = stack.start()
    other = make_data("other")

    second = stack.start(data=other)

    assert second.started == ()
    assert httpx.get(f"{first.sandbox_url}/_sandbox/health").json()["dir"] == str(other)
    assert stack.status().data == other


def test_a_sandbox_that_died_comes_back_beside_the_running_emulator(stack, server_pid, kill):
    first = stack.start()
    emulator_pid = server_pid("emulator")
    kill(server_pid("sandbox"))

    second = stack.start()

    assert second.started == ("sandbox",)
    assert second.sandbox_url == first.sandbox_url
    assert server_pid("emulator") == emulator_pid
    assert not second.lost_state


def test_a_taken_port_is_left_to_its_owner(stack):
    first = stack.start()
    stack.stop()
    port = httpx.URL(first.sandbox_url).port

    with socket.create_server(("127.0.0.1", port)):
        second = stack.start()

    assert second.moved == ("sandbox",)
    assert second.sandbox_url != first.sandbox_url
    assert second.endpoint_url == first.endpoint_url


def test_a_port_taken_during_the_start_is_given_up_though_its_taker_answers(stack, monkeypatch):
    first = stack.start()
    stack.stop()
    port, is_free = httpx.URL(first.endpoint_url).port, ports.is_free
    free_at_first_sight = [port]

    def sees(asked: int) -> bool:
        if asked in free_at_first_sight:
            free_at_first_sight.remove(asked)
            return True
        return is_free(asked)

    with _stranger_that_answers(port):
        monkeypatch.setattr(ports, "is_free", sees)
        second = stack.start()

        assert second.moved == ("emulator",)
        assert stack.status().running


def test_what_names_an_emulator_that_moved_finds_it(stack, cloud):
    first = stack.start()
    queue = cloud(first.endpoint_url).client("sqs").create_queue(QueueName="orders")["QueueUrl"]
    cloud(first.endpoint_url).client("sqs").send_message(QueueUrl=queue, MessageBody="one")
    stack.stop()

    with socket.create_server(("127.0.0.1", httpx.URL(first.endpoint_url).port)):
        second = stack.start()

    sqs = cloud(second.endpoint_url).client("sqs")
    here = sqs.get_queue_url(QueueName="orders")["QueueUrl"]
    assert second.endpoint_url != first.endpoint_url
    assert here.startswith(second.endpoint_url)
    assert [message["Body"] for message in sqs.receive_message(QueueUrl=here)["Messages"]] == ["one"]


def test_a_process_that_was_given_a_remembered_pid_is_neither_believed_nor_ended(stack, root):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        recycled = ServerFacts(port=20_999, pid=stranger.pid, start_id="of-long-ago")
        before = facts.read(root / "stack.json")
        facts.write(root / "stack.json", replace(before, servers={"emulator": recycled}))

        running = stack.start()
        stopped = stack.stop()

        assert set(running.started) == set(stopped.ended) == SERVERS
        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_servers_are_found_and_ended_although_the_facts_cannot_be_read(stack, root):
    stack.start()
    (root / "stack.json").write_text("{")

    stopped = stack.stop()

    assert stopped.clean
    assert processes.marked(root, spare=set()) == []


def test_a_server_that_dies_says_why_and_takes_the_other_down(stack, root, make_data):
    broken = make_data("broken")
    (broken / "sandbox.json").write_text("{")

    with pytest.raises(ServerDied, match=r"(?s)sandbox exited with code.*sandbox\.json"):
        stack.start(data=broken)

    assert processes.marked(root, spare=set()) == []
    assert set(stack.start().started) == SERVERS


def test_an_interrupted_start_ends_only_what_it_started(stack, root, server_pid, monkeypatch, kill):
    stack.start()
    kill(server_pid("sandbox"))

    def press_ctrl_c(*_, **__):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(health, "wait_for", press_ctrl_c)
    # A shell that starts the tests in the background has them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        stack.start()
    signal.signal(signal.SIGINT, before)

    running = {server.name for server in stack.status().servers if server.standing == RUNNING}
    assert running == SERVERS - {"sandbox"}


def test_nothing_runs_after_a_stop(stack, root, cloud):
    running = stack.start()
    here = cloud(running.endpoint_url)
    here.create_function("slow", "print('begun'); time.sleep(50)")
    here.client("lambda").invoke(FunctionName="slow", InvocationType="Event")
    worker = _worker_of(root, "slow")

    stopped = stack.stop()

    assert processes.is_over(worker)
    assert processes.marked(root, spare=set()) == []
    assert stopped.clean
    assert stopped.seconds < 10
    assert stack.stop().ended == ()


@contextmanager
def _stranger_that_answers(port: int):
    """HTTP 200 to everything, as another stack's emulator would."""

    class Healthy(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_): ...

    with ThreadingHTTPServer(("127.0.0.1", port), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def _worker_of(root, function: str) -> psutil.Process:
    while True:
        for process in processes.marked(root, spare=set()):
            if process.environ().get("AWS_LAMBDA_FUNCTION_NAME") == function:
                return process
