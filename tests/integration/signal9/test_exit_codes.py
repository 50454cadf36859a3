import json

from functions.research import wiring
from tests.support import desk, tables
from tests.support.stage import signal9


def set_secret(stage, name, **fields):
    named = tables.function_environment(stage)
    tables.client("secretsmanager").put_secret_value(SecretId=named[name], SecretString=json.dumps(fields))


def test_a_provider_without_a_key_is_3_and_starts_nothing(stage):
    set_secret(
        stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="REPLACE_ME", plan="free", baseUrl="https://example.com"
    )

    answer = signal9("day", "run", "--json")

    assert (answer.exit_code, answer.out) == (3, "")
    assert "signal9-alphavantage-credentials-dev: apiKey still a placeholder" in answer.error


def test_an_unknown_plan_is_3(stage):
    desk.ran()
    set_secret(stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="key", plan="gold", baseUrl="https://example.com")

    answer = signal9("budget")

    assert answer.exit_code == 3
    assert "plan 'gold': expected one of free" in answer.error


def test_the_real_providers_are_not_asked_about_another_day(stage):
    set_secret(stage, "ALPHAVANTAGE_SECRET_NAME", apiKey="real", plan="free", baseUrl="https://example.com")

    answer = signal9("day", "run", "--day", "2020-01-02")

    assert answer.exit_code == 2
    assert answer.error.startswith("DayNotToday: got 2020-01-02")
    assert wiring.run_log().last_success("asset-sync") is None
