"""A cluster that sleeps is waited for; a wrong password is not."""

import time
from dataclasses import replace

import pytest

from functions.trading.adapters.database import WAKE_SECONDS, Database, DatabaseUnavailable


class Clock:
    """Time passes by sleeping only."""

    def __init__(self):
        self.now, self.sleeps = 0.0, 0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds
        self.sleeps += 1


@pytest.fixture
def asleep(server):
    name = server.new_database()
    server.run_as_owner(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", "postgres")
    return name


@pytest.mark.acceptance(131)
def test_a_database_that_wakes_up_is_waited_for(server, asleep):
    clock = Clock()

    def sleep(seconds):
        clock.sleep(seconds)
        if clock.sleeps == 3:
            server.run_as_owner(f"ALTER DATABASE {asleep} ALLOW_CONNECTIONS true", "postgres")

    database = Database(server.endpoint(name=asleep), sleep=sleep, clock=clock)
    with database.transaction() as tx:
        assert tx.rows("SELECT 1 AS one") == [{"one": 1}]
    database.close()
    assert clock.sleeps == 3


def test_a_database_that_stays_asleep_is_given_up_after_its_time(server, asleep):
    clock = Clock()
    database = Database(server.endpoint(name=asleep), sleep=clock.sleep, clock=clock)

    with pytest.raises(DatabaseUnavailable), database.transaction():
        pass

    assert clock.now == WAKE_SECONDS


def test_a_password_that_is_refused_is_not_tried_again(server):
    clock = Clock()
    wrong = replace(server.endpoint(), password=lambda: "not the password")
    database = Database(wrong, sleep=clock.sleep, clock=time.monotonic)

    with pytest.raises(DatabaseUnavailable), database.transaction():
        pass

    assert clock.sleeps == 0
