import json

import pytest

from functions.research import wiring
from scripts.signal9.app import EXIT_CODES
from tests.support import desk, tables


def set_secret(stage, name, **fields):
    named = tables.function_environment(stage)
    tables.client("secretsmanager").put_secret_value(SecretId=named[name], SecretString=json.dumps(fields))


def test_a_stage_that_is_not_deployed_is_2(signal9):
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
def test_wrong_usage_is_2_and_one_sentence(arguments, said, signal9):
    answer = signal9(*arguments, "--json")

    assert (answer.exit_code, answer.out) == (2, "")
    assert said in answer.error
    assert "Traceback" not in answer.error


def test_a_provider_without_a_key_is_3_and_starts_nothing(signal9, stage):
    set_secret(
        stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="REPLACE_ME", plan="free", baseUrl="https://example.com"
    )

    answer = signal9("day", "run", "--json")

    assert (answer.exit_code, answer.out) == (3, "")
    assert "signal9-alphavantage-credentials-dev: apiKey still a placeholder" in answer.error


def test_an_unknown_plan_is_3(signal9, stage):
    desk.ran()
    set_secret(stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="key", plan="gold", baseUrl="https://example.com")

    answer = signal9("budget")

    assert answer.exit_code == 3
    assert "plan 'gold': expected one of free" in answer.error


@pytest.mark.parametrize("command", [["ratings"], ["day", "status"], ["budget"], ["runs"], ["asset", "ACME"]])
def test_before_the_first_day_there_is_nothing_to_find(command, signal9):
    answer = signal9(*command, "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert "signal9 day run" in answer.error


def test_the_real_providers_are_not_asked_about_another_day(signal9, stage):
    set_secret(stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="real", plan="free", baseUrl="https://example.com")

    answer = signal9("day", "run", "--day", "2020-01-02")

    assert answer.exit_code == 2
    assert answer.error.startswith("DayNotToday: got 2020-01-02")
    assert wiring.run_log().last_success("asset-sync") is None


def test_help_names_every_exit_code(signal9):
    words = " ".join(signal9("--help").out.split())

    assert EXIT_CODES in words
    assert all(f"{code} " in EXIT_CODES for code in range(5))
