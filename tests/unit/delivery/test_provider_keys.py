"""Which keys production is deployed with, and which placeholders they replace."""

import json

import boto3
import pytest
from moto import mock_aws

from scripts.delivery.provider_keys import NotConfigured, check, fill
from tests.support.provider_keys import (
    ALPACA,
    ALPHAVANTAGE,
    CHOSEN,
    IDENTITY,
    REAL,
    REMEDIES,
    SHELL,
    TEMPLATE,
    UNCHOSEN,
)


@pytest.fixture(autouse=True)
def account(monkeypatch):
    """With nothing in it, and a shell without keys."""
    for variable in SHELL:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield


@pytest.fixture
def shell(monkeypatch):
    for variable, key in SHELL.items():
        monkeypatch.setenv(variable, key)


def holds(documents):
    """As CloudFormation makes or updates them."""
    secrets = boto3.client("secretsmanager")
    known = {secret["Name"] for secret in secrets.list_secrets()["SecretList"]}
    for name, document in documents.items():
        text = json.dumps(document)
        if name == IDENTITY:
            boto3.client("ssm").put_parameter(Name=name, Value=text, Type="String", Overwrite=True)
        elif name in known:
            secrets.put_secret_value(SecretId=name, SecretString=text)
        else:
            secrets.create_secret(Name=name, SecretString=text)


def held(name):
    return json.loads(boto3.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


@pytest.mark.acceptance(8, 98)
@pytest.mark.parametrize("name", sorted(REAL))
def test_a_placeholder_in_production_is_named_with_what_takes_its_place(name):
    placeholder = TEMPLATE[ALPACA] | {"apiKey": "PK1"} if name == ALPACA else TEMPLATE[name]
    holds(REAL | {name: placeholder})

    with pytest.raises(NotConfigured) as refused:
        check("prod", UNCHOSEN)

    told = str(refused.value)
    assert REMEDIES[name] in told
    assert [other for other in REAL if other in told] == [name]


@pytest.mark.acceptance(8, 98)
def test_an_account_without_any_of_them_is_told_all():
    with pytest.raises(NotConfigured) as refused:
        check("prod", UNCHOSEN)

    assert [name for name in (*REAL, *SHELL) if name not in str(refused.value)] == []


def test_one_key_too_few_is_named_alone(shell, monkeypatch):
    monkeypatch.delenv("ALPACA_API_KEY")

    with pytest.raises(NotConfigured, match=f"Missing: apiKey of {ALPACA} ") as refused:
        check("prod", CHOSEN)

    assert "AV1" not in str(refused.value)


def test_keys_of_the_shell_take_the_place_of_placeholders(shell):
    keys = check("prod", CHOSEN)
    holds(TEMPLATE)

    assert fill(keys) == [f"apiKey of {ALPHAVANTAGE}", f"apiKey, secretKey of {ALPACA}"]
    assert held(ALPHAVANTAGE) == {"apiKey": "AV1", "plan": "free"}
    assert held(ALPACA) == {"apiKey": "AP1", "secretKey": "AP2"}
    assert fill(keys) == []


def test_what_production_holds_goes_before_the_shell(shell):
    holds(REAL)

    assert fill(check("prod", UNCHOSEN)) == []
    assert held(ALPACA) == REAL[ALPACA]


def test_a_key_survives_another_plan_in_the_template():
    holds(REAL)
    keys = check("prod", UNCHOSEN)
    holds({ALPHAVANTAGE: {"apiKey": "REPLACE_ME", "plan": "premium-600"}})

    assert fill(keys) == [f"apiKey of {ALPHAVANTAGE}"]
    assert held(ALPHAVANTAGE) == {"apiKey": "K3Y", "plan": "premium-600"}


def test_an_issuer_chosen_in_the_account_or_in_the_template_is_enough(shell):
    assert check("prod", CHOSEN)
    holds({IDENTITY: TEMPLATE[IDENTITY]})
    assert check("prod", CHOSEN)
    holds({IDENTITY: REAL[IDENTITY]})
    assert check("prod", UNCHOSEN)
