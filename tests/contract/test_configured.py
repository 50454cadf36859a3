"""Production is not deployed over placeholders."""

import json
import subprocess

import pytest

from tests.support.fragments import ROOT, fragment

# The plugin as Serverless uses it, with secrets by name; a name that is not there does not exist.
PROGRAM = """
const Plugin = require(process.argv[1]);
const { stage, held } = JSON.parse(process.argv[2]);
const read = (name) => {
  if (!(name in held)) throw Object.assign(new Error("no such thing"), { code: held.code });
  return held[name];
};
const request = async (service, operation, asked) => service === "SSM"
  ? { Parameter: { Value: read(asked.Name) } } : { SecretString: read(asked.SecretId) };
const serverless = {
  getProvider: () => ({ getStage: () => stage, request }),
  classes: { Error },
};
const warnings = [];
const plugin = new Plugin(serverless, {}, { log: { warning: (text) => warnings.push(text) } });
plugin.hooks["before:deploy:deploy"]().then(
  () => console.log(JSON.stringify({ refused: null, warnings })),
  (error) => console.log(JSON.stringify({ refused: error.message, warnings })),
);
"""
REAL = {
    "signal9-alphavantage-credentials-prod": '{"apiKey": "K3Y", "plan": "premium-75"}',
    "signal9-alpaca-credentials-prod": '{"apiKey": "PK1", "secretKey": "s"}',
    "/signal9/prod/identity": '{"issuer": "https://login.example", "audience": "signal9"}',
}
PLACEHOLDERS = {
    "signal9-alphavantage-credentials-prod": '{"apiKey": "REPLACE_ME", "plan": "premium-75"}',
    "signal9-alpaca-credentials-prod": '{"apiKey": "PK1", "secretKey": "REPLACE_ME"}',
    "/signal9/prod/identity": '{"issuer": "REPLACE_ME", "audience": "signal9"}',
}


def deploying(held, *, stage="prod", code="ResourceNotFoundException"):
    asked = json.dumps({"stage": stage, "held": held | {"code": code}})
    plugin = str(ROOT / "scripts" / "build" / "configured.cjs")
    done = subprocess.run(
        ["node", "-e", PROGRAM, plugin, asked], capture_output=True, text=True, timeout=30, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.acceptance(8, 98)
@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_a_placeholder_in_production_stops_the_deployment_and_is_named(name):
    refused = deploying(REAL | {name: PLACEHOLDERS[name]})["refused"]

    assert refused.startswith(f"NotConfigured: {name} still hold")
    assert "docs/runbooks/secrets.md" in refused


def test_real_values_are_deployed_over():
    assert deploying(REAL) == {"refused": None, "warnings": []}


def test_other_stages_may_have_placeholders():
    held = {name.replace("prod", "dev"): text for name, text in PLACEHOLDERS.items()}

    assert deploying(held, stage="dev")["refused"] is None


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "ParameterNotFound"])
def test_a_first_deployment_says_what_to_fill_in(code):
    answer = deploying({}, code=code)

    assert answer["refused"] is None
    [warning] = answer["warnings"]
    assert all(name in warning for name in REAL)


def test_what_cannot_be_read_stops_the_deployment():
    assert deploying({}, code="AccessDeniedException")["refused"] == "no such thing"


@pytest.mark.acceptance(46)
def test_the_written_procedure_says_how_each_of_them_is_changed():
    page = (ROOT / "docs" / "runbooks" / "secrets.md").read_text()

    assert [name for name in REAL if f"{name.replace('prod', '<stage>')}" not in page] == []
    assert "put-secret-value" in page


def test_the_plugin_is_part_of_every_deployment():
    assert "./scripts/build/configured.cjs" in fragment("serverless.yml")["plugins"]
