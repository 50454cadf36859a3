"""Least privilege on the rendered roles: what may be allowed everywhere is listed here with its reason."""

import pytest

# AWS defines no resource for these actions.
ONLY_EVERYWHERE = {
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
}
READS_SECRET = {
    # Health says which of them are placeholders.
    "AlpacaSecret": {"SyncAssets", "SyncPrices", "ProcessTradeOrders", "ReconcileAccount", "CheckHealth"},
    "PageTokenSecret": {
        "ListOrders",
        "ServeAlerts",
        "ReadAssets",
        "ReadAnalyses",
        "ReadFinancials",
        "ReadNews",
        "ReadSectors",
    },
    "CacheSecret": {
        "CheckHealth",
        "ForgetOutdated",
        "ReadAnalyses",
        "ReadAssets",
        "ReadFinancials",
        "ReadSectors",
    },
    # The triggers plan with what the key may call, which stands beside it.
    "AlphaVantageSecret": {
        "SyncEarningsCalendar",
        "SyncNewsSentiment",
        "PollenateAsset",
        "CheckHealth",
        "TriggerEarningsPollenation",
        "TriggerRegularPollenation",
    },
}


# The gateway, the rule that starts reconciliations, and services that write on their own.
ASSUMED_BY_SERVICES = (
    "ApiRole",
    "BackupRole",
    "ExportRole",
    "ReconciliationStarterRole",
    "TrafficRole",
    "TrailRole",
)


def as_list(given):
    return given if isinstance(given, list) else [given]


def secret_of(resource):
    """The logical id of the secret whose ARN a statement names."""
    match resource:
        case {"Ref": secret} | {"Fn::GetAtt": [secret, "Id"]}:
            return secret
    return None


def statements(prod):
    for name, role in prod.of_type("AWS::IAM::Role").items():
        for policy in role.get("Policies", ()):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, as_list(statement["Action"]), as_list(statement["Resource"])


@pytest.mark.acceptance(10, 16, 87, 142)
def test_no_role_may_do_every_action_of_a_service(prod):
    assert [(role, a) for role, actions, _ in statements(prod) for a in actions if "*" in a] == []


@pytest.mark.acceptance(10, 16, 142)
def test_only_actions_without_resources_are_allowed_everywhere(prod):
    everywhere = [
        (role, a) for role, actions, resources in statements(prod) if "*" in resources for a in actions
    ]

    assert [(role, action) for role, action in everywhere if action not in ONLY_EVERYWHERE] == []


@pytest.mark.acceptance(10, 142)
def test_every_function_and_machine_has_a_role_of_its_own(prod):
    functions = [f["Role"]["Fn::GetAtt"][0] for f in prod.of_type("AWS::Lambda::Function").values()]
    machines = [
        m["RoleArn"]["Fn::GetAtt"][0] for m in prod.of_type("AWS::StepFunctions::StateMachine").values()
    ]
    roles = sorted([*functions, *machines, *ASSUMED_BY_SERVICES])

    assert roles == sorted(set(roles))
    assert roles == sorted(prod.of_type("AWS::IAM::Role")), "a role that nobody assumes"


@pytest.mark.acceptance(87)
def test_every_function_may_write_its_traces(prod):
    for name, function in prod.of_type("AWS::Lambda::Function").items():
        role = function["Role"]["Fn::GetAtt"][0]
        allowed = {a for owner, actions, _ in statements(prod) if owner == role for a in actions}
        assert {"xray:PutTraceSegments", "xray:PutTelemetryRecords"} <= allowed, name


@pytest.mark.acceptance(45, 96, 99)
@pytest.mark.parametrize("secret", sorted(READS_SECRET))
def test_only_functions_that_call_a_provider_or_plan_its_calls_may_read_its_key(prod, secret):
    readers = {
        role.removesuffix("IamRoleLambdaExecution"): set(actions)
        for role, actions, resources in statements(prod)
        if secret in map(secret_of, resources)
    }

    assert readers == {name: {"secretsmanager:GetSecretValue"} for name in READS_SECRET[secret]}


@pytest.mark.acceptance(45, 99)
def test_no_other_secret_may_be_read(prod):
    secrets = [
        resource
        for _, actions, resources in statements(prod)
        if any(action.startswith("secretsmanager:") for action in actions)
        for resource in resources
    ]

    others = [str(resource) for resource in secrets if secret_of(resource) not in READS_SECRET]
    # The owner's, made and rotated by the cluster: its name is not known before.
    assert [secret for secret in others if ":secret:rds!cluster-*" not in secret] == []


@pytest.mark.acceptance(10)
def test_machines_invoke_the_functions_of_their_definition_and_no_others(prod):
    for name, machine in prod.of_type("AWS::StepFunctions::StateMachine").items():
        role = machine["RoleArn"]["Fn::GetAtt"][0]
        [invoked] = [
            resources
            for owner, actions, resources in statements(prod)
            if owner == role and actions == ["lambda:InvokeFunction"]
        ]
        named = machine["DefinitionSubstitutions"].values()
        assert sorted(map(str, invoked)) == sorted(map(str, named)), name
