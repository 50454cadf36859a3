"""What a rendered role may do, asked of the emulator's policy evaluator with ARNs of a made-up account."""

import re
from functools import cache

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

ACCOUNT, REGION = "111122223333", "us-east-1"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::StackName": "signal9",
}
# Of a resource's type: the property with its name, and what its ARN looks like.
ARNS = {
    "AWS::DynamoDB::Table": ("TableName", "dynamodb:{region}:{account}:table/{name}"),
    "AWS::S3::Bucket": ("BucketName", "s3:::{name}"),
    "AWS::SQS::Queue": ("QueueName", "sqs:{region}:{account}:{name}"),
    "AWS::SNS::Topic": ("TopicName", "sns:{region}:{account}:{name}"),
    "AWS::Events::EventBus": ("Name", "events:{region}:{account}:event-bus/{name}"),
    "AWS::Lambda::Function": ("FunctionName", "lambda:{region}:{account}:function:{name}"),
    "AWS::StepFunctions::StateMachine": ("StateMachineName", "states:{region}:{account}:stateMachine:{name}"),
    "AWS::SecretsManager::Secret": ("Name", "secretsmanager:{region}:{account}:secret:{name}-AbCdEf"),
    "AWS::SSM::Parameter": ("Name", "ssm:{region}:{account}:parameter{name}"),
    "AWS::Logs::LogGroup": ("LogGroupName", "logs:{region}:{account}:log-group:{name}"),
    "AWS::OpenSearchService::Domain": ("DomainName", "es:{region}:{account}:domain/{name}"),
    "AWS::IAM::Role": ("RoleName", "iam::{account}:role/{name}"),
}
# What AWS's own policy for functions in a network allows: interfaces of the function, and logs.
IN_A_NETWORK = {
    "Effect": "Allow",
    "Action": [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
    ],
    "Resource": "*",
}


class Names:
    """Intrinsics of a rendered template as text."""

    def __init__(self, resources):
        self._resources = resources

    def arn(self, logical_id):
        resource = self._resources[logical_id]
        named, form = ARNS[resource["Type"]]
        name = self.text(resource["Properties"].get(named, logical_id))
        return "arn:aws:" + form.format(region=REGION, account=ACCOUNT, name=name)

    def text(self, value):
        match value:
            case str():
                return value
            case {"Ref": name}:
                return PSEUDO[name] if name in PSEUDO else self.arn(name)
            case {"Fn::GetAtt": [name, attribute]}:
                return self._attribute(name, attribute)
            case {"Fn::Join": [separator, parts]}:
                return separator.join(map(self.text, parts))
            case {"Fn::Sub": str(pattern)}:
                return re.sub(r"\$\{([^}!]+)\}", lambda found: self._substituted(found[1]), pattern)
        raise ValueError(f"got {value!r}, expected text, Ref, Fn::GetAtt, Fn::Join or Fn::Sub")

    def _attribute(self, name, attribute):
        if attribute in ("Arn", "Id"):
            return self.arn(name)
        return f"{self.arn(name)}/stream/2026" if attribute == "StreamArn" else f"{name}.{attribute}"

    def _substituted(self, word):
        name, _, attribute = word.partition(".")
        return self._attribute(name, attribute) if attribute else self.text({"Ref": name})


class Role:
    def __init__(self, names, properties):
        statements = [
            statement | {"Resource": [names.text(one) for one in as_list(statement["Resource"])]}
            for policy in properties.get("Policies", ())
            for statement in policy["PolicyDocument"]["Statement"]
        ]
        if "AWSLambdaVPCAccessExecutionRole" in str(properties.get("ManagedPolicyArns")):
            statements.append(IN_A_NETWORK)
        self.statements = statements
        self._parsed = [parse_policy_document({"Version": "2012-10-17", "Statement": statements})]

    def may(self, action, resource="*"):
        asked = EvalContext(
            f"arn:aws:iam::{ACCOUNT}:role/x", "AssumedRole", ACCOUNT, action, resource, REGION
        )
        return evaluate(asked, self._parsed).decision == "Allow"


def as_list(given):
    return given if isinstance(given, list) else [given]


@cache
def roles(package):
    """By function key or machine, as people name them."""
    names = Names(package.resources)
    found = {}
    for logical_id, resource in package.resources.items():
        if resource["Type"] in ("AWS::Lambda::Function", "AWS::StepFunctions::StateMachine"):
            owner = resource["Properties"]
            role = (owner.get("Role") or owner["RoleArn"])["Fn::GetAtt"][0]
            name = logical_id.removesuffix("LambdaFunction")
            found[name] = Role(names, package.resources[role]["Properties"])
    return found
