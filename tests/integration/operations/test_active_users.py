"""How many people were here in an hour, each counted once, and no reason to keep anybody out."""

import pytest

from functions.operations.adapters.active_users import ActiveUsers
from functions.runtime import aws

FRIDAY = 1_795_185_000.0  # 2026-11-20T14:30:00Z


@pytest.fixture
def table(stage):
    return aws.table(f"signal9-ops-{stage}")


def test_a_user_counts_once_an_hour_in_whatever_environment(table):
    first, second = (ActiveUsers(table, lambda: FRIDAY) for _ in range(2))

    counted = [each.is_first(user) for each in (first, second) for user in ("ann", "bob", "ann")]

    assert counted.count(True) == 2


def test_a_user_counts_again_in_the_next_hour(table):
    moments = iter([FRIDAY] * 2 + [FRIDAY + 1800] * 2)
    users = ActiveUsers(table, lambda: next(moments))

    assert users.is_first("ann")
    assert users.is_first("ann")


def test_an_environment_asks_the_table_once_an_hour_and_user(table, calls):
    users = ActiveUsers(table, lambda: FRIDAY)
    for _ in range(5):
        users.is_first("ann")

    assert [call.operation for call in calls.made] == ["PutItem"]


def test_nobodys_name_is_in_the_table(table):
    ActiveUsers(table, lambda: FRIDAY).is_first("ann@example.com")

    assert "ann" not in str(table.scan()["Items"])


def test_a_table_that_is_away_keeps_nobody_out(stage):
    assert ActiveUsers(aws.table("no-such-table"), lambda: FRIDAY).is_first("ann") is False
