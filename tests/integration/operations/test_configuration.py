"""What is still to be filled in is named, and nothing of what is filled in is told."""

import pytest

from functions.operations.adapters.configuration import FRESH_SECONDS, Configuration
from functions.operations.adapters.identity_parameter import IdentityParameter
from functions.operations.adapters.platform import standing
from functions.research.adapters import provider_secret
from tests.support import tables

KEYS = ("apiKey", "plan", "baseUrl")
SECRET = "signal9-alphavantage-credentials-dev"
REAL = '{"apiKey": "K3Y", "plan": "free", "baseUrl": "http://127.0.0.1:1"}'


@pytest.fixture
def configuration(stage):
    secrets = tables.client("secretsmanager")
    reads = {
        "alphavantage": lambda: provider_secret.read(secrets, SECRET, keys=KEYS),
        "identity": lambda: IdentityParameter(tables.client("ssm"), "/signal9/dev/identity").current(),
    }
    clock = [0.0]
    return Configuration(reads, lambda: clock[0]), clock


def hold(secret, identity):
    tables.client("secretsmanager").put_secret_value(SecretId=SECRET, SecretString=secret)
    tables.client("ssm").put_parameter(
        Name="/signal9/dev/identity", Value=identity, Type="String", Overwrite=True
    )


ISSUER = '{"issuer": "https://login.example", "audience": "a", "client_id": "c"}'


@pytest.mark.acceptance(8, 98)
@pytest.mark.parametrize(
    ("secret", "identity", "expected"),
    [
        (REAL, ISSUER, {"alphavantage": "ok", "identity": "ok"}),
        (REAL.replace("K3Y", "REPLACE_ME"), ISSUER, {"alphavantage": "NotConfigured", "identity": "ok"}),
        ("no json", ISSUER, {"alphavantage": "NotConfigured", "identity": "ok"}),
        (REAL, ISSUER.replace("https", "REPLACE_"), {"alphavantage": "ok", "identity": "NotConfigured"}),
    ],
)
def test_a_placeholder_is_named(configuration, secret, identity, expected):
    asked, _ = configuration
    hold(secret, identity)

    assert asked.outcomes() == expected


def test_it_is_asked_once_a_minute_and_seen_when_it_is_filled_in(configuration, calls):
    asked, clock = configuration
    hold(REAL.replace("K3Y", "REPLACE_ME"), ISSUER)
    for _ in range(5):
        assert asked.outcomes()["alphavantage"] == "NotConfigured"
    assert [call.operation for call in calls.made].count("GetSecretValue") == 1

    hold(REAL, ISSUER)
    clock[0] += FRESH_SECONDS + 1

    assert asked.outcomes()["alphavantage"] == "ok"


@pytest.mark.acceptance(53)
def test_a_secret_that_cannot_be_read_is_measured_and_named(stage, capsys):
    secrets = tables.client("secretsmanager")
    read = {"alpaca": lambda: provider_secret.read(secrets, "no-such-secret", keys=KEYS)}

    outcomes = Configuration(read, lambda: 0.0).outcomes()

    assert outcomes == {"alpaca": "ResourceNotFoundException"}
    assert '"SecretReadFailures": 1' in capsys.readouterr().out


def test_a_stage_with_placeholders_is_degraded_and_not_down():
    assert standing({"dynamodb": "ok", "queue": "ok", "alpaca": "NotConfigured"}) == "degraded"
