"""Limits and kill switches from the parameter store, and how functions get into the database."""

import json

import pytest

from functions.trading.adapters.database_endpoint import DatabaseNotConfigured, Directory
from functions.trading.adapters.desk_configuration import DeskConfiguration
from functions.trading.domain.limits import BadConfiguration

ACCESS = {
    "host": "cluster.example",
    "port": 5432,
    "name": "signal9",
    "user": "desk",
    "authentication": "iam",
    "owner_secret": "rds!cluster-1",
}


class Parameters:
    class exceptions:  # noqa: N801  as boto3 spells it
        class ParameterNotFound(Exception):
            pass

    def __init__(self, **values):
        self.values = values

    def get_parameter(self, *, Name):  # noqa: N803
        if Name not in self.values:
            raise self.exceptions.ParameterNotFound
        return {"Parameter": {"Value": self.values[Name]}}


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


class Signer:
    def __init__(self):
        self.asked = []

    def generate_db_auth_token(self, **wanted):
        self.asked.append(wanted)
        return f"token {len(self.asked)}"


@pytest.fixture
def parameters():
    return Parameters(limits='{"version": "7"}', switch='{"global": false, "accounts": []}')


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def configuration(parameters, clock):
    return DeskConfiguration(parameters, "limits", "switch", clock)


@pytest.mark.parametrize(("seconds", "seen"), [(4.9, False), (5.0, True)])
def test_a_kill_switch_is_seen_within_five_seconds(configuration, parameters, clock, seconds, seen):
    assert not configuration.read().halted
    parameters.values["switch"] = '{"global": true, "accounts": []}'

    clock.now += seconds

    assert configuration.read().halted is seen


@pytest.mark.acceptance(135)
def test_limits_change_without_a_deployment_and_carry_their_version(configuration, parameters, clock):
    before = configuration.read()
    parameters.values["limits"] = '{"version": "8", "limits": {"largest_quantity": "10"}}'
    clock.now += 5

    after = configuration.read()

    assert (before.version[:2], after.version[:2]) == ("7+", "8+")
    assert (before.limits.largest_quantity, after.limits.largest_quantity) == (100_000, 10)


@pytest.mark.parametrize("broken", [{"limits": "{"}, {"switch": '{"global": "yes"}'}])
def test_limits_that_become_unreadable_stop_the_desk(configuration, parameters, clock, broken):
    configuration.read()
    parameters.values |= broken
    clock.now += 5

    with pytest.raises(BadConfiguration):
        configuration.read()


def test_a_parameter_that_is_missing_is_named(configuration, parameters):
    del parameters.values["switch"]

    with pytest.raises(BadConfiguration, match="SSM parameter switch is missing"):
        configuration.read()


def directory(signer=None, **changes):
    document = {name: value for name, value in (ACCESS | changes).items() if value is not None}
    secret = type("Secrets", (), {"get_secret_value": lambda _, **__: {"SecretString": '{"password": "p"}'}})
    clients = {"ssm": Parameters(access=json.dumps(document)), "rds": signer, "secretsmanager": secret()}
    return Directory(clients.__getitem__, "access")


def test_every_connection_gets_a_token_of_its_own():
    signer = Signer()
    endpoint = directory(signer).endpoint()

    assert [endpoint.password(), endpoint.password()] == ["token 1", "token 2"]
    assert signer.asked[0] == {"DBHostname": "cluster.example", "DBUsername": "desk", "Port": 5432}


def test_a_password_comes_from_the_secret_that_is_named():
    assert directory(authentication="password", secret="s").endpoint().password() == "p"


@pytest.mark.parametrize(
    "changes", [{"authentication": "trust"}, {"host": None}, {"authentication": "password"}]
)
def test_a_way_in_that_is_not_described_is_refused(changes):
    with pytest.raises(DatabaseNotConfigured, match="access: expected"):
        directory(**changes).endpoint()
