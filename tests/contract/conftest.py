import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import pytest

from scripts.audit.deployed import as_deployed
from scripts.audit.findings import findings
from tests.support.packaging import ROOT, package, printed

PACKAGED = "prod"
PRINTED = ("local", "dev", "staging")
# The most and the least that a stage can have.
DOMAIN = "app.example.com"
WHOLE = {"domain": DOMAIN, "firewall_blocked_countries": "KP,IR", "firewall_blocked": "203.0.113.0/24"}
BARE = {"database": "false", "search_nodes": "0", "nat_gateways": "0"}
# Ten seconds of processor time; other tests take theirs at the same time.
LINT_SECONDS = 240
CFN_LINT = str(Path(sys.executable).with_name("cfn-lint"))


@dataclass(frozen=True)
class Deployed:
    """Resources whose condition holds, each If decided."""

    resources: dict

    def of_type(self, kind):
        """Properties by logical id."""
        return {name: r.get("Properties", {}) for name, r in self.resources.items() if r["Type"] == kind}


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
    return run(command, cwd=ROOT, capture_output=True, text=True, timeout=LINT_SECONDS, check=False)


@pytest.fixture(scope="session")
def prod(rendering):
    return rendering[PACKAGED].result()


@pytest.fixture(scope="session")
def stages(rendering):
    """The printed service by stage."""
    return {stage: rendering[stage].result() for stage in PRINTED}


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """What a stage with everything, and a domain of its own, would make; functions are not among it."""
    document = printed(PACKAGED, tmp_path_factory.mktemp("whole"), **WHOLE)
    return Deployed(as_deployed(document["resources"])["Resources"])


@pytest.fixture(scope="session")
def bare_document(tmp_path_factory):
    """A stage without network, database and search, as it is written."""
    return printed("dev", tmp_path_factory.mktemp("bare"), **BARE)


@pytest.fixture(scope="session")
def bare(bare_document):
    """What it would make."""
    return Deployed(as_deployed(bare_document["resources"])["Resources"])


@pytest.fixture(scope="session")
def objections(prod):
    """Of the rule sets; half a minute of two processors."""
    return findings(prod.template)


@pytest.fixture(scope="session")
def lint(rendering):
    return rendering["lint"].result()
