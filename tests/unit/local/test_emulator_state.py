import json

import pytest

from scripts.local.emulator_state import EmulatorState


@pytest.fixture
def state(tmp_path):
    return EmulatorState(tmp_path)


def _make_bucket(state: EmulatorState, name: str) -> None:
    (state.objects / "000000000000" / name).mkdir(parents=True)


def _buckets(state: EmulatorState) -> set[str]:
    return {path.name for path in state.objects.glob("000000000000/*")}


def test_an_emulator_that_never_ran_has_lost_nothing(state):
    assert not state.exists()


def test_a_save_at_the_end_is_clean_and_one_in_between_is_not(state):
    assert not state.record_save(ending=False, unsaved=[]).clean
    assert state.record_save(ending=True, unsaved=[]).clean
    assert state.saved().clean


def test_a_save_that_left_a_service_out_is_not_clean(state):
    state.record_save(ending=True, unsaved=["failed to save dynamodb"])

    assert not state.saved().clean
    assert state.saved().unsaved == ["failed to save dynamodb"]


def test_an_emulator_in_use_is_not_clean_and_remembers_its_last_save(state):
    _make_bucket(state, "raw-payloads")
    saved = state.record_save(ending=True, unsaved=[])

    state.record_use()

    assert not state.saved().clean
    assert (state.saved().at, state.saved().buckets) == (saved.at, ["000000000000/raw-payloads"])


@pytest.mark.parametrize("text", ["", "{", '{"unknown": 1}', "[]"])
def test_a_record_that_cannot_be_read_is_a_loss(state, text):
    state.record_use()
    (state.folder / "saved.json").write_text(text)

    assert state.exists()
    assert not state.saved().clean


def test_buckets_that_no_save_knows_are_dropped_after_a_kill(state):
    _make_bucket(state, "known")
    state.record_save(ending=False, unsaved=[])
    _make_bucket(state, "unknown")

    state.prepare()

    assert _buckets(state) == {"known"}


def test_no_bucket_is_dropped_after_a_clean_end(state):
    state.record_save(ending=True, unsaved=[])
    _make_bucket(state, "made-by-hand")

    state.prepare()

    assert _buckets(state) == {"made-by-hand"}


def test_a_start_finds_an_empty_scratch_folder(state):
    (state.scratch / "ministack-lambda-old").mkdir(parents=True)

    state.prepare()

    assert list(state.scratch.iterdir()) == []


def test_what_was_read_of_streams_is_forgotten_with_the_streams(state):
    """Positions are saved and records are not: as many new ones would be passed over."""
    file = state.services / "lambda.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"payload": {"functions": {}, "dynamodb_stream_positions": {"data": {"x": 7}}}}')

    state.prepare()
    assert json.loads(file.read_text()) == {"payload": {"functions": {}}}


def test_messages_that_somebody_had_are_there_again_after_a_start(state):
    had, delayed = {"receive_count": 1, "visible_at": 2e9}, {"receive_count": 0, "visible_at": 2e9}
    queue = {"messages": [had, delayed]}
    document = {"payload": {"queues": {"__account_region_scoped__": True, "data": {"orders": queue}}}}
    state.services.mkdir(parents=True)
    (state.services / "sqs.json").write_text(json.dumps(document))

    state.prepare()

    [kept] = json.loads((state.services / "sqs.json").read_text())["payload"]["queues"]["data"].values()
    assert [message["visible_at"] for message in kept["messages"]] == [0, 2e9]
