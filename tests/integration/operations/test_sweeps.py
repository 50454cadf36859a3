"""Dead letters leave their queue only when they are recorded and told, and are recorded once."""

import json

import pytest

from functions.operations.domain.dead_letters import CONSUMERS
from tests.support import dead_letters
from tests.support.aws_calls import Killed
from tests.support.dead_letters import died, letters, of_function, sweep

WRITES_OF_TWO_LETTERS = 7  # two puts, one message, two marks, two deletions


@pytest.mark.acceptance(51, 89, 120)
@pytest.mark.parametrize("consumer", sorted(CONSUMERS))
def test_a_dead_letter_of_any_consumer_is_recorded_told_and_taken_out(stage, told, consumer):
    died(consumer, stage, '{"any": "thing"}')

    assert sweep() == {"recorded": 1, "open": {consumer: 1}}

    [letter] = letters(consumer)
    assert (letter.status, letter.body) == ("open", '{"any": "thing"}')
    assert told() == 1
    assert dead_letters.depth(CONSUMERS[consumer].queue, stage) == 0


@pytest.mark.parametrize("writes", range(WRITES_OF_TWO_LETTERS))
def test_a_sweep_killed_between_any_two_steps_loses_and_doubles_nothing(stage, told, calls, writes):
    died("start-workflow", stage, "one", "two")

    with calls.dying_after(writes), pytest.raises(Killed):
        sweep()
    seen_by_whom = len(letters("start-workflow")) + dead_letters.depth(
        CONSUMERS["start-workflow"].queue, stage
    )
    assert seen_by_whom >= 2, "a message is neither in its queue nor in the table"
    sweep()

    assert sorted(letter.body for letter in letters("start-workflow")) == ["one", "two"]
    assert dead_letters.depth(CONSUMERS["start-workflow"].queue, stage) == 0
    assert told() >= 1


def test_a_sweep_killed_after_it_told_does_not_tell_again(stage, told, calls):
    died("start-workflow", stage, "one")

    with calls.dying_after(3), pytest.raises(Killed):
        sweep()
    sweep()

    assert told() == 1


def test_a_letter_says_why_its_function_failed(stage):
    died("start-workflow", stage, of_function({"job": "no-such-job"}))

    sweep()

    [letter] = letters("start-workflow")
    assert (letter.error, letter.reason) == ("ValueError", "no such job")


def test_a_letter_says_why_its_rule_could_not_deliver_it(stage):
    died("reconciliation", stage, "{}", ERROR_CODE="NO_PERMISSIONS", ERROR_MESSAGE="not allowed")

    sweep()

    [letter] = letters("reconciliation")
    assert (letter.error, letter.reason) == ("NO_PERMISSIONS", "not allowed")


def test_a_large_letter_is_kept_whole(stage):
    body = json.dumps({"rows": ["0123456789"] * 20_000})
    died("evaluate-alerts", stage, body)

    sweep()

    assert letters("evaluate-alerts")[0].body == body


def test_one_queue_does_not_stop_the_others(stage):
    died("start-workflow", stage, *(f"message {number}" for number in range(25)))
    died("evaluate-alerts", stage, "another")

    assert sweep() == {"recorded": 26, "open": {"start-workflow": 25, "evaluate-alerts": 1}}


@pytest.mark.acceptance(53)
def test_the_number_of_open_letters_is_measured(stage, capsys):
    died("trade-orders", stage, "one", "two")

    sweep()

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [total] = [line for line in lines if line["event"] == "dead_letters_measured"]
    [of_orders] = [line for line in lines if line["event"] == "dead_letters_of"]
    assert (total["OpenDeadLetters"], of_orders["OpenDeadLettersOfConsumer"]) == (2, 2)
    assert of_orders["consumer"] == "trade-orders"
