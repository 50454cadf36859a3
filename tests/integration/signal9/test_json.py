"""With --json standard output is one JSON document, for programs that read it."""

import json

import pytest

from functions.research.domain.jobs import JOBS
from tests.support import desk
from tests.support.stage import execute, signal9, starts_answer

COMMANDS = (
    ("day", "run"),
    ("day", "status"),
    ("asset", "ACME"),
    ("ratings",),
    ("ratings", "--all"),
    ("track-record",),
    ("quarantine", "list"),
    ("quarantine", "show", "2026-11-20#ACME#OVERVIEW"),
    ("budget",),
    ("runs",),
    ("runs", "--failed"),
    ("refresh", "ACME"),
)


@pytest.fixture
def ran_day(stage):
    starts_answer(*[{"outcome": "already", "status": "SUCCEEDED"}] * len(JOBS))
    execute("AssetSync", "asset-sync-2026-11-20", job="asset-sync")
    desk.ran()
    desk.listed("ACME", "Acme Corporation")
    desk.did("ACME")
    desk.rated("ACME", 3.6, label="buy")
    desk.quarantined("ACME", "OVERVIEW", "PAYLOAD_IS_NOTICE", "a notice, not a profile")


def is_one_document(text):
    try:
        return text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    except ValueError:
        return False


def test_one_json_document_is_all_that_any_command_prints(ran_day):
    answers = {command: signal9(*command, "--json") for command in COMMANDS}

    assert [command for command, answer in answers.items() if not is_one_document(answer.out)] == []
    assert {answer.exit_code for answer in answers.values()} == {0}


def test_people_get_words_and_nothing_on_standard_error(ran_day):
    answers = {command: signal9(*command) for command in COMMANDS}

    assert [command for command, answer in answers.items() if is_one_document(answer.out)] == []
    assert [answer.error for answer in answers.values() if answer.error] == []
    assert {answer.exit_code for answer in answers.values()} == {0}


def test_progress_goes_to_standard_error_when_a_program_reads_the_day(ran_day):
    answer = signal9("day", "run", "--json")

    assert answer.document["ran_before"] is True
    assert "asset-sync: ran before" in answer.error
