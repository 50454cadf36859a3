"""Which calls functions.yml allows each function, so that a test notices one that is not."""

from fnmatch import fnmatchcase
from functools import cache

from tests.support.tables import ACCOUNT, REGION, ROOT, fragment

NAMES = ("TableName", "BucketName", "Name", "TopicName", "StateMachineName")
TRANSACTED = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
SERVICES = {"stepfunctions": "states"}


def refused(handler, calls, stage):
    """The calls a function of this handler may not make, as `action resource`."""
    allowed = granted(handler, stage)
    return sorted(
        f"{action} {resource}"
        for call in calls
        for action, resource in needed(call, stage)
        if not any(covers(permission, (action, resource)) for permission in allowed)
    )


def covers(permission, use):
    return permission[0] == use[0] and fnmatchcase(use[1], permission[1])


@cache
def granted(handler, stage):
    path = handler.replace(".", "/") + ".handler"
    for file in sorted(ROOT.glob("functions/*/functions.yml")):
        for function in fragment(file.relative_to(ROOT), stage).values():
            if function["handler"] == path:
                return [
                    (action, _plain(resource))
                    for statement in function["iamRoleStatements"]
                    for action in _list(statement["Action"])
                    for resource in _list(statement["Resource"])
                ]
    raise AssertionError(f"no function for {path}")


def needed(call, stage):
    params = call.params
    logical = logical_ids(stage, ("TableName",) if call.service == "dynamodb" else NAMES)
    action = f"{SERVICES.get(call.service, call.service)}:{call.operation}"
    if call.service == "dynamodb":
        return [(f"dynamodb:{operation}", logical[name] + index) for operation, name, index in _touched(call)]
    if call.service == "events":
        return [(action, logical[entry["EventBusName"]]) for entry in params["Entries"]]
    if call.service == "s3":
        return [(action, f"{logical[params['Bucket']]}/{params['Key']}")]
    if call.service == "sns":
        return [(action, "AlertTopic")]
    if call.service == "sqs":
        queue = logical_ids(stage, ("QueueName",))[params["QueueUrl"].rpartition("/")[2]]
        return [(action.removesuffix("Batch"), queue)]
    if call.service == "secretsmanager":
        resource = logical[params["SecretId"]]
    elif call.service == "ssm":
        resource = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{params['Name']}"
    else:
        resource = params.get("stateMachineArn") or params["executionArn"]
    return [(action, resource)]


def _touched(call):
    """Each table of a call with the operation that a permission names, and its index."""
    params = call.params
    if call.operation == "TransactWriteItems":
        parts = [part for item in params["TransactItems"] for part in item.items()]
        return [(TRANSACTED[kind], part["TableName"], "") for kind, part in parts]
    index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
    return [(call.operation, name, index) for name in params.get("RequestItems") or [params["TableName"]]]


@cache
def logical_ids(stage, names=NAMES):
    """Of every named resource, by its name; a table and a topic may share theirs."""
    found = {}
    for path in sorted(ROOT.glob("resources/*.yml")):
        for logical_id, resource in fragment(path, stage).get("Resources", {}).items():
            properties = resource.get("Properties", {})
            found |= {properties[name]: logical_id for name in names if name in properties}
    return found


def _plain(resource):
    for prefix in ("arn:aws:GetAtt:", "arn:aws:Ref:"):
        resource = resource.removeprefix(prefix)
    return resource.replace("${", "").replace("}", "").replace(".Arn", "").removesuffix(".Id")


def _list(given):
    return given if isinstance(given, list) else [given]
