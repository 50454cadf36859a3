"""What a deployment is made of, and that what CI runs is what the documents say."""

import re

import pytest

from tests.support.fragments import ROOT, fragment
from tests.support.policies import Names

MAKEFILE = (ROOT / "Makefile").read_text()


def recipe(target):
    [found] = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    return found.replace("\\\n\t", "")


@pytest.mark.acceptance(19, 21)
def test_a_clean_copy_of_the_sources_builds_everything_that_is_uploaded(prod):
    contexts = {path.parent.name for path in ROOT.glob("functions/*/functions.yml")}

    assert set(prod.functions_zips) == contexts
    assert prod.layer_zip.stat().st_size > 1_000_000
    assert len(prod.of_type("AWS::Lambda::Function")) >= 50


@pytest.mark.acceptance(32)
def test_buckets_are_named_by_what_they_hold_their_stage_and_their_account(prod):
    own = {name: one for name, one in prod.of_type("AWS::S3::Bucket").items() if "BucketName" in one}
    names = {name: Names(prod.resources).text(one["BucketName"]) for name, one in own.items()}

    assert [n for n in names.values() if not re.fullmatch(r"signal9-[a-z-]+-prod-111122223333", n)] == []
    assert {"RawPayloadsBucket", "ExportsBucket", "DeskBucket"} <= set(names)


@pytest.mark.acceptance(38)
def test_every_call_of_the_api_is_logged_measured_and_traced(prod):
    [stage] = prod.of_type("AWS::ApiGateway::Stage").values()
    [everything] = stage["MethodSettings"]

    assert stage["TracingEnabled"] is True
    assert stage["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["ApiAccessLogs", "Arn"]}
    assert {"$context.requestId", "$context.status"} <= set(
        re.findall(r"\$[\w.]+", str(stage["AccessLogSetting"]))
    )
    assert (everything["HttpMethod"], everything["ResourcePath"]) == ("*", "/*")
    assert everything["MetricsEnabled"] is True
    assert everything["DataTraceEnabled"] is False


@pytest.mark.acceptance(48)
def test_events_of_the_service_travel_on_a_bus_of_their_own(prod):
    [bus] = prod.of_type("AWS::Events::EventBus").values()
    listening = [rule for rule in prod.of_type("AWS::Events::Rule").values() if "EventPattern" in rule]

    assert bus["Name"] == "signal9-events-prod"
    assert len(listening) >= 4
    ours = [rule for rule in listening if "signal9.advisor" in str(rule["EventPattern"])]
    assert ours
    assert [rule["Name"] for rule in ours if rule.get("EventBusName") != {"Ref": "EventBus"}] == []


@pytest.mark.acceptance(13, 14, 84, 124, 125)
def test_a_change_passes_every_folder_of_tests_and_nine_tenths_of_the_code_before_it_is_merged():
    folders = {path.name for path in (ROOT / "tests").iterdir() if list(path.glob("**/test_*.py"))}
    run = recipe("test")
    checks = (ROOT / ".github" / "workflows" / "checks.yml").read_text()

    assert [name for name in folders if f"tests/{name}" not in run] == []
    assert "--cov-fail-under=90" in run
    assert "run: make test" in checks
    assert "make test" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.acceptance(106)
def test_a_deployment_is_asked_whether_it_is_well():
    deploying = recipe("deploy")

    assert deploying.index("sls deploy") < deploying.index("scripts.delivery.smoke")


@pytest.mark.acceptance(74, 106)
@pytest.mark.parametrize("command", ["make diff", "make deploy", "make smoke", "make remove", "make cost"])
def test_the_commands_of_a_deployment_are_described_and_exist(command):
    page = (ROOT / "docs" / "deployment.md").read_text()

    assert f"{command} STAGE=" in page
    assert recipe(command.removeprefix("make "))


@pytest.mark.acceptance(20, 74)
def test_every_parameter_of_a_stage_is_described():
    names = fragment("resources/stages.yml")["default"]
    page = (ROOT / "docs" / "deployment.md").read_text()

    assert len(names) >= 15
    assert [name for name in names if f"`{name}`" not in page] == []


@pytest.mark.acceptance(46)
def test_how_each_secret_is_changed_is_written_down(prod):
    page = (ROOT / "docs" / "security.md").read_text()
    names = [
        Names(prod.resources).text(one["Name"])
        for one in prod.of_type("AWS::SecretsManager::Secret").values()
    ]

    assert [name for name in names if name.replace("-prod", "-<stage>") not in page] == []


@pytest.mark.acceptance(73, 109, 127)
def test_every_control_of_the_security_review_names_a_test_that_exists():
    page = (ROOT / "docs" / "security.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)`", page)

    assert len(set(named)) >= 12
    assert [name for name in named if not (ROOT / name).exists()] == []
