"""A day that is killed and run again ends like one that was not."""

import os
import random
import signal
import time

import pytest

DAY = "2026-05-28"
SEEDS = range(20)
# What a killed process had asked and not yet kept is asked again.
MOST_CALLS_MORE = 0.10

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240), pytest.mark.acceptance(113, 120)]


@pytest.fixture(scope="module")
def undisturbed(deployed, tmp_path_factory):
    laptop = deployed.copy_to(tmp_path_factory.mktemp("undisturbed") / "aws")
    laptop.start()
    try:
        began = time.monotonic()
        laptop.run("--day", DAY)
        return laptop.tables(), len(laptop.provider_calls()), time.monotonic() - began
    finally:
        laptop.delete()


def kill_command(laptop, process, dice):
    process.kill()


def kill_worker(laptop, process, dice):
    patience = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < patience:
        if workers := laptop.workers():
            dice.choice(workers).kill()
            return
        time.sleep(0.05)


def end_emulator(laptop, process, dice):
    os.kill(laptop.emulator_pid(), signal.SIGTERM)


KILLS = (kill_command, kill_worker, end_emulator)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_day_run_again_ends_in_the_same_tables(seed, deployed, undisturbed, tmp_path):
    tables, calls, seconds = undisturbed
    dice = random.Random(seed)
    kill = KILLS[seed % len(KILLS)]
    laptop = deployed.copy_to(tmp_path / "aws")
    laptop.start()
    try:
        process = laptop.command("--day", DAY)
        moment = dice.uniform(0.1, 0.95) * seconds
        time.sleep(moment)
        kill(laptop, process, dice)
        process.communicate(timeout=120)

        laptop.run("--day", DAY)

        told = f"seed {seed}: {kill.__name__} after {moment:.1f} s"
        for name, items in laptop.tables().items():
            differing = [item[:400] for item in sorted(set(items) ^ set(tables[name]))]
            assert not differing, f"{told}: {name}"
        assert len(laptop.provider_calls()) <= calls * (1 + MOST_CALLS_MORE), told
    finally:
        laptop.delete()
