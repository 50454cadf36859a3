"""The web firewall before the API and before the distribution."""

import pytest

REGIONAL, EDGE = "Firewall", "EdgeFirewall"
DOORS = pytest.mark.parametrize("door", [REGIONAL, EDGE])
MANAGED = {
    "sql-injection": "AWSManagedRulesSQLiRuleSet",
    "common": "AWSManagedRulesCommonRuleSet",
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "reputation": "AWSManagedRulesAmazonIpReputationList",
}


def rules(deployed, door):
    return {rule["Name"]: rule for rule in deployed.of_type("AWS::WAFv2::WebACL")[door]["Rules"]}


@DOORS
@pytest.mark.acceptance(56)
def test_every_planned_rule_stands_in_its_order(whole, door):
    in_order = sorted(rules(whole, door).values(), key=lambda rule: rule["Priority"])

    assert [rule["Name"] for rule in in_order] == [
        "blocked-addresses",
        "allowed-addresses",
        "rate",
        "sql-injection",
        "common",
        "known-bad-inputs",
        "countries",
        "reputation",
    ]
    assert whole.of_type("AWS::WAFv2::WebACL")[door]["DefaultAction"] == {"Allow": {}}


@DOORS
@pytest.mark.acceptance(56, 59)
def test_an_address_may_ask_2000_times_in_five_minutes(whole, door):
    rate = rules(whole, door)["rate"]
    limit = rate["Statement"]["RateBasedStatement"]

    assert rate["Action"] == {"Block": {}}
    assert (limit["Limit"], limit["EvaluationWindowSec"], limit["AggregateKeyType"]) == (2000, 300, "IP")


@pytest.mark.acceptance(56)
def test_the_distributions_own_address_is_not_counted_as_a_caller(whole):
    """What it forwards comes from few addresses; its callers were counted at the edge."""
    counted = rules(whole, REGIONAL)["rate"]["Statement"]["RateBasedStatement"]["ScopeDownStatement"]
    match = counted["NotStatement"]["Statement"]["ByteMatchStatement"]
    distribution = whole.of_type("AWS::CloudFront::Distribution")["Distribution"]["DistributionConfig"]
    [said] = next(each for each in distribution["Origins"] if each["Id"] == "api")["OriginCustomHeaders"]

    assert match["FieldToMatch"] == {"SingleHeader": {"Name": said["HeaderName"]}}
    assert match["SearchString"] == said["HeaderValue"] == "{{resolve:secretsmanager:signal9-edge-prod}}"
    assert match["PositionalConstraint"] == "EXACTLY"
    assert "GenerateSecretString" in whole.of_type("AWS::SecretsManager::Secret")["EdgeSecret"]


@DOORS
@pytest.mark.acceptance(56)
@pytest.mark.parametrize("rule", sorted(MANAGED))
def test_known_attacks_are_blocked_by_amazons_rule_sets(whole, door, rule):
    found = rules(whole, door)[rule]

    assert found["Statement"] == {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": MANAGED[rule]}}
    assert found["OverrideAction"] == {"None": {}}, "counting alone blocks nothing"


@DOORS
@pytest.mark.acceptance(56)
def test_addresses_can_be_blocked_and_let_through(whole, door):
    prefix = "" if door == REGIONAL else "Edge"
    sets = whole.of_type("AWS::WAFv2::IPSet")
    for which, action in (("Blocked", "Block"), ("Allowed", "Allow")):
        rule = rules(whole, door)[f"{which.lower()}-addresses"]
        name = rule["Statement"]["IPSetReferenceStatement"]["Arn"]["Fn::GetAtt"][0]
        assert (name, rule["Action"]) == (f"{prefix}{which}Addresses", {action: {}})
    assert sets[f"{prefix}BlockedAddresses"]["Addresses"] == ["203.0.113.0/24"]
    assert sets[f"{prefix}AllowedAddresses"]["Addresses"] == []


@pytest.mark.acceptance(56)
def test_countries_are_blocked_where_a_stage_says_so_and_by_default_none_is(whole, prod):
    found = rules(whole, REGIONAL)["countries"]["Statement"]["GeoMatchStatement"]

    assert found == {"CountryCodes": ["KP", "IR"]}
    assert prod.template["Conditions"]["BlocksCountries"] == {"Fn::Equals": ["off", "on"]}


@pytest.mark.acceptance(56)
def test_the_firewall_stands_before_the_apis_stage_and_the_distribution(whole):
    [before] = whole.of_type("AWS::WAFv2::WebACLAssociation").values()
    distribution = whole.of_type("AWS::CloudFront::Distribution")["Distribution"]["DistributionConfig"]
    acls = whole.of_type("AWS::WAFv2::WebACL")

    assert before["ResourceArn"]["Fn::Sub"].endswith("::/restapis/${Api}/stages/${ApiStage}")
    assert before["WebACLArn"] == {"Fn::GetAtt": [REGIONAL, "Arn"]}
    assert distribution["WebACLId"] == {"Fn::GetAtt": [EDGE, "Arn"]}
    assert {name: acl["Scope"] for name, acl in acls.items()} == {REGIONAL: "REGIONAL", EDGE: "CLOUDFRONT"}


@pytest.mark.acceptance(56)
def test_what_it_decides_is_logged_without_anybodys_keys(whole):
    group = whole.of_type("AWS::Logs::LogGroup")["FirewallLogs"]
    logging = whole.of_type("AWS::WAFv2::LoggingConfiguration")

    assert group["LogGroupName"].startswith("aws-waf-logs-"), "the only names it may write to"
    assert group["RetentionInDays"] == 30
    assert {each["ResourceArn"]["Fn::GetAtt"][0] for each in logging.values()} == {REGIONAL, EDGE}
    for each in logging.values():
        [destination] = each["LogDestinationConfigs"]
        assert destination["Fn::Sub"].endswith(":log-group:${FirewallLogs}")
        redacted = {field["SingleHeader"]["Name"] for field in each["RedactedFields"]}
        assert redacted == {"authorization", "x-api-key", "x-signal9-edge"}
