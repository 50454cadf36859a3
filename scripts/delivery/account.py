"""What an account needs once, whatever stages it holds: `make account`.

API Gateway writes logs in the name of one role of the account, and OpenSearch enters networks by a role of
its own. Neither can belong to a stage: the next one would take it away with itself.
"""

import contextlib
import json
import sys
import time
from typing import Any

import boto3

from scripts.delivery.stages import REGION

LOGS_ROLE = "signal9-api-gateway-logs"
LOGS_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
SEARCH = "opensearchservice.amazonaws.com"
ATTEMPTS, PAUSE_SECONDS = 12, 5.0
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


class NotPrepared(Exception):
    """What the account lacks, and the command that makes it."""


def check() -> None:
    """Raises NotPrepared where a deployment would fail after some minutes."""
    if not logs_role():
        raise NotPrepared(
            "NotPrepared: API Gateway has no role to write this account's logs with, and the deployment would"
            " be rolled back. Run `make account` once, as an administrator of the account"
        )


def prepare() -> list[str]:
    """Makes what is missing and changes nothing that is there. Answers what it made."""
    made = []
    if not logs_role():
        role = _made_role()
        _write_logs_with(role)
        made.append(f"{role}, with which API Gateway writes logs")
    iam = _client("iam")
    # IAM says that there is one as of an input that is not valid.
    with contextlib.suppress(
        iam.exceptions.InvalidInputException, iam.exceptions.EntityAlreadyExistsException
    ):
        iam.create_service_linked_role(AWSServiceName=SEARCH)
        made.append("a role with which OpenSearch enters networks")
    return made


def logs_role() -> str | None:
    found: str | None = _client("apigateway").get_account().get("cloudwatchRoleArn")
    return found or None


def _made_role() -> str:
    iam = _client("iam")
    try:
        role = iam.create_role(
            RoleName=LOGS_ROLE,
            AssumeRolePolicyDocument=json.dumps(_TRUST),
            Description="API Gateway writes the logs of every API of this account with it",
        )
    except iam.exceptions.EntityAlreadyExistsException:
        role = iam.get_role(RoleName=LOGS_ROLE)
    iam.attach_role_policy(RoleName=LOGS_ROLE, PolicyArn=LOGS_POLICY)
    return str(role["Role"]["Arn"])


def _write_logs_with(role: str) -> None:
    """API Gateway refuses a role until IAM has told of it everywhere."""
    gateway = _client("apigateway")
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": role}
    for attempt in range(1, ATTEMPTS + 1):
        try:
            gateway.update_account(patchOperations=[change])
        except gateway.exceptions.BadRequestException:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]


def main(arguments: list[str]) -> int:
    if arguments == ["check"]:
        try:
            check()
        except NotPrepared as refused:
            print(refused, file=sys.stderr)
            return 3
        return 0
    made = prepare()
    print("\n".join(f"made {one}" for one in made) or "the account has all that a stage needs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
