"""The service as the Serverless CLI renders it, in a copy of the sources: a deployment may be running."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

from tests.support.sharing import one_at_a_time

ROOT = Path(__file__).parents[2]
FILES = ("serverless.yml", "package.json", "requirements.txt")
FOLDERS = ("functions", "workflows", "resources", "scripts/build", "build/workflows")
SHARED = (".venv", "node_modules", ".serverless-cache")
SECONDS = 100


@dataclass(frozen=True)
class Package:
    """What `sls package` left behind for one stage."""

    stage: str
    folder: Path
    source: Path

    @cached_property
    def template(self):
        return json.loads(self.template_file.read_text())

    @property
    def template_file(self):
        return self.folder / "cloudformation-template-update-stack.json"

    @property
    def resources(self):
        return self.template["Resources"]

    def of_type(self, kind):
        """Properties by logical id."""
        return {name: r.get("Properties", {}) for name, r in self.resources.items() if r["Type"] == kind}

    @cached_property
    def stack_tags(self):
        state = json.loads((self.folder / "serverless-state.json").read_text())
        return state["service"]["provider"]["stackTags"]

    @property
    def functions_zips(self):
        """By context."""
        found = (self.source / "build").glob(f"functions-{self.stage}-*.zip")
        return {path.stem.rpartition("-")[2]: path for path in found}

    @property
    def layer_zip(self):
        return self.folder / "pythonRequirements.zip"


def names_in(archive):
    with ZipFile(archive) as bundle:
        return bundle.namelist()


def package(stage, folder):
    source = _copy_sources(folder)
    out = folder / "package"
    # Layers that are made are kept for all, and one that is half written would be taken.
    with one_at_a_time(ROOT / ".serverless-cache"):
        _serverless(source, "package", "--stage", stage, "--package", str(out))
    return Package(stage, out, source)


def printed(stage, folder, **parameters):
    """serverless.yml with every variable of the stage resolved; parameters are set as `--param` does."""
    given = [f"--param={name}={value}" for name, value in parameters.items()]
    return json.loads(
        _serverless(_copy_sources(folder), "print", "--stage", stage, "--format", "json", *given)
    )


def _copy_sources(folder):
    source = folder / "source"
    source.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(ROOT / name, source / name)
    for name in FOLDERS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    (source / "scripts" / "__init__.py").touch()
    (ROOT / ".serverless-cache").mkdir(exist_ok=True)
    for name in SHARED:
        (source / name).symlink_to(ROOT / name)
    return source


def _serverless(source, *arguments):
    command = ["node", "node_modules/.bin/sls", *arguments]
    # Without an account: what needs one must fail here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        command, cwd=source, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout
