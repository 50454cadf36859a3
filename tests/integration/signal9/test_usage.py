import pytest

from scripts.signal9.app import EXIT_CODES
from tests.support.stage import signal9

pytestmark = pytest.mark.usefixtures("shared_stage")


def test_a_stage_that_is_not_deployed_is_2():
    answer = signal9("ratings", stage="prod")

    assert (answer.exit_code, answer.out) == (2, "")
    assert "stage 'prod' does not answer" in answer.error
    assert "make deploy STAGE=prod" in answer.error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rating"], "No such command 'rating'"),
        (["asset"], "Missing argument"),
        (["ratings", "--yesterday"], "No such option: --yesterday"),
        (["ratings", "--day", "20.11.2026"], "got '20.11.2026', expected a day written YYYY-MM-DD"),
        (["ratings", "--day", "2026-02-30"], "got '2026-02-30'"),
        (["day", "run", "--max-assets", "0"], "--max-assets"),
        (["day", "run", "--day", "2026-11-22"], "2026-11-22 is a Sunday"),
    ],
)
def test_wrong_usage_is_2_and_one_sentence(arguments, said):
    answer = signal9(*arguments, "--json")

    assert (answer.exit_code, answer.out) == (2, "")
    assert said in answer.error
    assert "Traceback" not in answer.error


@pytest.mark.parametrize("command", [["ratings"], ["day", "status"], ["budget"], ["runs"], ["asset", "ACME"]])
def test_before_the_first_day_there_is_nothing_to_find(command):
    answer = signal9(*command, "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert "signal9 day run" in answer.error


def test_help_names_every_exit_code():
    words = " ".join(signal9("--help").out.split())

    assert EXIT_CODES in words
    assert all(f"{code} " in EXIT_CODES for code in range(5))
