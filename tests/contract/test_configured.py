"""Production is not deployed over placeholders."""

import json
import os
import subprocess

import pytest

from tests.support.fragments import ROOT, fragment

# The plugin as Serverless uses it. What is held has a text by name; deploying makes what is not there.
PROGRAM = """
const Plugin = require(process.argv[1]);
const { stage, held, code, templates, changed } = JSON.parse(process.argv[2]);
const read = (name) => {
  if (!(name in held)) throw Object.assign(new Error("no such thing"), { code });
  return held[name];
};
const operations = {
  getParameter: (asked) => ({ Parameter: { Value: read(asked.Name) } }),
  getSecretValue: (asked) => ({ SecretString: read(asked.SecretId) }),
  putSecretValue: (asked) => { held[asked.SecretId] = asked.SecretString; },
};
const Resources = {};
for (const [name, Properties] of Object.entries(templates)) Resources[name] = { Properties };
const request = async (_, operation, asked) => operations[operation](asked);
const serverless = {
  getProvider: () => ({ getStage: () => stage, request }),
  service: { provider: { compiledCloudFormationTemplate: { Resources } } },
  classes: { Error },
};
const told = [];
const plugin = new Plugin(serverless, {}, { log: { notice: (text) => told.push(text) } });
const deploy = () => {
  for (const [name, one] of Object.entries(templates))
    if (!(one.Name in held) || changed.includes(name)) held[one.Name] = one.SecretString || one.Value;
};
plugin.hooks["before:deploy:deploy"]().then(deploy).then(plugin.hooks["after:deploy:deploy"]).then(
  () => console.log(JSON.stringify({ refused: null, held, told })),
  (error) => console.log(JSON.stringify({ refused: error.message, held, told })),
);
"""
ALPHAVANTAGE, ALPACA, IDENTITY = (
    "signal9-alphavantage-credentials-prod",
    "signal9-alpaca-credentials-prod",
    "/signal9/prod/identity",
)
TEMPLATES = {
    "AlphaVantageSecret": {"Name": ALPHAVANTAGE, "SecretString": '{"apiKey": "REPLACE_ME", "plan": "free"}'},
    "AlpacaSecret": {"Name": ALPACA, "SecretString": '{"apiKey": "REPLACE_ME", "secretKey": "REPLACE_ME"}'},
    "IdentityParameter": {"Name": IDENTITY, "Value": '{"issuer": "REPLACE_ME", "audience": "signal9"}'},
}
REAL = {
    ALPHAVANTAGE: '{"apiKey": "K3Y", "plan": "premium-75"}',
    ALPACA: '{"apiKey": "PK1", "secretKey": "s"}',
    IDENTITY: '{"issuer": "https://login.example", "audience": "signal9"}',
}
PLACEHOLDERS = {
    ALPHAVANTAGE: ('{"apiKey": "REPLACE_ME", "plan": "premium-75"}', "ALPHAVANTAGE_API_KEY"),
    ALPACA: ('{"apiKey": "PK1", "secretKey": "REPLACE_ME"}', "ALPACA_SECRET_KEY"),
    IDENTITY: ('{"issuer": "REPLACE_ME", "audience": "signal9"}', "resources/stages.yml"),
}
SHELL = {"ALPHAVANTAGE_API_KEY": "AV1", "ALPACA_API_KEY": "AP1", "ALPACA_SECRET_KEY": "AP2"}
CHOSEN = {"IdentityParameter": TEMPLATES["IdentityParameter"] | {"Value": REAL[IDENTITY]}}


