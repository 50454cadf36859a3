"""Facts that live in two files because two tools read them; here they are held equal."""

from pathlib import Path

import pytest

from functions.advisor.settings import AlertSettings, CacheSettings, SearchSettings
from functions.advisor.settings import Settings as AdvisorSettings
from functions.operations.settings import Settings as OperationsSettings
from functions.research.settings import Settings as ResearchSettings
from functions.trading.settings import DatabaseSettings, DeskSettings
from functions.trading.settings import Settings as TradingSettings
from tests.support.fragments import ROOT, fragment
from workflows.catalogue import WORKFLOWS

CONTEXTS = ("research", "advisor", "trading", "operations")
MACHINES = {
    name: resource
    for path in ("workflows", "desk_workflows")
    for name, resource in fragment(f"resources/{path}.yml")["Resources"].items()
}
TABLE = "AWS::DynamoDB::Table"
NAMED_BY = ("TableName", "BucketName", "Name")
EVERY_FUNCTIONS = "functions/research/environment.yml"
# The variables of a file, and who reads them.
READ_BY = {
    EVERY_FUNCTIONS: [ResearchSettings],
    "functions/advisor/environment.yml": [AdvisorSettings, AlertSettings, CacheSettings, SearchSettings],
    "functions/trading/environment.yml": [TradingSettings, DatabaseSettings],
    "functions/trading/desk_environment.yml": [DatabaseSettings, DeskSettings],
    "functions/trading/preview_environment.yml": [TradingSettings, DatabaseSettings, DeskSettings],
    "functions/operations/environment.yml": [OperationsSettings],
}


def functions(context):
    return fragment(f"functions/{context}/functions.yml")


def spelled_as_a_key(module):
    return "".join(word.capitalize() for word in module.split("_"))


@pytest.mark.acceptance(69)
@pytest.mark.parametrize("context", CONTEXTS)
def test_every_handler_is_deployed_under_its_own_name(context):
    handlers = Path(ROOT, f"functions/{context}/handlers").glob("*.py")
    modules = {path.stem for path in handlers if path.stem != "__init__"}

    assert {spelled_as_a_key(m): f"functions/{context}/handlers/{m}.handler" for m in modules} == {
        key: function["handler"] for key, function in functions(context).items()
    }


def test_no_two_contexts_have_a_function_of_one_name():
    names = [name for context in CONTEXTS for name in functions(context)]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.acceptance(43, 88)
@pytest.mark.parametrize("file", READ_BY)
def test_functions_are_given_exactly_the_variables_the_settings_read(file):
    read = {name for settings in READ_BY[file] for name in settings.variables()}
    every_functions = set() if file == EVERY_FUNCTIONS else set(fragment(EVERY_FUNCTIONS))

    given = set(fragment(file))
    assert given <= read
    assert read - given <= every_functions


@pytest.mark.acceptance(43, 88)
def test_a_functions_variables_are_its_contexts():
    own = {
        key: function["environment"].removeprefix("${file(").removesuffix(")}")
        for context in CONTEXTS
        for key, function in functions(context).items()
        if "environment" in function
    }

    assert {key: file for key, file in own.items() if file not in READ_BY} == {}


def test_every_variable_that_names_a_resource_names_one_that_exists():
    declared = {
        name
        for path in ROOT.glob("resources/*.yml")
        for logical_id, resource in fragment(path.relative_to(ROOT)).get("Resources", {}).items()
        for name in (logical_id, *map(resource.get("Properties", {}).get, NAMED_BY))
    }
    given = {name: value for file in READ_BY for name, value in fragment(file).items()}
    kinds = ("_TABLE", "_BUCKET", "_BUS_NAME", "_SECRET_NAME")

    assert {
        name: value for name, value in given.items() if name.endswith(kinds) and value not in declared
    } == {}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_every_machine_of_the_catalogue_is_deployed_with_a_role_of_its_own(workflow):
    machine = MACHINES[workflow.name]["Properties"]
    role = MACHINES[f"{workflow.name}Role"]["Properties"]

    assert machine["RoleArn"] == f"{workflow.name}Role.Arn"
    assert machine["DefinitionString"].endswith(f"workflows.{workflow.name}.definition_text}}")
    assert machine["DefinitionSubstitutions"].endswith(f"workflows.{workflow.name}.substitutions}}")
    [invokes] = [
        statement["Resource"]
        for statement in role["Policies"][0]["PolicyDocument"]["Statement"]
        if statement["Action"] == "lambda:InvokeFunction"
    ]
    assert invokes.endswith(f"workflows.{workflow.name}.invokes}}")


def test_every_deployed_machine_is_in_the_catalogue():
    deployed = {
        name for name, resource in MACHINES.items() if resource["Type"] == "AWS::StepFunctions::StateMachine"
    }

    assert deployed == {workflow.name for workflow in WORKFLOWS}


def test_every_fragment_is_part_of_the_service():
    composed = (ROOT / "serverless.yml").read_text()
    fragments = [*ROOT.glob("resources/*.yml"), *ROOT.glob("functions/*/functions.yml")]

    assert [str(f.relative_to(ROOT)) for f in fragments if f"{f.relative_to(ROOT)}" not in composed] == []
