"""What a role must not be able to do, asked of every function's and every machine's rendered policies."""

import pytest

from tests.support.fragments import ROOT, fragment
from tests.support.policies import ARNS, Names, as_list, roles

# Nobody changes the service, its rights, its settings or its secrets from inside, or empties a store.
NEVER = (
    "iam:PassRole",
    "iam:PutRolePolicy",
    "iam:CreateAccessKey",
    "sts:AssumeRole",
    "cloudformation:UpdateStack",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "lambda:AddPermission",
    "states:UpdateStateMachine",
    "dynamodb:DeleteTable",
    "dynamodb:UpdateTable",
    "dynamodb:PutResourcePolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketPolicy",
    "s3:PutLifecycleConfiguration",
    "sqs:PurgeQueue",
    "sqs:SetQueueAttributes",
    "sns:SetTopicAttributes",
    "secretsmanager:PutSecretValue",
    "secretsmanager:PutResourcePolicy",
    "ssm:PutParameter",
    "logs:DeleteLogGroup",
    "logs:PutRetentionPolicy",
    "rds:ModifyDBCluster",
    "rds:DeleteDBCluster",
    "kms:ScheduleKeyDeletion",
)
WRITES = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem")
TABLES_OF = {
    "research": ("research_tables", "fundamentals_tables"),
    "advisor": ("advisor_tables",),
    "trading": ("trading_tables",),
}
# Every resource with a `*` in it, and why it cannot be told apart further.
OPEN_ENDED = {
    "/aws/lambda/signal9-": "streams of the function's own log group",
    "/raw/*": "a payload's key carries its hash",
    "/research/*": "an export's key carries what was asked for",
    "/audit/*": "an audit object's key carries day, order and change",
    "/reconciliation/*": "a report's key carries its time",
    ":signal9-*-dlq-prod*": "one function empties every dead-letter queue",
    "parameter/trading-platform/prod/config/*": "settings of the desk, read together",
    "secret:rds!cluster-*": "made and named by the cluster",
    "domain/signal9-prod/*": "an index carries the definition's hash",
    "stateMachine:signal9-*-prod": "one function starts every machine",
    "execution:signal9-*-prod:*": "the same function finds an execution again",
    "execution:signal9-Pollenation-prod*": "children of a distributed map carry the run's label",
    "execution:signal9-Replay-prod*": "the same",
    "identity/*": "which address of SES may send is a condition",
}
OWNERS = sorted(
    [name for path in ROOT.glob("functions/*/functions.yml") for name in fragment(path.relative_to(ROOT))]
)


def context_of(function):
    return next(
        path.parent.name
        for path in ROOT.glob("functions/*/functions.yml")
        if function in fragment(path.relative_to(ROOT))
    )


def tables_of(context):
    return [
        table
        for path in TABLES_OF.get(context, ())
        for table, one in fragment(f"resources/{path}.yml")["Resources"].items()
        if one["Type"] == "AWS::DynamoDB::Table"
    ]


def test_every_function_and_machine_is_asked(prod):
    machines = {name for name, one in prod.resources.items() if one["Type"].endswith("::StateMachine")}

    assert set(roles(prod)) == {*OWNERS, *machines}


@pytest.mark.acceptance(10, 16, 127, 142)
def test_nobody_changes_the_service_from_inside(prod):
    names = Names(prod.resources)
    named = [name for name, one in prod.resources.items() if one["Type"] in ARNS]
    everything = [
        *map(names.arn, named),
        *(f"{names.arn(name)}/x" for name in named if name.endswith("Bucket")),
    ]

    allowed = [
        (owner, action, resource)
        for owner, role in roles(prod).items()
        for action in NEVER
        for resource in everything
        if role.may(action, resource)
    ]

    assert allowed == []


@pytest.mark.acceptance(10, 16, 87)
@pytest.mark.parametrize("function", OWNERS)
def test_a_function_writes_no_table_of_another_context(prod, function):
    role, names, own = roles(prod)[function], Names(prod.resources), context_of(function)
    foreign = [table for context in TABLES_OF if context != own for table in tables_of(context)]

    assert len(foreign) >= 5
    assert [(t, w) for t in foreign for w in WRITES if role.may(w, names.arn(t))] == []


@pytest.mark.acceptance(10, 16)
def test_a_function_writes_into_no_other_functions_log(prod):
    # AWS's own policy for functions in a network names no log group.
    outside = {
        name: role
        for name, role in roles(prod).items()
        if name in OWNERS and "ec2:CreateNetworkInterface" not in str(role.statements)
    }
    log = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/signal9-prod-{}:log-stream:x:y"

    written = [
        (name, other)
        for name, role in outside.items()
        for other in OWNERS
        if other != name and role.may("logs:PutLogEvents", log.format(other))
    ]

    assert len(outside) >= 30
    assert written == []


@pytest.mark.acceptance(10, 133)
def test_only_the_processor_takes_orders_from_the_queue(prod):
    queue = Names(prod.resources).arn("OrderQueue")

    takers = [owner for owner, role in roles(prod).items() if role.may("sqs:DeleteMessage", queue)]

    assert takers == ["ProcessTradeOrders"]


@pytest.mark.acceptance(10)
@pytest.mark.parametrize("prefix", ["Get", "List", "Read", "Search", "Preview", "Check", "Authorize"])
def test_who_only_answers_publishes_and_writes_nothing_but_requests_for_a_collection(prod, prefix):
    names = Names(prod.resources)
    tables = [name for name, one in prod.resources.items() if one["Type"] == "AWS::DynamoDB::Table"]
    readers = {owner: role for owner, role in roles(prod).items() if owner.startswith(prefix)}

    written = {
        (owner, table)
        for owner, role in readers.items()
        for table in tables
        if any(role.may(w, names.arn(table)) for w in WRITES)
    }
    published = {
        owner for owner, role in readers.items() if role.may("events:PutEvents", names.arn("EventBus"))
    }

    assert readers
    # A look at an asset nobody collected has it collected, and counts that; who asks is counted.
    assert written <= {("ReadAssets", "OpsTable"), ("AuthorizeRequest", "OpsTable")}
    assert published <= {"ReadAssets"}


@pytest.mark.acceptance(10, 142)
def test_a_resource_with_a_wildcard_is_listed_with_its_reason(prod):
    unlisted = {
        (owner, resource)
        for owner, role in roles(prod).items()
        for statement in role.statements
        for resource in as_list(statement["Resource"])
        if "*" in resource and resource != "*" and not any(known in resource for known in OPEN_ENDED)
    }

    assert unlisted == set()
