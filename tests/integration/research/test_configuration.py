"""What a function is given, and what it says when that is wrong."""

import json

import pytest

from functions.research import wiring
from functions.research.adapters.provider_secret import ProviderNotConfigured
from functions.research.domain.plans import UnknownPlan
from functions.research.settings import Settings
from functions.runtime import aws, log
from tests.support.tables import client, function_environment


@pytest.fixture
def say(stack):
    """The secret as a person left it."""
    name = "signal9-alphavantage-credentials-dev"
    before = client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]

    def put(text):
        client("secretsmanager").put_secret_value(SecretId=name, SecretString=text)
        wiring._secret.cache_clear()  # noqa: SLF001

    yield put
    put(before)


@pytest.mark.acceptance(43, 88)
def test_a_function_needs_no_more_than_its_environment(monkeypatch):
    for name, value in function_environment("dev").items():
        monkeypatch.setenv(name, value)

    settings = Settings.from_env()

    assert settings.stage == "dev"
    assert settings.ops_table == "signal9-ops-dev"
    assert {name.lower() for name in function_environment("dev")} == {
        name.lower() for name in Settings.variables()
    }


def test_missing_variables_are_all_named(monkeypatch):
    for name in Settings.variables():
        monkeypatch.setenv(name, "x")
    monkeypatch.delenv("OPS_TABLE")
    monkeypatch.delenv("STAGE")

    with pytest.raises(RuntimeError, match="missing environment variables: OPS_TABLE, STAGE"):
        Settings.from_env()


@pytest.mark.acceptance(97)
@pytest.mark.parametrize(
    ("secret", "complaint"),
    [
        ("not JSON", "not JSON; expected an object with apiKey, plan, baseUrl"),
        ("[]", "apiKey, plan, baseUrl missing"),
        ('{"apiKey": "k-123", "plan": "free"}', "baseUrl missing; expected text in each of"),
        ('{"apiKey": 5, "plan": "free", "baseUrl": "http://x"}', "apiKey missing"),
        ('{"apiKey": "REPLACE_ME", "plan": "free", "baseUrl": "http://x"}', "apiKey still a placeholder"),
    ],
)
def test_a_secret_that_cannot_be_used_says_what_to_put_there_and_no_value(say, market, secret, complaint):
    say(secret)

    with pytest.raises(ProviderNotConfigured, match=complaint) as raised:
        wiring.plan(market.day)

    assert "signal9-alphavantage-credentials-dev" in str(raised.value)
    assert "k-123" not in str(raised.value)


@pytest.mark.acceptance(97)
def test_a_secret_is_read_once_a_day_and_anew_the_next(stack, market):
    before = len(stack.calls.made)
    wiring._secret.cache_clear()  # noqa: SLF001
    for day in ("2026-05-08", "2026-05-08", "2026-05-09"):
        assert wiring.plan(day).name == "premium-1200"

    reads = [call for call in stack.calls.made[before:] if call.operation == "GetSecretValue"]
    assert len(reads) == 2


def test_a_plan_nobody_described_is_named(say):
    say(json.dumps({"apiKey": "k", "plan": "platinum", "baseUrl": "http://x"}))

    with pytest.raises(UnknownPlan, match="plan 'platinum': expected one of free, premium-75"):
        wiring.plan("2026-05-08")


@pytest.mark.acceptance(103)
def test_a_log_line_is_one_json_object_with_its_name_first(capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "signal9-dev-SyncAssets")

    log.event("assets_synced", listed=3, day=None)
    log.warning("failure_recorded", error={"Error": "x"})

    info, warning = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(info)[:4] == ["event", "level", "at", "function"]
    assert (info["event"], info["level"], info["listed"]) == ("assets_synced", "INFO", 3)
    assert (warning["level"], warning["error"]) == ("WARN", {"Error": "x"})
    assert info["function"] == "signal9-dev-SyncAssets"


def test_calls_to_aws_end_before_the_shortest_function_does(stack):
    config = aws.client("dynamodb").meta.config

    attempts = config.retries["total_max_attempts"]
    between_seconds = sum(2**attempt for attempt in range(attempts - 1))
    assert attempts * (config.connect_timeout + config.read_timeout) + between_seconds < 30
    assert aws.table("signal9-ops-dev") is aws.table("signal9-ops-dev")
