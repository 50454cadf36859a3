"""Builds this context's adapters from its settings, once per execution environment."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from functions.operations.adapters.active_users import ActiveUsers
from functions.operations.adapters.api_keys import ApiKeys
from functions.operations.adapters.configuration import Configuration
from functions.operations.adapters.dead_letter_log import DeadLetterLog
from functions.operations.adapters.dead_letter_queues import DeadLetterQueues
from functions.operations.adapters.identity_parameter import Identity, IdentityParameter
from functions.operations.adapters.platform import OFF, Platform
from functions.operations.settings import Settings
from functions.research.adapters import provider_secret
from functions.research.adapters.alert_topic import AlertTopic
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


@cache
def active_users() -> ActiveUsers:
    return ActiveUsers(aws.table(settings().ops_table), time.time)


def dead_letter_queues() -> DeadLetterQueues:
    return DeadLetterQueues(aws.client("sqs"), settings().stage)


def dead_letter_log() -> DeadLetterLog:
    return DeadLetterLog(aws.table(settings().ops_table))


def dead_letter_topic() -> AlertTopic:
    return AlertTopic(aws.client("sns"), settings().dead_letter_topic_arn)


def moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def platform() -> Platform:
    asks: dict[str, Callable[[], object]] = {
        "dynamodb": lambda: aws.table(settings().ops_table).get_item(Key={"pk": "HEALTH", "sk": "HEALTH"}),
        "queue": lambda: aws.client("sqs").get_queue_attributes(
            QueueUrl=settings().order_queue_url, AttributeNames=["QueueArn"]
        ),
        "search": lambda: _opensearch().ask("GET", "/_cluster/health"),
        "cache": _ask_cache,
    }
    if settings().database == OFF:
        asks["database"] = lambda: OFF  # one that may be asleep is not woken to be asked
    return Platform(asks, configuration())


def _ask_cache() -> str | None:
    cache = _shared_cache()
    if cache is None or not cache.is_on:
        return OFF
    cache.ping()
    return None


@cache
def configuration() -> Configuration:
    named, secrets = settings(), aws.client("secretsmanager")
    return Configuration(
        {
            "alphavantage": lambda: provider_secret.read(
                secrets, named.alphavantage_secret_name, keys=("apiKey", "plan", "baseUrl")
            ),
            "alpaca": lambda: provider_secret.read(
                secrets, named.alpaca_secret_name, keys=("apiKey", "secretKey", "tradingUrl", "dataUrl")
            ),
            "identity": identity_parameter().current,
        },
        time.monotonic,
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
