import time

import pytest

from tests.support.killed_days import DAY


@pytest.fixture(scope="session")
def undisturbed(deployed, tmp_path_factory):
    """What an unkilled day leaves: its tables, how many calls it made and how long it took."""
    laptop = deployed.copy_to(tmp_path_factory.mktemp("undisturbed") / "aws")
    laptop.start()
    try:
        began = time.monotonic()
        laptop.run("--day", DAY)
        return laptop.tables(), len(laptop.provider_calls()), time.monotonic() - began
    finally:
        laptop.delete()
