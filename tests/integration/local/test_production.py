"""Deploying prod as an operator does, as far as what must be there before is concerned."""

import json
import os
import subprocess

import pytest

from scripts.delivery import account
from scripts.local.emulator import REPOSITORY
from tests.support.provider_keys import ALPACA, ALPHAVANTAGE, CHOSEN, SHELL, TEMPLATE

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

# The plugin's two hooks around what CloudFormation does, which is the test's.
HOOKS = """
const Plugin = require(process.argv[1]);
const issuer = process.argv[2];
const serverless = {
  getProvider: () => ({ getStage: () => "prod", getRegion: () => "us-east-1" }),
  service: { resources: { Resources: { IdentityParameter: { Properties: { Value: issuer } } } } },
  classes: { Error },
};
const plugin = new Plugin(serverless, {}, { log: { notice: (text) => console.log(text) } });
plugin.hooks["before:deploy:deploy"]();
plugin.hooks["after:deploy:deploy"]();
"""


@pytest.fixture
def shell(stack, monkeypatch):
    """Of an administrator who has no provider's key at hand."""
    stack.start()
    for variable in SHELL:
        monkeypatch.delenv(variable, raising=False)
    for name, value in stack.environment().items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    return stack.environment()


def deploying(shell, stage):
    done = subprocess.run(
        ["npx", "--no-install", "sls", "deploy", "--stage", stage],
        cwd=REPOSITORY,
        env=shell,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode != 0
    return done.stdout + done.stderr


def test_nothing_is_deployed_into_an_account_that_is_not_prepared(shell):
    assert "NotPrepared: API Gateway has no role" in deploying(shell, "dev")


@pytest.mark.acceptance(8, 98)
def test_production_is_not_deployed_without_keys_and_nothing_is_made(shell, cloud):
    account.prepare()

    told = deploying(shell, "prod")

    assert "NotConfigured: prod would run on placeholders" in told
    assert [name for name in (ALPHAVANTAGE, ALPACA, *SHELL) if name not in told] == []
    assert cloud(shell["AWS_ENDPOINT_URL"]).client("cloudformation").list_stacks()["StackSummaries"] == []


def test_a_deployment_puts_the_shells_keys_in_place_and_tells_only_their_names(shell, cloud):
    secrets = cloud(shell["AWS_ENDPOINT_URL"]).client("secretsmanager")
    for name in (ALPHAVANTAGE, ALPACA):
        secrets.create_secret(Name=name, SecretString=json.dumps(TEMPLATE[name]))
    account.prepare()
    plugin = str(REPOSITORY / "scripts" / "build" / "configured.cjs")

    done = subprocess.run(
        ["node", "-e", HOOKS, plugin, CHOSEN],
        env={**shell, **SHELL, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert json.loads(secrets.get_secret_value(SecretId=ALPACA)["SecretString"]) == {
        "apiKey": SHELL["ALPACA_API_KEY"],
        "secretKey": SHELL["ALPACA_SECRET_KEY"],
    }
    assert done.stdout == f"Filled in apiKey of {ALPHAVANTAGE}, apiKey, secretKey of {ALPACA}\n"
    assert not any(key in done.stdout + done.stderr for key in SHELL.values())
