import pytest
from hypothesis import given
from hypothesis import strategies as some

from scripts.local import facts
from scripts.local.facts import ServerFacts, StackFacts
from scripts.local.failures import StackBusy

servers = some.builds(
    ServerFacts,
    port=some.integers(1, 65_535),
    pid=some.none() | some.integers(1, 4_194_304),
    start_id=some.text(),
    created=some.floats(0, 1e10),
)


@given(
    some.builds(
        StackFacts, state_id=some.text(), data=some.text(), servers=some.dictionaries(some.text(), servers)
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, known):
    path = tmp_path_factory.mktemp("stack") / "stack.json"

    facts.write(path, known)

    assert facts.read(path) == known


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"servers": 3}', '{"servers": {"emulator": {"port": 1, "x": 2}}}']
)
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path, text):
    path = tmp_path / "stack.json"
    path.write_text(text)

    assert facts.read(path) == facts.read(tmp_path / "absent.json") == StackFacts()


def test_a_write_that_fails_leaves_the_facts_of_before(tmp_path):
    path = tmp_path / "stack.json"
    facts.write(path, StackFacts(state_id="before"))

    with pytest.raises(TypeError):
        facts.write(path, StackFacts(state_id=object()))

    assert facts.read(path).state_id == "before"


def test_a_second_command_waits_for_the_first_and_then_says_which_lock_it_wants(tmp_path):
    lock = tmp_path / "stack.lock"

    with (
        facts.locked(lock, patience_seconds=1),
        pytest.raises(StackBusy, match=r"stack\.lock"),
        facts.locked(lock, patience_seconds=0),
    ):
        pytest.fail("two commands held the lock")

    with facts.locked(lock, patience_seconds=0):
        pass
