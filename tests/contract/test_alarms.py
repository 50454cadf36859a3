"""Every alarm reaches the operators and names a runbook; what it looks at is written by somebody."""

import re

import pytest

from tests.support.fragments import ROOT

RUNBOOKS = ROOT / "docs" / "runbooks"
WATCHED = {
    ("AWS/RDS", "ACUUtilization"),
    ("AWS/Lambda", "Errors"),
    ("AWS/ApiGateway", "Latency"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("AWS/States", "ExecutionsFailed"),
    ("Signal9", "LongUnknownOrders"),
    ("Signal9", "LedgerMismatches"),
    ("Signal9", "OldestUnpublishedSeconds"),
}
FUNCTIONS_OF_AN_ORDER = {
    "SubmitOrder",
    "SendUnsentOrders",
    "ProcessTradeOrders",
    "PublishOrderEvents",
    "VerifyLedger",
}


@pytest.fixture(scope="module")
def alarms(prod):
    return prod.of_type("AWS::CloudWatch::Alarm")


def runbook_of(alarm):
    return RUNBOOKS / re.fullmatch(r".*\. docs/runbooks/([a-z-]+\.md)", alarm["AlarmDescription"])[1]


def watched_function(alarm):
    [dimension] = alarm["Dimensions"]
    return dimension["Value"]["Ref"].removesuffix("LambdaFunction")


def test_what_may_go_wrong_with_orders_is_watched(alarms):
    assert {(alarm["Namespace"], alarm["MetricName"]) for alarm in alarms.values()} >= WATCHED


def test_errors_of_every_function_an_order_passes_are_watched(alarms):
    watched = {watched_function(a) for a in alarms.values() if a["Namespace"] == "AWS/Lambda"}

    assert watched >= FUNCTIONS_OF_AN_ORDER


@pytest.mark.acceptance(136)
def test_every_alarm_reaches_the_operators(alarms):
    actions = {name: alarm["AlarmActions"] + alarm["OKActions"] for name, alarm in alarms.items()}

    assert {name for name, told in actions.items() if told != [{"Ref": "AlertTopic"}] * 2} == set()


@pytest.mark.acceptance(108, 136)
def test_every_alarm_names_a_runbook_that_knows_it(alarms):
    strangers = [
        name
        for name, alarm in alarms.items()
        if f"`{alarm['AlarmName'].replace('-prod', '-<stage>')}`" not in runbook_of(alarm).read_text()
    ]

    assert strangers == []


def test_every_alarm_a_runbook_speaks_of_exists(alarms):
    names = {alarm["AlarmName"].replace("-prod", "-<stage>") for alarm in alarms.values()}
    first_parts = [path.read_text().partition("\n1. ")[0] for path in RUNBOOKS.glob("*.md")]
    spoken_of = {name for text in first_parts for name in re.findall(r"[Aa]larms? `([^`]+)`", text)}

    assert spoken_of
    assert spoken_of <= names


@pytest.mark.acceptance(53)
def test_a_metric_of_our_own_is_written_by_the_function_the_alarm_names(alarms):
    for name, alarm in alarms.items():
        if alarm["Namespace"] == "Signal9":
            [dimension] = alarm["Dimensions"]
            handler = re.sub(r"(?<!^)(?=[A-Z])", "_", watched_function(alarm)).lower()
            code = (ROOT / "functions" / "trading" / "handlers" / f"{handler}.py").read_text()
            assert dimension["Name"] == "function", name
            assert f'"{alarm["MetricName"]}"' in code, name


def test_what_programs_look_up_about_the_desk_is_published(prod):
    published = {parameter["Name"] for parameter in prod.of_type("AWS::SSM::Parameter").values()}
    wanted = "db/access db/endpoint db/port db/name db/secret-arn sqs/order-queue-url sqs/order-dlq-url "
    wanted += "dynamodb/session-table s3/desk-bucket sns/alert-topic-arn events/bus-name api/url region "
    wanted += "config/limits config/kill-switch"

    assert {f"/trading-platform/prod/{name}" for name in wanted.split()} <= published
