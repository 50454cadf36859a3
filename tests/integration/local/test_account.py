"""An account is prepared once, before its first stage."""

import pytest

from scripts.delivery import account
from scripts.delivery.account import LOGS_ROLE, NotPrepared

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]


@pytest.fixture
def fresh(stack, cloud, monkeypatch):
    """An account in which nobody made anything, and the shell of its administrator."""
    running = stack.start()
    for name, value in stack.environment().items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    return cloud(running.endpoint_url)


def test_an_account_without_the_role_is_told_the_command(fresh):
    with pytest.raises(NotPrepared, match="make account"):
        account.check()


def test_an_account_is_prepared_once_and_then_left_alone(fresh):
    made = account.prepare()

    account.check()
    assert [LOGS_ROLE in made[0], "OpenSearch" in made[1], len(made)] == [True, True, 2]
    assert account.prepare() == []


def test_a_role_that_somebody_chose_before_stays(fresh):
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": "arn:aws:iam::000000000000:role/theirs"}
    fresh.client("apigateway").update_account(patchOperations=[change])

    account.prepare()

    assert account.logs_role() == change["value"]
    assert LOGS_ROLE not in [role["RoleName"] for role in fresh.client("iam").list_roles()["Roles"]]


def test_preparing_goes_on_where_it_was_interrupted(fresh, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(account, "_write_logs_with", interrupted)
        with pytest.raises(KeyboardInterrupt):
            account.prepare()

    account.prepare()

    account.check()
