"""Every stage renders, under its own names and with its own switches."""

import json
import re

import pytest

STAGES = ("local", "dev", "staging")


@pytest.mark.acceptance(20, 76, 77)
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_renders_under_its_own_name(stages, stage):
    document = stages[stage]

    assert document["provider"]["stackName"] == f"signal9-{stage}"
    tables = [
        resource["Properties"]["TableName"]
        for resource in document["resources"]["Resources"].values()
        if resource["Type"] == "AWS::DynamoDB::Table"
    ]
    assert len(tables) == 22
    assert [name for name in tables if not name.endswith(f"-{stage}")] == []


@pytest.mark.parametrize("stage", STAGES)
def test_no_variable_is_left_unresolved(stages, stage):
    # Parameters of the other stages are listed as they are written.
    resolved = {name: part for name, part in stages[stage].items() if name != "params"}

    assert re.findall(r"\$\{(?:sls|param|self|file|env)[:(][^}]*\}", json.dumps(resolved)) == []


@pytest.mark.acceptance(20, 77)
@pytest.mark.parametrize(
    ("stage", "state"), [("local", "DISABLED"), ("dev", "ENABLED"), ("staging", "ENABLED")]
)
def test_schedules_fire_everywhere_but_on_a_laptop(stages, stage, state):
    resources = stages[stage]["resources"]["Resources"].values()

    scheduled = [r["Properties"] for r in resources if "ScheduleExpression" in r.get("Properties", {})]
    assert {rule["State"] for rule in scheduled} == {state}


@pytest.mark.acceptance(3)
def test_schedules_fire_in_production(prod):
    rules = prod.of_type("AWS::Events::Rule").values()
    scheduled = [rule["State"] for rule in rules if "ScheduleExpression" in rule]

    assert len(scheduled) == 13
    assert set(scheduled) == {"ENABLED"}


@pytest.mark.acceptance(141, 142)
def test_only_production_keeps_its_data_when_the_stack_is_removed(stages, prod):
    def policies(resources):
        kinds = ("AWS::DynamoDB::Table", "AWS::S3::Bucket")
        return {r.get("DeletionPolicy") for r in resources.values() if r["Type"] in kinds}

    own = {name: r for name, r in prod.resources.items() if name != "ServerlessDeploymentBucket"}
    # What a failed first deployment made would take the names of the next.
    assert policies(own) == {"RetainExceptOnCreate"}
    # A cluster that stays would hold fast its subnets, its parameters and with them the whole network.
    assert {c["DeletionPolicy"] for c in prod.resources.values() if c["Type"] == "AWS::RDS::DBCluster"} == {
        "Snapshot"
    }
    for stage in STAGES:
        resources = stages[stage]["resources"]["Resources"]
        assert policies(resources) == {"Delete"}, stage
        tables = [r["Properties"] for r in resources.values() if r["Type"] == "AWS::DynamoDB::Table"]
        assert {table["DeletionProtectionEnabled"] for table in tables} == {False}, stage


@pytest.mark.acceptance(20, 77)
def test_a_laptop_runs_functions_on_its_own_processor(stages):
    architectures = {stage: stages[stage]["provider"]["architecture"] for stage in STAGES}

    assert architectures == {"local": "x86_64", "dev": "arm64", "staging": "arm64"}


@pytest.mark.acceptance(130)
@pytest.mark.parametrize("stage", STAGES)
def test_the_service_lives_in_one_region(stages, stage):
    assert stages[stage]["provider"]["region"] == "us-east-1"
