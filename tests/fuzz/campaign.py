"""Schemathesis over the deployed API, with the contract as its users have it."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from functions.runtime import contract
from tests.support.fragments import ROOT

HERE = Path(__file__).parent
WHOSE = {
    "fuzz": "SIGNAL9_FUZZ_AUTHORIZATION",
    "tidier": "SIGNAL9_FUZZ_TIDIER",
    "leaver": "SIGNAL9_FUZZ_LEAVER",
}


@dataclass(frozen=True)
class Effort:
    phases: tuple[
        str, ...
    ]  # coverage has cases of its own for every word of the contract, whatever `examples`
    examples: int  # the most that another phase makes of one operation
    seed: int


@dataclass(frozen=True)
class Campaign:
    failed: bool
    report: str
    answers: Counter  # by (operation, status)

    @property
    def cases(self):
        return self.answers.total()

    def by_operation(self):
        """Rows of operation, cases, and the statuses that were answered."""
        for name in contract.operations():
            found = {status: count for (asked, status), count in self.answers.items() if asked == name}
            yield name, sum(found.values()), " ".join(map(str, sorted(found)))


def run(prepared, folder, effort, *, authenticated=True):
    folder.mkdir(parents=True)
    shutil.copy(HERE / "schemathesis.toml", folder)
    for name, words in prepared.words.items():
        (folder / f"{name}.words").write_text("".join(f"{json.dumps(word)}\n" for word in words))
    answers = folder / "answers.jsonl"
    answers.touch()
    arguments = [
        *("--config-file", str(folder / "schemathesis.toml"), "--no-color", "run", str(contract.DOCUMENT)),
        # One worker: generators of several threads disturb each other on Python 3.11.
        *("--url", prepared.url, "--seed", str(effort.seed), "--workers", "1"),
        *("--max-examples", str(effort.examples), "--phases", ",".join(effort.phases)),
    ]
    tokens = prepared.tokens if authenticated else dict.fromkeys(prepared.tokens, "none")
    environment = {
        **os.environ,
        **{WHOSE[name]: f"Bearer {token}" for name, token in tokens.items()},
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "SIGNAL9_FUZZ_ANSWERS": str(answers),
        "NO_PROXY": "*",
    }
    ended = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    counted = Counter(tuple(json.loads(line)) for line in answers.read_text().splitlines())
    return Campaign(ended.returncode != 0, ended.stdout + ended.stderr, counted)