def deploying(held, *, stage="prod", code="ResourceNotFoundException", shell=None, template=None):
    templates = TEMPLATES | (template or {})
    asked = {
        "stage": stage,
        "held": held,
        "code": code,
        "templates": templates,
        "changed": list(template or {}),
    }
    done = subprocess.run(
        ["node", "-e", PROGRAM, str(ROOT / "scripts" / "build" / "configured.cjs"), json.dumps(asked)],
        env={"PATH": os.environ["PATH"], **(shell or {})},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.acceptance(8, 98)
@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_a_placeholder_in_production_stops_the_deployment_and_is_named(name):
    placeholder, remedy = PLACEHOLDERS[name]

    refused = deploying(REAL | {name: placeholder})["refused"]

    assert refused.startswith("NotConfigured: ")
    assert name in refused
    assert remedy in refused
    assert "docs/runbooks/secrets.md" in refused
    assert [other for other in REAL if other in refused] == [name]


@pytest.mark.acceptance(8, 98)
@pytest.mark.parametrize("code", ["ResourceNotFoundException", "ParameterNotFound"])
def test_production_is_not_made_without_keys(code):
    answer = deploying({}, code=code)

    assert answer["held"] == {}
    assert all(name in answer["refused"] for name in (*REAL, *SHELL))


@pytest.mark.parametrize("missing", sorted(SHELL))
def test_one_key_too_few_is_named_and_nothing_is_made(missing):
    answer = deploying({}, shell={k: v for k, v in SHELL.items() if k != missing}, template=CHOSEN)

    assert missing in answer["refused"]
    assert answer["held"] == {}


def test_keys_of_the_shell_take_the_place_of_placeholders_and_are_not_told():
    answer = deploying({}, shell=SHELL, template=CHOSEN)

    assert answer["refused"] is None
    assert json.loads(answer["held"][ALPHAVANTAGE]) == {"apiKey": "AV1", "plan": "free"}
    assert json.loads(answer["held"][ALPACA]) == {"apiKey": "AP1", "secretKey": "AP2"}
    assert answer["told"] == [
        f"Filled in apiKey of {ALPHAVANTAGE}",
        f"Filled in apiKey, secretKey of {ALPACA}",
    ]


def test_real_values_are_deployed_over():
    answer = deploying(REAL, shell=SHELL)

    assert (answer["refused"], answer["held"], answer["told"]) == (None, REAL, [])


def test_a_key_survives_another_plan_in_the_template():
    plan = {"SecretString": '{"apiKey": "REPLACE_ME", "plan": "premium-600"}'}
    template = {"AlphaVantageSecret": TEMPLATES["AlphaVantageSecret"] | plan}

    held = deploying(REAL, template=template)["held"]

    assert json.loads(held[ALPHAVANTAGE]) == {"apiKey": "K3Y", "plan": "premium-600"}
    assert held[ALPACA] == REAL[ALPACA]


def test_an_issuer_chosen_in_the_account_or_in_the_template_is_enough():
    unchosen = REAL | {IDENTITY: PLACEHOLDERS[IDENTITY][0]}

    assert deploying(REAL)["refused"] is None
    assert deploying(unchosen, template=CHOSEN)["refused"] is None


def test_other_stages_may_have_placeholders():
    answer = deploying({}, stage="dev", shell=SHELL)

    assert answer["refused"] is None
    assert answer["held"][ALPACA] == TEMPLATES["AlpacaSecret"]["SecretString"]


def test_what_cannot_be_read_stops_the_deployment():
    assert deploying({}, code="AccessDeniedException", shell=SHELL)["refused"] == "no such thing"


def test_the_template_has_what_the_plugin_looks_for(prod):
    named = {name: prod.resources[name]["Properties"]["Name"] for name in TEMPLATES}

    assert named == {name: one["Name"] for name, one in TEMPLATES.items()}


@pytest.mark.acceptance(46)
def test_the_written_procedure_says_how_each_of_them_is_changed():
    page = (ROOT / "docs" / "runbooks" / "secrets.md").read_text()

    assert [name for name in REAL if f"{name.replace('prod', '<stage>')}" not in page] == []
    assert "put-secret-value" in page


def test_the_plugin_is_part_of_every_deployment():
    assert "./scripts/build/configured.cjs" in fragment("serverless.yml")["plugins"]
