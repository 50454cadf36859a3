"""The packaged template before two rule sets for cloud security: cdk-nag's AwsSolutions and checkov."""

import pytest

from scripts.audit.deployed import ConditionNotUnderstood, as_deployed
from scripts.audit.findings import Accepted, Finding, accepted, needless, open_findings

SHORTEST_REASON = 30
pytestmark = pytest.mark.timeout(300)


@pytest.mark.acceptance(11, 16, 112, 127, 140, 142)
def test_nothing_is_objected_to_that_is_not_accepted_with_a_reason(objections):
    assert open_findings(objections, accepted()) == []


@pytest.mark.acceptance(11)
def test_both_rule_sets_had_something_to_say(objections):
    rules = {finding.rule.partition("-")[0].partition("_")[0] for finding in objections}

    assert {"AwsSolutions", "CKV"} <= rules
    assert not any("CdkNagValidationFailure" in finding.rule for finding in objections)


def test_nothing_is_accepted_that_nobody_objects_to(objections):
    assert needless(objections, accepted()) == []


def test_every_acceptance_has_a_reason_of_its_own():
    reasons = [each.reason for each in accepted()]

    assert sorted(set(reasons)) == sorted(reasons)
    assert [reason for reason in reasons if len(reason) < SHORTEST_REASON] == []


def test_an_acceptance_covers_its_rule_at_its_resources_only():
    allowed = [Accepted("IAM5[Resource::*]", ("*Role",), "because")]
    found = [
        Finding("IAM5[Resource::*]", "ARole"),
        Finding("IAM5[Resource::arn:*]", "ARole"),
        Finding("IAM5[Resource::*]", "ATable"),
        Finding("IAM4", "ARole"),
    ]

    assert open_findings(found, allowed) == [Finding("IAM4", "ARole"), Finding("IAM5[Resource::*]", "ATable")]
    assert needless([], allowed) == ["IAM5[Resource::*] at *Role"]


def test_a_template_is_judged_as_it_would_be_deployed():
    template = {
        "Conditions": {
            "On": {"Fn::Equals": ["on", "on"]},
            "Off": {"Fn::Not": [{"Condition": "On"}]},
            "Both": {"Fn::And": [{"Condition": "On"}, {"Condition": "Off"}]},
            "Either": {"Fn::Or": [{"Condition": "On"}, {"Condition": "Off"}]},
        },
        "Resources": {
            "A": {"Type": "T", "Condition": "Either", "Properties": {"x": {"Fn::If": ["Off", 1, 2]}}},
            "B": {"Type": "T", "Condition": "Both"},
            "C": {
                "Type": "T",
                "DependsOn": ["A", "B"],
                "Properties": {"x": {"Ref": "AWS::NoValue"}, "y": [0]},
            },
        },
        "Outputs": {"o": {"Value": "v"}},
    }

    assert as_deployed(template) == {
        "Resources": {
            "A": {"Type": "T", "Properties": {"x": 2}},
            "C": {"Type": "T", "DependsOn": ["A"], "Properties": {"y": [0]}},
        }
    }


def test_a_condition_that_is_decided_when_deploying_is_refused():
    template = {
        "Conditions": {"C": {"Fn::Contains": [[], "x"]}},
        "Resources": {"A": {"Type": "T", "Condition": "C"}},
    }

    with pytest.raises(ConditionNotUnderstood, match="expected Equals, Not, And, Or"):
        as_deployed(template)
