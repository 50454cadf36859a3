"""Calls made with a function's own role on a laptop's AWS."""

import json
from urllib.parse import urlsplit

from localstack_client.session import Session

# A Lambda's role trusts Lambda alone; a test's copy of the account lets its root in too.
TRUSTING = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com", "AWS": "arn:aws:iam::000000000000:root"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def acting_as(laptop, function, service):
    """A client of this service with the rights of the function and no others."""
    described = laptop.client("lambda").get_function_configuration(FunctionName=f"signal9-local-{function}")
    role = described["Role"]
    laptop.client("iam").update_assume_role_policy(
        RoleName=role.rpartition("/")[2], PolicyDocument=json.dumps(TRUSTING)
    )
    answer = laptop.client("sts").assume_role(RoleArn=role, RoleSessionName="test")
    keys = answer["Credentials"]
    host = urlsplit(laptop.stack.environment()["AWS_ENDPOINT_URL"]).netloc
    session = Session(keys["AccessKeyId"], keys["SecretAccessKey"], localstack_host=host)
    return session.client(service, aws_session_token=keys["SessionToken"])
