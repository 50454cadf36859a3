"""Schemathesis over the whole API of a laptop of its own: `make fuzz`.

Deploys, runs a market day, and asks with a person's token and without one. Exits 1 when an answer was not as
described.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from scripts.local.opensearch import SWITCH
from tests.fuzz import campaign, prepared
from tests.fuzz.campaign import Effort
from tests.support.api import LiveApi
from tests.support.laptop import Laptop, data_of

SYMBOLS = {"AAPL", "MRVL", "ZQAN", "ZQNX", "ZQSM", "ZQNA"}
DAY_SECONDS = 600


def main():
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=40, help="at most, of an operation in a phase")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ[SWITCH] = "off"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        laptop = Laptop(root / "aws", data_of(SYMBOLS, root / "data"))
        try:
            laptop.deploy()
            laptop.run("--day", prepared.DAY, seconds=DAY_SECONDS)
            failed = fuzzed(laptop, root, asked)
        finally:
            laptop.delete()
    sys.exit(1 if failed else 0)


def fuzzed(laptop, root, asked):
    api = LiveApi(laptop)
    prepared.lift_request_limits(laptop.client("lambda"))
    person = prepared.prepared(api, SYMBOLS)
    one_by_one = ("examples", "coverage", "fuzzing")
    campaigns = {
        "with a token": campaign.run(person, root / "with", Effort(one_by_one, asked.examples, asked.seed)),
        "in chains": campaign.run(
            person.alone(), root / "chains", Effort(("stateful",), asked.examples, asked.seed)
        ),
        "without a token": campaign.run(
            person, root / "without", Effort(one_by_one, 10, asked.seed), authenticated=False
        ),
    }
    for name, one in campaigns.items():
        if one.failed:
            print(one.report)
        for operation, cases, statuses in one.by_operation():
            print(f"{operation:<26} {cases:>5}  {statuses}")
        print(f"{name}: {one.cases} cases, seed {asked.seed}, {'FAILED' if one.failed else 'no failure'}\n")
    print(f"{sum(one.cases for one in campaigns.values())} cases")
    return any(one.failed for one in campaigns.values())


if __name__ == "__main__":
    main()
