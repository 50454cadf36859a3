"""What a market day uses: counted on the laptop's AWS by `python -m tests.benchmarks.bench_cost --write`."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("counts.json")

Usage = dict[str, float]


@dataclass(frozen=True, slots=True)
class Counts:
    measured_at: str
    of_day: Usage  # of a day on which nothing changed, without any company
    unchanged: Usage  # what a company adds that was asked about and had nothing new
    collected: Usage  # what a company adds that was collected whole and rated
    reported: Usage  # the same after another quarter
    first: Usage  # the same on the day the service meets it


def read() -> Counts:
    document = json.loads(FILE.read_text())
    return Counts(
        measured_at=document["measured_at"],
        of_day=document["unchanged"]["day"],
        unchanged=document["unchanged"]["asset"],
        collected=document["collected"]["asset"],
        reported=document["reported"]["asset"],
        first=document["first"]["asset"],
    )
