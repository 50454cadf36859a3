"""Ten thousand orders, killed workers, repeated and shuffled messages, a killed database, a deaf broker.

    python -m tests.benchmarks.bench_chaos [--orders 10000] [--seed 20261121]

About ten minutes. What must be true at the end is asserted; the figures are printed.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.support import desk_chaos
from tests.support.supervised_postgres import supervised


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20_261_121)
    parser.add_argument("--database-kills", type=int, default=20)
    chosen = parser.parse_args(arguments)
    chaos = desk_chaos.Chaos(chosen.orders, chosen.seed, database_kills=chosen.database_kills)
    with (
        tempfile.TemporaryDirectory(prefix="signal9-chaos-") as name,
        supervised(Path(name)) as (server, postmaster),
    ):
        desk, orders, seconds = desk_chaos.run(
            server, postmaster, chaos, lambda line: print(line, flush=True)
        )
        statuses, found = desk_chaos.check(desk, orders, chaos)
        redriven = desk_chaos.redrive(desk, chaos)
    print(f"seed {chaos.seed}: {len(orders)} orders in {seconds:.0f} s, 0 lost, 0 doubled; {dict(statuses)}")
    print(
        f"{chaos.killed} workers killed, database killed {chaos.database_died} times; {len(chaos.dead)} dead "
        f"letters, {redriven} of them given again without effect"
    )
    print(f"ledger: {found.postings} postings, {found.fills} fills, {len(found.mismatches)} mismatches")


if __name__ == "__main__":
    main()
