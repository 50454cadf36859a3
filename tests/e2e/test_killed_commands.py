"""A day whose command is killed and run again ends like one that was not."""

import pytest

from tests.support.killed_days import ends_as_undisturbed

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600), pytest.mark.acceptance(113, 120)]


def kill_command(laptop, process, dice):
    process.kill()


@pytest.mark.parametrize("seed", range(0, 20, 3))
def test_a_day_whose_command_was_killed_ends_in_the_same_tables(seed, deployed, undisturbed, tmp_path):
    ends_as_undisturbed(kill_command, seed, deployed, undisturbed, tmp_path)
