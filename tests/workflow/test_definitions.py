"""What the emulator ignores is asserted on the rendered definitions: retries, limits, names, data paths."""

import json
from collections.abc import Iterator

import pytest

from functions.research.domain import events
from functions.research.domain.jobs import JOBS
from tests.support.fragments import fragment
from workflows.build import all_rendered
from workflows.catalogue import WORKFLOWS

RENDERED = all_rendered()
MACHINES = sorted(RENDERED)
# An account that could not be compared with its broker does not hold back the others.
IN_THE_REPORT = "AccountNotCompared"
# A batch that fails whole is collected asset by asset.
ONE_BY_ONE = "PollenateLeft"


def states(definition: dict) -> Iterator[tuple[str, dict]]:
    """Every state of a machine, those inside maps included."""
    for name, state in definition["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


@pytest.mark.parametrize("machine", MACHINES)
def test_every_task_retries_a_bounded_number_of_times_with_jitter(machine):
    for name, state in states(RENDERED[machine]["definition"]):
        if state["Type"] == "Task":
            [retry] = state["Retry"]
            assert retry["ErrorEquals"] == ["States.TaskFailed", "States.Timeout"], name
            assert 1 <= retry["MaxAttempts"] <= 5
            assert retry["MaxDelaySeconds"] == 30
            assert retry["JitterStrategy"] == "FULL"


@pytest.mark.parametrize("machine", MACHINES)
def test_every_task_ends_even_when_its_worker_vanished(machine):
    functions = fragment("functions/research/functions.yml") | fragment("functions/trading/functions.yml")
    timeouts = {name: function["timeout"] for name, function in functions.items()}
    for name, state in states(RENDERED[machine]["definition"]):
        if state["Type"] == "Task":
            function = state["Resource"].strip("${}")
            assert timeouts[function] < state["TimeoutSeconds"] <= timeouts[function] + 15, name


@pytest.mark.parametrize("machine", MACHINES)
def test_every_machine_has_a_time_limit_and_says_what_it_is_for(machine):
    definition = RENDERED[machine]["definition"]

    assert definition["TimeoutSeconds"] <= 20 * 3600
    assert len(definition["Comment"]) > 20


@pytest.mark.parametrize("machine", MACHINES)
def test_state_names_are_unique_in_the_whole_machine(machine):
    names = [name for name, _ in states(RENDERED[machine]["definition"])]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("machine", MACHINES)
def test_every_task_that_records_no_failure_itself_is_caught(machine):
    for name, state in states(RENDERED[machine]["definition"]):
        is_last_resort = name.startswith(("Record", "NotifyOfFailure"))
        # A batch that cannot be announced or replayed fails the map around it, which is caught.
        is_in_map = name in ("AnnounceCollected", "ReplayBatch")
        if state["Type"] == "Task" and not is_last_resort and not is_in_map:
            [catch] = state["Catch"]
            assert catch["ErrorEquals"] == ["States.ALL"]
            assert catch["Next"].startswith("Record") or catch["Next"] in (IN_THE_REPORT, ONE_BY_ONE)


@pytest.mark.parametrize("machine", MACHINES)
def test_transitions_lead_to_states_that_exist(machine):
    def check(definition):
        names = set(definition["States"])
        assert definition["StartAt"] in names
        for name, state in definition["States"].items():
            targets = [
                state.get("Next"),
                state.get("Default"),
                *(c["Next"] for c in state.get("Choices", [])),
            ]
            targets += [catch["Next"] for catch in state.get("Catch", [])]
            assert {t for t in targets if t} <= names, name
            if "ItemProcessor" in state:
                check(state["ItemProcessor"])

    check(RENDERED[machine]["definition"])


def test_batches_run_as_standard_children_with_bounded_concurrency():
    state = RENDERED["Pollenation"]["definition"]["States"]["PollenateRounds"]

    assert state["ItemProcessor"]["ProcessorConfig"] == {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    assert 1 <= state["MaxConcurrency"] <= 10
    assert "ItemBatcher" not in state


def test_what_thousands_of_batches_answer_fits_into_a_state():
    pollenation = RENDERED["Pollenation"]["definition"]["States"]
    children = pollenation["PollenateRounds"]["ItemProcessor"]["States"]

    assert children["PollenateLeft"]["Next"] == "RoundCollected"
    assert (children["RoundCollected"]["Result"], children["RoundCollected"]["End"]) == ({}, True)
    for name in ("PollenateRounds", "SummarizeSectors", "AnnounceCompanies"):
        assert pollenation[name]["ResultPath"] is None
        assert pollenation[name]["Catch"][0]["Next"] == "RecordRunFailure"


def test_a_machine_may_invoke_only_the_functions_its_definition_names():
    for machine, document in RENDERED.items():
        named = {state["Resource"] for _, state in states(document["definition"]) if state["Type"] == "Task"}
        assert {f"${{{f}}}" for f in document["substitutions"]} == named, machine
        assert len(document["invokes"]) == len(named)


def test_every_workflow_is_deployed_with_tracing_and_logging():
    files = ("resources/workflows.yml", "resources/desk_workflows.yml")
    deployed = {name: part for file in files for name, part in fragment(file)["Resources"].items()}

    for workflow in WORKFLOWS:
        text = json.dumps(deployed[workflow.name])
        assert '"Level": "ALL"' in text
        assert '"Enabled": true' in text


@pytest.mark.acceptance(114)
def test_every_job_starts_a_machine_that_exists():
    assert {job.workflow for job in JOBS.values()} <= set(MACHINES)


@pytest.mark.acceptance(122)
def test_a_batch_is_never_larger_than_the_documented_eight():
    assert events.BATCH_SIZE == 8
