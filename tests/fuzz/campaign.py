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


@dataclass(frozen=True)
class Campaign:
    failed: bool
    report: str
    answers: Counter  # by (operation, status)

    @property
    def cases(self):
        return self.answers.total()


def run(prepared, folder, *, examples, seed, phases, authenticated=True, workers=2):
    """`examples` is the most a phase makes of one operation."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "schemathesis.toml", folder)
    for name, words in prepared.words.items():
        (folder / f"{name}.words").write_text("".join(f"{json.dumps(word)}\n" for word in words))
    answers = folder / "answers.jsonl"
    answers.write_text("")
    arguments = [
        *("--config-file", str(folder / "schemathesis.toml"), "--no-color", "run", str(contract.DOCUMENT)),
        *("--url", prepared.url, "--seed", str(seed), "--workers", str(workers)),
        *("--max-examples", str(examples), "--phases", ",".join(phases)),
    ]
    token = prepared.token if authenticated else "none"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "SIGNAL9_FUZZ_AUTHORIZATION": f"Bearer {token}",
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
