"""A small run of what `python -m tests.benchmarks.bench_chaos` does with ten thousand orders."""

from pathlib import Path

import pytest

from tests.support import desk_chaos
from tests.support.supervised_postgres import supervised


@pytest.mark.acceptance(133)
@pytest.mark.timeout(180)
def test_orders_survive_killed_workers_a_killed_database_and_a_deaf_broker(tmp_path):
    chaos = desk_chaos.Chaos(orders=200, seed=20261121, database_kills=1)
    print(f"seed {chaos.seed}")  # noqa: T201
    with supervised(Path(tmp_path)) as (server, postmaster):
        desk, orders, _ = desk_chaos.run(server, postmaster, chaos)
        desk_chaos.check(desk, orders, chaos)
        desk_chaos.redrive(desk, chaos)

    assert chaos.killed > 0
    assert chaos.database_died == 1
