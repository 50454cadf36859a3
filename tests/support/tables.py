"""AWS as the template describes it, in moto: tables and queues exist because a fragment says so."""

import json
from functools import cache
from pathlib import Path

import boto3
import yaml

from functions.research import wiring
from functions.runtime import aws

ROOT = Path(__file__).parents[2]
ACCOUNT = "123456789012"
REGION = "us-east-1"
TABLE_KEYS = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms: !Sub and !Ref give their text, the others what they hold."""


def _resolved(loader, tag, node):
    if isinstance(node, yaml.ScalarNode):
        return f"arn:aws:{tag}:{node.value}" if tag in ("Ref", "GetAtt") else node.value
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node)


_Loader.add_multi_constructor("!", _resolved)


@cache
def fragment(path, stage):
    """A fragment with the stage, account and region filled in."""
    text = (ROOT / path).read_text()
    for name, value in (("sls:stage", stage), ("AWS::AccountId", ACCOUNT), ("AWS::Region", REGION)):
        text = text.replace(f"${{{name}}}", value)
    return yaml.load(text, Loader=_Loader) or {}  # noqa: S506  a subclass of SafeLoader


def function_environment(stage):
    """The variables every function of the stage gets."""
    given = fragment("functions/research/environment.yml", stage)
    return {name: _physical(str(value), stage) for name, value in given.items()}


def _physical(value, stage):
    """What CloudFormation would put in place of a !Ref."""
    if not value.startswith("arn:aws:Ref:"):
        return value
    logical_id = value.rpartition(":")[2]
    resources = [fragment(path, stage).get("Resources", {}) for path in sorted(ROOT.glob("resources/*.yml"))]
    [resource] = [found[logical_id] for found in resources if logical_id in found]
    if resource["Type"] == "AWS::SNS::Topic":
        return f"arn:aws:sns:{REGION}:{ACCOUNT}:{resource['Properties']['TopicName']}"
    return resource["Properties"]["BucketName"]


def set_environment(monkeypatch, stage):
    """AWS in moto, and this process given what the functions are given."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    for name, value in function_environment(stage).items():
        monkeypatch.setenv(name, value)


@cache
def session():
    """One for all tests: reading a service's model takes longer than a test."""
    return boto3.Session(region_name=REGION)


@cache
def client(service):
    """Made once; moto answers it whenever it is on."""
    return session().client(service)


def create_tables(stage, dynamodb=None):
    """Every table of resources/*.yml, in moto unless a client of something else is given."""
    dynamodb = dynamodb or client("dynamodb")
    for path in sorted(ROOT.glob("resources/*.yml")):
        for resource in fragment(path, stage).get("Resources", {}).values():
            if resource["Type"] == "AWS::DynamoDB::Table":
                properties = resource["Properties"]
                named = {key: properties[key] for key in TABLE_KEYS if key in properties}
                dynamodb.create_table(TableName=properties["TableName"], **named)


def create_bucket(stage):
    client("s3").create_bucket(Bucket=function_environment(stage)["RAW_PAYLOADS_BUCKET"])


def create_bus(stage):
    client("events").create_event_bus(Name=function_environment(stage)["EVENT_BUS_NAME"])


def create_secrets(stage, *, plan, day):
    named = function_environment(stage)
    for name in ("ALPHAVANTAGE_SECRET_NAME", "ALPACA_SECRET_NAME"):
        client("secretsmanager").create_secret(Name=named[name], SecretString="{}")
    put_secrets(stage, plan=plan, day=day)


def put_secrets(stage, *, plan, day):
    """The sandbox's keys, as `make run` sets them."""
    secrets = client("secretsmanager")
    named = function_environment(stage)
    alphavantage = {"apiKey": f"sandbox.{plan}.{day}", "plan": plan, "baseUrl": "http://127.0.0.1:1"}
    alpaca = {"apiKey": f"SANDBOX.{day}", "secretKey": "sandbox-secret"}
    alpaca |= {"tradingUrl": "http://127.0.0.1:1", "dataUrl": "http://127.0.0.1:1"}
    secrets.put_secret_value(
        SecretId=named["ALPHAVANTAGE_SECRET_NAME"], SecretString=json.dumps(alphavantage)
    )
    secrets.put_secret_value(SecretId=named["ALPACA_SECRET_NAME"], SecretString=json.dumps(alpaca))


def forget_settings():
    """Settings and secrets are kept for a Lambda's lifetime; a test's ends sooner."""
    wiring.settings.cache_clear()
    wiring._secret.cache_clear()  # noqa: SLF001


def forget_clients():
    """So that tests that talk to something else than moto make their own."""
    aws.table.cache_clear()
    aws._dynamodb.cache_clear()  # noqa: SLF001
    aws.client.cache_clear()
    aws.client_without_retries.cache_clear()
