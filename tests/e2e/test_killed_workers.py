"""A day one of whose workers is killed, run again, ends like one that was not."""

import time

import pytest

from tests.support.killed_days import ends_as_undisturbed

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600), pytest.mark.acceptance(113, 120)]


def kill_worker(laptop, process, dice):
    patience = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < patience:
        if workers := laptop.workers():
            dice.choice(workers).kill()
            return
        time.sleep(0.05)


@pytest.mark.parametrize("seed", range(1, 20, 3))
def test_a_day_whose_worker_was_killed_ends_in_the_same_tables(seed, deployed, undisturbed, tmp_path):
    ends_as_undisturbed(kill_worker, seed, deployed, undisturbed, tmp_path)
