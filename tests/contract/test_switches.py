"""Parts that a stage can do without: with each off nothing of it is made, and what needs it is off too."""

import json
import subprocess

import pytest

from tests.support.fragments import ROOT

NETWORK = "AWS::EC2::"
EVERY_PART = {
    "edge": "AWS::CloudFront::Distribution",
    "firewall": "AWS::WAFv2::WebACL",
    "dashboards": "AWS::CloudWatch::Dashboard",
    "backups": "AWS::Backup::BackupPlan",
    "trail": "AWS::CloudTrail::Trail",
    "search": "AWS::OpenSearchService::Domain",
    "database": "AWS::RDS::DBCluster",
    "nat": "AWS::EC2::NatGateway",
}
DEFAULTS = {
    "database": "true",
    "search_nodes": "0",
    "nat_gateways": "1",
    "interface_endpoints": "false",
    "firewall": "false",
    "firewall_allowed": "",
    "firewall_blocked": "",
    "firewall_blocked_countries": "",
    "edge": "false",
    "domain": "",
    "hosted_zone": "",
    "dashboards": "false",
    "backups": "false",
    "trail": "false",
}


def decided(stage="dev", **parameters):
    """What scripts/build/infrastructure.cjs answers for these parameters."""
    given = {f"param:{name}": value for name, value in (DEFAULTS | parameters).items()} | {"sls:stage": stage}
    script = (
        "const given = JSON.parse(process.argv[1]);"
        "require('./scripts/build/infrastructure.cjs')({ resolveVariable: async (name) => given[name] })"
        ".then((said) => console.log(JSON.stringify(said)))"
        ".catch((fault) => { console.error(fault.message); process.exit(1); });"
    )
    done = subprocess.run(
        ["node", "-e", script, json.dumps(given)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.strip()


@pytest.mark.acceptance(20, 21, 77)
def test_production_has_every_part(prod):
    kinds = {resource["Type"] for resource in prod.resources.values()}

    assert set(EVERY_PART.values()) <= kinds


def test_conditions_compare_nothing_but_texts(prod):
    def compared(part):
        if isinstance(part, dict):
            yield from part.get("Fn::Equals", ())
            for value in part.values():
                yield from compared(value)
        elif isinstance(part, list):
            for value in part:
                yield from compared(value)

    assert {type(value) for value in compared(prod.template["Conditions"])} == {str}


@pytest.mark.acceptance(20, 77)
def test_a_bare_stage_has_none_of_them_and_no_network(bare):
    kinds = {resource["Type"] for resource in bare.resources.values()}

    assert kinds & set(EVERY_PART.values()) == set()
    assert [kind for kind in kinds if kind.startswith(NETWORK)] == []


def test_a_bare_stage_refers_to_nothing_that_is_not_made(bare):
    """Functions are not in this rendering: what Serverless names after them is there in any stage."""

    def references(part):
        match part:
            case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
                yield name
            case {"Fn::Sub": str(text)}:
                yield from (piece.split("}")[0].split(".")[0] for piece in text.split("${")[1:])
            case dict():
                for value in part.values():
                    yield from references(value)
            case list():
                for value in part:
                    yield from references(value)

    made = set(bare.resources)
    missing = {
        (name, reference)
        for name, resource in bare.resources.items()
        for reference in references(resource.get("Properties", {}))
        if reference not in made
        and not reference.startswith("AWS::")
        and not reference.endswith(("LambdaFunction", "LambdaLayer"))
    }
    assert missing == set()


@pytest.mark.acceptance(42)
def test_no_function_of_a_bare_stage_is_put_into_a_network_that_is_not_there(bare_document):
    functions = bare_document["functions"]

    assert [name for name, function in functions.items() if function.get("vpc")] == []
    assert functions["CheckHealth"]["environment"]["DATABASE"] == "off"
    assert functions["SubmitOrder"]["environment"]["DATABASE"] == "off"


@pytest.mark.acceptance(20)
def test_without_a_database_no_order_is_taken_from_the_queue_and_nothing_is_migrated(bare, prod):
    of_the_desk = {"DatabaseMigration", "OrderQueueMapping", "ReconciliationSchedule", "OrderEventsSchedule"}

    assert of_the_desk <= set(prod.resources)
    assert of_the_desk & set(bare.resources) == set()
    said = json.loads(bare.of_type("AWS::SSM::Parameter")["DatabaseAccessParameter"]["Value"])
    assert said["host"] == "none"


@pytest.mark.acceptance(20)
def test_the_laptop_runs_the_desk_and_none_of_the_clouds_parts():
    said = decided("local")

    assert said["database"] == "on"
    assert {name for name, value in said.items() if value == "on"} <= {"database", "network", "nat"}


@pytest.mark.parametrize("gateways", ["-1", "3", "one"])
def test_a_number_of_nat_gateways_that_zones_do_not_have_is_refused(gateways):
    assert "expected 0, 1 or 2; there are two zones" in decided(nat_gateways=gateways)


@pytest.mark.parametrize(
    ("parameters", "is_refused"),
    [
        ({"nat_gateways": "0"}, True),
        ({"nat_gateways": "0", "interface_endpoints": "true"}, False),
        ({"nat_gateways": "0", "database": "false"}, False),
        ({"nat_gateways": "0", "database": "false", "search_nodes": "1"}, True),
        ({"nat_gateways": "1"}, False),
    ],
)
def test_a_network_without_a_way_to_aws_is_refused(parameters, is_refused):
    said = decided(**parameters)

    assert isinstance(said, str) == is_refused
    if is_refused:
        assert "functions in the network would reach no AWS service" in said


def test_a_domain_without_a_distribution_is_refused():
    assert decided(domain="app.example.com") == (
        "domain: got app.example.com for a stage without edge; set edge to true or leave the domain out"
    )


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        ("203.0.113.0/24", ["203.0.113.0/24"]),
        (" 10.0.0.1/32 , 10.0.0.2/32,", ["10.0.0.1/32", "10.0.0.2/32"]),
    ],
)
def test_address_ranges_come_with_commas_between_them(text, addresses):
    assert decided(firewall_blocked=text)["blocked_addresses"] == addresses


def test_every_part_off_by_itself_leaves_the_others_alone():
    everything = {"edge": "true", "firewall": "true", "backups": "true", "trail": "true", "search_nodes": "2"}
    switched = {**everything, "interface_endpoints": "true", "nat_gateways": "2"}
    named = {"edge", "firewall", "backups", "trail", "interface_endpoints"}

    for off in named:
        said = decided("prod", **{**switched, off: "false"})
        assert {name for name in named if said[name] == "off"} == {off}
