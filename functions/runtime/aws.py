"""The only module that creates AWS clients. The SDK reads AWS_ENDPOINT_URL itself, so no code here does."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

# Every call must end before the shortest function timeout (30 s) does: 3 x 8 s, and 3 s between the attempts.
_BOUNDED = Config(connect_timeout=2, read_timeout=6, retries={"mode": "standard", "total_max_attempts": 3})
# Addresses that are handed out are signed as of old in us-east-1, unless this is said.
_OF_SERVICE = {"s3": _BOUNDED.merge(Config(signature_version="s3v4"))}


@cache
def table(name: str) -> Any:
    return _dynamodb().Table(name)


@cache
def _dynamodb() -> Any:
    # Thirty milliseconds each: one for all tables.
    return boto3.resource("dynamodb", config=_BOUNDED)


@cache
def client(service: str) -> Any:
    return boto3.client(service, config=_OF_SERVICE.get(service, _BOUNDED))  # type: ignore[call-overload]


@cache
def client_without_retries(service: str) -> Any:
    """For calls that must not happen twice."""
    once = _BOUNDED.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
    return boto3.client(service, config=once)  # type: ignore[call-overload]


def credentials() -> Any:
    """For what is signed without a client."""
    return boto3.Session().get_credentials()
