"""The commands around a deployment, against a deployed stage."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.fragments import ROOT

pytestmark = pytest.mark.integration


def delivery(api, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**environment, "SIGNAL9_LOCAL_DIR": str(api.laptop.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def template(api):
    """What CloudFormation was given."""
    found = api.laptop.client("cloudformation").get_template(StackName="signal9-local")["TemplateBody"]
    return json.loads(found) if isinstance(found, str) else dict(found)


@pytest.mark.acceptance(78, 79, 106)
def test_a_deployed_stage_passes_its_smoke_test(api):
    done = delivery(api, "scripts.delivery.smoke", "local")

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["✓ health", "✓ read", "✓ refusal"]


@pytest.mark.acceptance(106)
def test_a_difference_is_told_from_what_is_deployed(api, template, tmp_path):
    template["Resources"]["NewsQueue"] = {"Type": "AWS::SQS::Queue"}
    del template["Resources"]["AssetsTable"]
    after = tmp_path / "after.json"
    after.write_text(json.dumps(template))

    done = delivery(api, "scripts.delivery.diff", "local", "--after", str(after))

    assert done.returncode == 3, done.stderr
    assert "signal9-local: 1 removed, 1 added" in done.stdout
    assert "AssetsTable** is removed: HOLDS DATA THAT WILL BE DELETED" in done.stdout
