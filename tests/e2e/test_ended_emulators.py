"""A day whose emulator is ended and started again ends like one that was not."""

import os
import signal

import pytest

from tests.support.killed_days import ends_as_undisturbed

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600), pytest.mark.acceptance(113, 120)]


def end_emulator(laptop, process, dice):
    os.kill(laptop.emulator_pid(), signal.SIGTERM)


@pytest.mark.parametrize("seed", range(2, 20, 3))
def test_a_day_whose_emulator_was_ended_ends_in_the_same_tables(seed, deployed, undisturbed, tmp_path):
    ends_as_undisturbed(end_emulator, seed, deployed, undisturbed, tmp_path)
