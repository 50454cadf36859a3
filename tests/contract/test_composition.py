"""Facts that live in two files because two tools read them; here they are held equal."""

from pathlib import Path

import pytest

from functions.research.settings import Settings
from tests.support.fragments import ROOT, fragment
from workflows.catalogue import WORKFLOWS

FUNCTIONS = fragment("functions/research/functions.yml")
MACHINES = fragment("resources/workflows.yml")["Resources"]
TABLE = "AWS::DynamoDB::Table"


def spelled_as_a_key(module):
    return "".join(word.capitalize() for word in module.split("_"))


@pytest.mark.acceptance(69)
def test_every_handler_is_deployed_under_its_own_name():
    handlers = Path(ROOT, "functions/research/handlers").glob("*.py")
    modules = {path.stem for path in handlers if path.stem != "__init__"}

    assert {spelled_as_a_key(m): f"functions/research/handlers/{m}.handler" for m in modules} == {
        key: function["handler"] for key, function in FUNCTIONS.items()
    }


@pytest.mark.acceptance(43, 88)
def test_functions_are_given_exactly_the_variables_the_settings_read():
    assert list(fragment("functions/research/environment.yml")) == list(Settings.variables())


@pytest.mark.acceptance(43, 88)
def test_no_function_has_variables_of_its_own():
    assert [key for key, function in FUNCTIONS.items() if "environment" in function] == []


def test_every_variable_that_names_a_resource_names_one_that_exists():
    declared = {
        name
        for path in ROOT.glob("resources/*.yml")
        for logical_id, resource in fragment(path.relative_to(ROOT)).get("Resources", {}).items()
        for name in (logical_id, *map(resource["Properties"].get, ("TableName", "BucketName", "Name")))
    }
    given = fragment("functions/research/environment.yml")
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
