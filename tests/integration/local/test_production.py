"""Deploying prod as an operator does, as far as placeholders are concerned."""

import json
import os
import subprocess

import pytest

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
    stack.start()
    for variable in SHELL:
        monkeypatch.delenv(variable, raising=False)
    return stack.environment()


@pytest.mark.acceptance(8, 98)
def test_production_is_not_deployed_without_keys_and_nothing_is_made(shell, stack, cloud):
    done = subprocess.run(
        ["npx", "--no-install", "sls", "deploy", "--stage", "prod"],
        cwd=REPOSITORY,
        env=shell,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert done.returncode != 0
    told = done.stdout + done.stderr
    assert "NotConfigured: prod would run on placeholders" in told
    assert [name for name in (ALPHAVANTAGE, ALPACA, *SHELL) if name not in told] == []
    assert cloud(shell["AWS_ENDPOINT_URL"]).client("cloudformation").list_stacks()["StackSummaries"] == []


def test_a_deployment_puts_the_shells_keys_in_place_and_tells_only_their_names(shell, cloud):
    secrets = cloud(shell["AWS_ENDPOINT_URL"]).client("secretsmanager")
    for name in (ALPHAVANTAGE, ALPACA):
        secrets.create_secret(Name=name, SecretString=json.dumps(TEMPLATE[name]))
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
