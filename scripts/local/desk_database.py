"""Tells the deployed functions where the laptop's PostgreSQL is, as the cloud's template does for Aurora."""

import json
from functools import partial
from typing import Any

import boto3
import botocore.session

from scripts.local import emulator
from scripts.local.postgres import DATABASE, OWNER, ROLE, PostgresFiles

PARAMETER = "/trading-platform/local/db/access"
SECRET = "signal9-database-local"  # noqa: S105  a name, not a value
OWNER_SECRET = "signal9-database-owner-local"  # noqa: S105


def announce(files: PostgresFiles, emulator_port: int) -> None:
    """The account's root speaks: the parameter is there before anything is deployed."""
    clients = root_clients(emulator_port)
    access = files.access()
    secrets = clients("secretsmanager")
    _put(secrets, SECRET, {"username": ROLE, "password": access.password})
    _put(secrets, OWNER_SECRET, {"username": OWNER, "password": access.password})
    document = {
        "host": "127.0.0.1",
        "port": access.port,
        "name": DATABASE,
        "user": ROLE,
        "authentication": "password",
        "secret": SECRET,
        "owner_secret": OWNER_SECRET,
    }
    clients("ssm").put_parameter(Name=PARAMETER, Value=json.dumps(document), Type="String", Overwrite=True)


def root_clients(emulator_port: int) -> partial[Any]:
    """Makes the root's clients of the emulator, whatever profile the caller's shell names."""
    core = botocore.session.Session(session_vars={"profile": (None, None, None, None)})
    session = boto3.session.Session("test", "test", region_name=emulator.REGION, botocore_session=core)
    return partial(session.client, endpoint_url=emulator.endpoint(emulator_port))


def _put(secrets: Any, name: str, value: dict[str, str]) -> None:
    try:
        secrets.create_secret(Name=name, SecretString=json.dumps(value))
    except secrets.exceptions.ResourceExistsException:
        secrets.put_secret_value(SecretId=name, SecretString=json.dumps(value))
