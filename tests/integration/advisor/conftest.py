"""The advisor's functions on AWS in moto, as the fragments describe it."""

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from functions.advisor import wiring
from functions.advisor.settings import Settings
from tests.support import tables
from tests.support.advisor import STAGE, Advisor
from tests.support.alerting import Alerting
from tests.support.aws_calls import AwsCalls


@pytest.fixture(scope="module")
def stage():
    """With every table and nothing in them yet."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        tables.set_environment(patch, STAGE)
        given = tables.fragment("functions/advisor/environment.yml", STAGE)
        for name in Settings.variables():
            patch.setenv(name, str(given[name]))
        queue = tables.client("sqs").create_queue(QueueName=f"signal9-notifications-{STAGE}")
        patch.setenv("NOTIFICATION_QUEUE_URL", queue["QueueUrl"])
        tables.client("secretsmanager").create_secret(
            Name=given["PAGE_TOKEN_SECRET_NAME"], SecretString="of pages"
        )
        patch.setenv("EMAIL_SENDER", "alerts@signal9.example")
        patch.setenv("REQUESTS_PER_MINUTE", "100000")
        patch.setenv("ALLOWED_ORIGINS", "https://app.signal9.com")
        tables.create_tables(STAGE)
        tables.forget_clients()
        tables.forget_settings()
        forget()
        yield
    tables.forget_settings()
    forget()
    tables.forget_clients()


def forget():
    for kept in (wiring.settings, wiring.alert_settings, wiring.page_tokens):
        kept.cache_clear()


@pytest.fixture
def advisor(stage):
    for table in dynamodb_backends[tables.ACCOUNT][tables.REGION].tables.values():
        table.items.clear()
    with AwsCalls().installed() as calls:
        yield Advisor(calls)


@pytest.fixture
def alerting(advisor, monkeypatch):
    """Ann and Bob with a profile each, Apple and Microsoft in the catalogue, and noon on a Friday."""
    alerting = Alerting(advisor)
    alerting.queued()
    for user in ("ann", "bob"):
        advisor.person(user)
    for symbol in ("AAPL", "MSFT"):
        advisor.asset(symbol)
    with alerting.clock(monkeypatch):
        yield alerting
