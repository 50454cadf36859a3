"""The advisor's functions on AWS in moto, as the fragments describe it."""

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from functions.advisor import wiring
from functions.advisor.settings import Settings
from tests.support import tables
from tests.support.advisor import STAGE, Advisor
from tests.support.aws_calls import AwsCalls


@pytest.fixture(scope="module")
def stage():
    """With every table and nothing in them yet."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        tables.set_environment(patch, STAGE)
        given = tables.fragment("functions/advisor/environment.yml", STAGE)
        for name in Settings.variables():
            patch.setenv(name, str(given[name]))
        patch.setenv("REQUESTS_PER_MINUTE", "100000")
        patch.setenv("ALLOWED_ORIGINS", "https://app.signal9.com")
        tables.create_tables(STAGE)
        tables.forget_clients()
        tables.forget_settings()
        wiring.settings.cache_clear()
        yield
    tables.forget_settings()
    wiring.settings.cache_clear()
    tables.forget_clients()


@pytest.fixture
def advisor(stage):
    for table in dynamodb_backends[tables.ACCOUNT][tables.REGION].tables.values():
        table.items.clear()
    with AwsCalls().installed() as calls:
        yield Advisor(calls)
