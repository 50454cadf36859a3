"""Builds this context's adapters from its settings, once per execution environment."""

import time
from functools import cache
from typing import TYPE_CHECKING

from functions.operations.adapters.api_keys import ApiKeys
from functions.operations.adapters.identity_parameter import Identity, IdentityParameter
from functions.operations.adapters.platform import Platform
from functions.operations.settings import Settings
from functions.runtime import aws
from functions.runtime.announcement import Announcement
from functions.runtime.opensearch import AddressParameter, OpenSearch
from functions.runtime.shared_cache import SharedCache

if TYPE_CHECKING:
    from functions.operations.adapters.access_tokens import AccessTokens

FETCH_SECONDS = 5.0
SEARCH_SECONDS = 1.0
FETCH_BYTES = 262_144
NO_CACHE = "off"


@cache
def settings() -> Settings:
    return Settings.from_env()


@cache
def identity_parameter() -> IdentityParameter:
    return IdentityParameter(aws.client("ssm"), settings().identity_parameter)


def access_tokens() -> "AccessTokens":
    return _access_tokens(identity_parameter().current())


@cache
def _access_tokens(identity: Identity) -> "AccessTokens":
    """Keys are kept with the issuer they belong to."""
    from functions.operations.adapters.access_tokens import AccessTokens, IssuerKeys

    return AccessTokens(identity, IssuerKeys(identity.issuer, _fetch))


def api_keys() -> ApiKeys:
    return ApiKeys(aws.table(settings().api_keys_table))


def _fetch(url: str) -> bytes:
    from functions.research.adapters import http

    reply = http.get(url, {}, {}, deadline_seconds=FETCH_SECONDS, max_bytes=FETCH_BYTES)
    if reply.status != 200:  # noqa: PLR2004
        raise http.ProviderUnavailable(f"{http.host_of(url)}: HTTP {reply.status}")
    return reply.body


def platform() -> Platform:
    return Platform(
        aws.table(settings().ops_table),
        aws.client("sqs"),
        settings().order_queue_url,
        _opensearch(),
        _shared_cache(),
        settings().database,
    )


@cache
def _opensearch() -> OpenSearch:
    parameters = aws.client("ssm")
    address = AddressParameter(parameters, settings().search_parameter, time.monotonic)
    return OpenSearch(address, aws.credentials, parameters.meta.region_name, seconds=SEARCH_SECONDS)


@cache
def _shared_cache() -> SharedCache | None:
    named = settings().cache_parameter
    if named == NO_CACHE:
        return None
    return SharedCache(Announcement(aws.client("ssm"), named, time.monotonic), aws.client("secretsmanager"))
