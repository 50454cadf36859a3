"""What rule sets for cloud security object to in a packaged template, and what of it is accepted, and why.

    python -m scripts.audit.findings .serverless/cloudformation-template-update-stack.json

cdk-nag's AwsSolutions and checkov judge what would be deployed. Objections are accepted in accepted.toml;
what is not, and what is accepted without being objected to, ends the command with 1.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import Any

from scripts.audit.deployed import as_deployed

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TOOLS = ROOT / ".venv-audit"
CHECKOV = TOOLS / "bin" / "checkov"
NAG = FOLDER / "nag.cjs"
SECONDS = 120


class AuditFailed(RuntimeError):
    """A tool is not installed, or said something else than findings."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    rule: str  # with what it is about in brackets, where the rule says so: AwsSolutions-IAM5[Resource::*]
    resource: str


@dataclass(frozen=True, slots=True)
class Accepted:
    rule: str  # `*` stands for anything, here and in resources
    resources: tuple[str, ...]
    reason: str

    def covers(self, finding: Finding) -> bool:
        return _fits(self.rule, finding.rule) and any(
            _fits(each, finding.resource) for each in self.resources
        )


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def accepted() -> list[Accepted]:
    document = tomllib.loads((FOLDER / "accepted.toml").read_text())
    return [Accepted(each["rule"], tuple(each["resources"]), each["reason"]) for each in document["accepted"]]


def open_findings(found: Iterable[Finding], allowed: Sequence[Accepted]) -> list[Finding]:
    return sorted({one for one in found if not any(each.covers(one) for each in allowed)})


def needless(found: Sequence[Finding], allowed: Sequence[Accepted]) -> list[str]:
    """Rules and resources that are accepted although nothing objects to them."""
    return [
        f"{each.rule} at {resource}"
        for each in allowed
        for resource in each.resources
        if not any(_fits(each.rule, one.rule) and _fits(resource, one.resource) for one in found)
    ]


def findings(template: Mapping[str, Any]) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        file = Path(folder, "template.json")
        file.write_text(json.dumps(as_deployed(template)))
        judged = [pool.submit(_nag, file), pool.submit(_checkov, file)]
        return [finding for each in judged for finding in each.result()]


def _nag(file: Path) -> list[Finding]:
    said = _said(["node", str(NAG), str(file), str(file.with_suffix(".out"))], TOOLS / "node_modules")
    objections = [json.loads(line) for line in said.splitlines()]
    return [
        Finding(f"{each['rule']}[{each['finding']}]" if each["finding"] else each["rule"], each["resource"])
        for each in objections
    ]


def _checkov(file: Path) -> list[Finding]:
    command = [str(CHECKOV), "-f", str(file), "--framework", "cloudformation", "--skip-download"]
    said = json.loads(_said([*command, "--quiet", "--compact", "--soft-fail", "-o", "json"], CHECKOV))
    failed = said["results"]["failed_checks"]
    return [Finding(each["check_id"], each["resource"].partition(".")[2]) for each in failed]


def _said(command: list[str], tool: Path) -> str:
    if not tool.exists():
        raise AuditFailed(f"{tool.relative_to(ROOT)} is missing: run `make audit-tools`")
    done = run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode != 0:
        raise AuditFailed(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def main() -> None:
    found, allowed = findings(json.loads(Path(sys.argv[1]).read_text())), accepted()
    for each in allowed:
        times = sum(each.covers(one) for one in found)
        print(f"{times:>4}  {each.rule}: {each.reason}")
    unexplained, stale = open_findings(found, allowed), needless(found, allowed)
    for one in unexplained:
        print(f"open: {one.rule} at {one.resource}")
    for line in stale:
        print(f"accepted for nothing: {line}")
    print(f"{len(found)} findings, {len(unexplained)} open")
    sys.exit(1 if unexplained or stale else 0)


if __name__ == "__main__":
    main()
