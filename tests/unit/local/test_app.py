import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.local import app as commands
from scripts.local.failures import StackNotRunning
from scripts.local.stack import FOLDER_VARIABLE, Running, Stopped, default_root

QUIET = {
    "endpoint_url": "http://127.0.0.1:1",
    "sandbox_url": "http://127.0.0.1:2",
    "issuer_url": "http://127.0.0.1:3",
    "data": Path("data"),
    "started": ("emulator", "sandbox"),
    "moved": (),
    "lost_state": False,
    "saved_at": None,
    "state_id": "one",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The commands, with a stack in an empty folder; `method=answer` says what the stack would answer."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))

    def invoke(*words, **answers):
        for method, answer in answers.items():
            monkeypatch.setattr(commands.Stack, method, lambda *_, answer=answer: answer)
        return CliRunner().invoke(commands.app, list(words))

    return invoke


def test_lost_state_is_said_with_what_is_lost_and_what_to_do(run):
    nothing_saved = run("start", start=Running(**QUIET | {"lost_state": True})).output
    saved = run("start", start=Running(**QUIET | {"lost_state": True, "saved_at": "2026-11-20T07:00:00Z"}))

    assert "has lost everything it held: deploy again" in nothing_saved
    assert "has lost what changed after 2026-11-20T07:00:00Z: deploy again" in saved.output


def test_a_quiet_start_has_no_remark(run):
    assert "again" not in run("start", start=Running(**QUIET)).output


def test_a_moved_port_is_said(run):
    assert (
        "port of the emulator was taken"
        in run("start", start=Running(**QUIET | {"moved": ("emulator",)})).output
    )


def test_a_start_can_be_read_by_a_program(run):
    document = json.loads(run("start", "--json", start=Running(**QUIET)).output)

    assert document["endpoint_url"] == "http://127.0.0.1:1"
    assert document["started"] == ["emulator", "sandbox"]


def test_a_stop_that_could_not_save_names_what_is_missing(run):
    stopped = Stopped(("emulator",), clean=False, unsaved=("failed to save sqs",), killed=0, seconds=1.0)

    output = run("stop", stop=stopped).output

    assert "not complete on disk" in output
    assert "failed to save sqs" in output


def test_a_stop_of_nothing_says_so(run):
    assert run("stop").output == "Nothing was running.\n"


def test_the_status_of_a_stack_that_does_not_run_is_an_exit_code(run):
    answer = run("status", "--json")

    assert answer.exit_code == 1
    assert {server["standing"] for server in json.loads(answer.output)["servers"]} == {"stopped"}


def test_a_failure_is_printed_without_a_traceback(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr("sys.argv", ["local", "checkpoint"])

    with pytest.raises(SystemExit, match="1"):
        commands.main()

    assert capsys.readouterr().err.startswith(StackNotRunning.__name__)


def test_the_folder_is_the_repositorys_unless_the_environment_names_another(tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert default_root().name == ".local"

    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert default_root() == tmp_path
