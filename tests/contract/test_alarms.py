"""Every alarm reaches the operators, names a runbook that knows it, and looks at something that exists."""

import re

import pytest

from functions.operations.domain.dead_letters import CONSUMERS
from functions.runtime.metrics import METRICS
from tests.support.aws_metrics import AWS_METRICS
from tests.support.fragments import ROOT

RUNBOOKS = ROOT / "docs" / "runbooks"
ASKED = r'SELECT \w+\((\w+)\) FROM "([\w/]+)"'
MOST_METRICS = 10  # of an alarm
FUNCTIONS_OF_AN_ORDER = {
    "SubmitOrder",
    "SendUnsentOrders",
    "ProcessTradeOrders",
    "PublishOrderEvents",
    "VerifyLedger",
}
# What users, providers and operators were promised to be watched, whatever the alarm is called.
PROMISED = {
    ("AWS/Lambda", "Errors"), ("AWS/Lambda", "Duration"), ("AWS/Lambda", "Throttles"),
    ("AWS/ApiGateway", "5XXError"), ("AWS/ApiGateway", "4XXError"), ("AWS/ApiGateway", "Latency"),
    ("AWS/DynamoDB", "ThrottledRequests"), ("AWS/Events", "FailedInvocations"), ("AWS/ES", "5xx"),
    ("AWS/States", "ExecutionsFailed"), ("AWS/States", "ExecutionTime"), ("AWS/RDS", "ACUUtilization"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"), ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("Signal9/Operations", "SecretReadFailures"), ("Signal9/Operations", "OpenDeadLetters"),
    ("Signal9/Operations", "RequestsRefusedForHaste"), ("Signal9/DataIngestion", "FailedIngestion"),
    ("Signal9/DataValidation", "ValidationErrors"), ("Signal9/DataValidation", "ValidationSuccessRate"),
    ("Signal9/Advisor", "ProcessingSuccess"), ("Signal9/Advisor", "ProcessingDuration"),
    ("Signal9/Advisor", "ProviderFailures"), ("Signal9/Advisor", "ProviderLimitHits"),
    ("Signal9/Advisor", "AlphaVantageCallsLeft"), ("Signal9/Trading", "LongUnknownOrders"),
    ("Signal9/Trading", "LedgerMismatches"), ("Signal9/Trading", "OldestUnpublishedSeconds"),
}  # fmt: skip


@pytest.fixture(scope="module")
def alarms(prod):
    return prod.of_type("AWS::CloudWatch::Alarm")


@pytest.fixture(scope="module")
def composites(prod):
    return prod.of_type("AWS::CloudWatch::CompositeAlarm")


def runbook_of(alarm):
    return RUNBOOKS / re.fullmatch(r".*\. docs/runbooks/([a-z-]+\.md)", alarm["AlarmDescription"])[1]


def watched(alarm):
    """Namespace, name and dimensions of each metric."""
    if "MetricName" in alarm:
        return [(alarm["Namespace"], alarm["MetricName"], dimensions_of(alarm))]
    parts = [part["MetricStat"]["Metric"] for part in alarm["Metrics"] if "MetricStat" in part]
    found = [(part["Namespace"], part["MetricName"], dimensions_of(part)) for part in parts]
    asked = (re.fullmatch(ASKED, part.get("Expression", "")) for part in alarm["Metrics"])
    return [*found, *((match[2], match[1], {}) for match in asked if match)]


def dimensions_of(metric):
    return {each["Name"]: each["Value"] for each in metric["Dimensions"]}


@pytest.mark.acceptance(123, 136)
def test_what_was_promised_is_watched(alarms):
    looked_at = {(space, name) for alarm in alarms.values() for space, name, _ in watched(alarm)}

    assert looked_at >= PROMISED


def test_errors_of_every_function_an_order_passes_are_watched(alarms):
    errors = [where for a in alarms.values() for _, name, where in watched(a) if name == "Errors"]
    functions = {where["FunctionName"].rpartition("-")[2] for where in errors if where}

    assert functions >= FUNCTIONS_OF_AN_ORDER


@pytest.mark.acceptance(123, 136)
def test_every_alarm_reaches_the_operators(alarms, composites):
    actions = {name: a["AlarmActions"] + a["OKActions"] for name, a in {**alarms, **composites}.items()}

    assert {name for name, told in actions.items() if told != [{"Ref": "AlertTopic"}] * 2} == set()


@pytest.mark.acceptance(108, 136)
def test_every_alarm_names_a_runbook_that_knows_it(alarms, composites):
    strangers = [
        name
        for name, alarm in {**alarms, **composites}.items()
        if f"`{alarm['AlarmName'].replace('-prod', '-<stage>')}`" not in runbook_of(alarm).read_text()
    ]

    assert strangers == []


def test_every_alarm_a_runbook_speaks_of_exists(alarms, composites):
    names = {alarm["AlarmName"].replace("-prod", "-<stage>") for alarm in {**alarms, **composites}.values()}
    first_parts = [path.read_text().partition("\n1. ")[0] for path in RUNBOOKS.glob("*.md")]
    spoken_of = {name for text in first_parts for name in re.findall(r"[Aa]larms? `([^`]+)`", text)}

    assert spoken_of
    assert spoken_of <= names


@pytest.mark.acceptance(53, 123)
def test_an_alarm_looks_at_what_code_or_aws_publishes(alarms):
    for alarm_id, alarm in alarms.items():
        for namespace, name, where in watched(alarm):
            if namespace.startswith("Signal9/"):
                assert METRICS[name].namespace == namespace, alarm_id
                assert METRICS[name].dimensions == tuple(where), alarm_id
            else:
                assert tuple(where) in AWS_METRICS[namespace, name], alarm_id


def test_an_alarm_looks_at_something_in_this_stack(alarms, prod):
    """A dimension with nobody's name is an alarm that never goes off."""
    named = {f["FunctionName"] for f in prod.of_type("AWS::Lambda::Function").values()}
    named |= {queue["QueueName"] for queue in prod.of_type("AWS::SQS::Queue").values()}
    named |= {d["DomainName"] for d in prod.of_type("AWS::OpenSearchService::Domain").values()}
    named |= {"prod", "signal9-prod", "alphavantage", "alpaca", *CONSUMERS}
    for alarm_id, alarm in alarms.items():
        for _, _, where in watched(alarm):
            for value in where.values():
                known = prod.resources.keys() | {"AWS::AccountId"}
                assert (value["Ref"] in known) if isinstance(value, dict) else (value in named), alarm_id


def test_an_alarm_stays_within_what_cloudwatch_takes(alarms):
    for alarm_id, alarm in alarms.items():
        assert len(watched(alarm)) <= MOST_METRICS, alarm_id
        assert ("Metrics" in alarm) != ("MetricName" in alarm), alarm_id
        seconds = alarm.get("Period", 300)
        assert seconds in {60, 300, 900, 3600}, alarm_id


@pytest.mark.acceptance(123)
def test_whoever_is_hurt_is_hurt_by_alarms_that_there_are(alarms, composites):
    names = {alarm["AlarmName"] for alarm in alarms.values()}

    assert {"UsersHurtAlarm", "OrdersHurtAlarm", "RatingsHurtAlarm"} == set(composites)
    for composite in composites.values():
        children = re.findall(r'ALARM\("([^"]+)"\)', composite["AlarmRule"])
        assert set(children) <= names
        assert " OR ".join(f'ALARM("{child}")' for child in children) == composite["AlarmRule"]


def test_alarms_that_hurt_exist_wherever_the_composite_does(prod):
    for composite in prod.resources.values():
        if composite["Type"] == "AWS::CloudWatch::CompositeAlarm":
            conditions = {
                prod.resources[child].get("Condition", "IsCloud") for child in composite["DependsOn"]
            }
            assert conditions == {"IsCloud"} == {composite["Condition"]}


def test_what_programs_look_up_about_the_desk_is_published(prod):
    published = {parameter["Name"] for parameter in prod.of_type("AWS::SSM::Parameter").values()}
    wanted = "db/access db/endpoint db/port db/name db/secret-arn sqs/order-queue-url sqs/order-dlq-url "
    wanted += "dynamodb/session-table s3/desk-bucket sns/alert-topic-arn events/bus-name api/url region "
    wanted += "config/limits config/kill-switch"

    assert {f"/trading-platform/prod/{name}" for name in wanted.split()} <= published
