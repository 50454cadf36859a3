"""Whatever is given up has a queue of its own, which is emptied, guarded and described."""

import json
import re

import pytest

from functions.operations.domain.dead_letters import CONSUMERS
from functions.runtime.metrics import METRICS
from tests.support.fragments import ROOT

PUBLISHERS = {"cloudwatch.amazonaws.com", "budgets.amazonaws.com"}
RULES = "arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/signal9-*"


def dead_letter_queues(prod):
    """Logical ids by name."""
    queues = prod.of_type("AWS::SQS::Queue")
    return {q["QueueName"]: name for name, q in queues.items() if "-dlq-" in q["QueueName"]}


def targets(prod):
    for name, rule in prod.of_type("AWS::Events::Rule").items():
        for target in rule["Targets"]:
            yield name, target


def guarded(prod, kind, sid):
    """Logical ids that a statement of this name is about, over all policies of the kind."""
    text = [
        json.dumps(statement["Resource"])
        for policy in prod.of_type(kind).values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Sid"] == sid
    ]
    return set(re.findall(r'"(?:Ref|Fn::GetAtt)": \[?"(\w+)"', "".join(text)))


@pytest.mark.acceptance(51, 89, 120)
def test_every_dead_letter_queue_has_a_consumer_and_is_emptied(prod):
    known = {consumer.queue.format(stage="prod") for consumer in CONSUMERS.values()}

    assert set(dead_letter_queues(prod)) == known


@pytest.mark.acceptance(120)
def test_what_a_letter_is_given_to_again_is_in_the_stack(prod):
    named = {
        "function": {f["FunctionName"] for f in prod.of_type("AWS::Lambda::Function").values()},
        "queue": {q["QueueName"] for q in prod.of_type("AWS::SQS::Queue").values()},
        "topic": {t["TopicName"] for t in prod.of_type("AWS::SNS::Topic").values()},
        "machine": {m["StateMachineName"] for m in prod.of_type("AWS::StepFunctions::StateMachine").values()},
    }

    for name, consumer in CONSUMERS.items():
        assert consumer.target.format(stage="prod") in named[consumer.kind], name


@pytest.mark.acceptance(48, 51, 120)
def test_every_target_of_every_rule_is_tried_again_and_then_kept(prod):
    queues = set(dead_letter_queues(prod).values())
    for name, target in targets(prod):
        assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] in queues, name
        assert target["RetryPolicy"]["MaximumRetryAttempts"] == 3, name
        assert 300 <= target["RetryPolicy"]["MaximumEventAgeInSeconds"] <= 7200, name


def test_rules_may_put_their_events_among_the_dead_letters(prod):
    used = {target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] for _, target in targets(prod)}

    assert used <= guarded(prod, "AWS::SQS::QueuePolicy", "RulesMaySend")


@pytest.mark.acceptance(140)
def test_nothing_is_said_to_a_queue_or_topic_in_the_clear(prod):
    assert set(prod.of_type("AWS::SQS::Queue")) <= guarded(prod, "AWS::SQS::QueuePolicy", "TlsOnly")
    assert set(prod.of_type("AWS::SNS::Topic")) <= guarded(prod, "AWS::SNS::TopicPolicy", "TlsOnly")


@pytest.mark.acceptance(54, 136)
def test_alarms_rules_and_budgets_may_use_the_topics_and_their_key(prod):
    """The key that AWS keeps for SNS lets none of them."""
    [key] = prod.of_type("AWS::KMS::Key")
    statements = prod.of_type("AWS::KMS::Key")[key]["KeyPolicy"]["Statement"]
    [theirs] = [each for each in statements if each["Sid"] == "ServicesPublish"]

    assert set(theirs["Principal"]["Service"]) == PUBLISHERS
    # EventBridge sends neither account nor rule along to a topic and its key: a condition would never hold.
    [rules] = [each for each in statements if each["Sid"] == "RulesPublish"]
    assert (rules["Principal"]["Service"], rules.get("Condition")) == ("events.amazonaws.com", None)
    targeted = {t["Arn"]["Ref"] for _, t in targets(prod) if "Topic" in t["Arn"].get("Ref", "")}
    assert targeted == guarded(prod, "AWS::SNS::TopicPolicy", "RulesPublish")
    topics = set(prod.of_type("AWS::SNS::Topic"))
    assert topics <= guarded(prod, "AWS::SNS::TopicPolicy", "ServicesPublish")
    for topic in prod.of_type("AWS::SNS::Topic").values():
        assert topic["KmsMasterKeyId"]["Fn::If"][1] == {"Ref": key}


def test_functions_and_queues_know_the_stages_own_rules_by_their_arn(prod):
    """An account in their place is not sent along for every kind of rule."""
    permissions = [
        p
        for p in prod.of_type("AWS::Lambda::Permission").values()
        if p["Principal"] == "events.amazonaws.com"
    ]
    kept = [
        statement["Condition"]
        for policy in prod.of_type("AWS::SQS::QueuePolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Sid"] == "RulesMaySend"
    ]

    assert permissions
    assert all("SourceArn" in one and "SourceAccount" not in one for one in permissions)
    assert kept
    assert all(condition == {"ArnLike": {"aws:SourceArn": {"Fn::Sub": RULES}}} for condition in kept)


@pytest.mark.acceptance(48)
def test_what_was_on_the_bus_can_be_replayed(prod):
    [archive] = prod.of_type("AWS::Events::Archive").values()

    assert archive["SourceArn"] == {"Fn::GetAtt": ["EventBus", "Arn"]}
    assert archive["RetentionDays"] == 90


@pytest.mark.acceptance(129)
def test_every_consumer_and_every_metric_is_described():
    letters = (ROOT / "docs" / "dead-letters.md").read_text()
    seen = (ROOT / "docs" / "observability.md").read_text()

    assert {name for name in CONSUMERS if name not in letters} == set()
    assert {name for name in METRICS if name not in seen} == set()
    assert {metric.namespace for metric in METRICS.values() if metric.namespace not in seen} == set()
