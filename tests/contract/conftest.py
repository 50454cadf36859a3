import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run

import pytest

from tests.support.packaging import ROOT, package, printed

PACKAGED = "prod"
PRINTED = ("local", "dev", "staging")
CFN_LINT = str(Path(sys.executable).with_name("cfn-lint"))


@pytest.fixture(scope="session")
def rendering(tmp_path_factory):
    """One stage packaged and linted, the others printed: started together, waited for when needed."""
    folders = {stage: tmp_path_factory.mktemp(stage) for stage in (PACKAGED, *PRINTED)}
    with ThreadPoolExecutor(2) as pool:
        started = {PACKAGED: pool.submit(package, PACKAGED, folders[PACKAGED])}
        started |= {stage: pool.submit(printed, stage, folders[stage]) for stage in PRINTED}
        started["lint"] = pool.submit(lambda: linted(started[PACKAGED].result().template_file))
        yield started


def linted(template):
    """By the rules of .cfnlintrc."""
    command = [CFN_LINT, "-t", str(template)]
    return run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="session")
def prod(rendering):
    return rendering[PACKAGED].result()


@pytest.fixture(scope="session")
def stages(rendering):
    """The printed service by stage."""
    return {stage: rendering[stage].result() for stage in PRINTED}


@pytest.fixture(scope="session")
def lint(rendering):
    return rendering["lint"].result()
