"""Builds this context's adapters from its settings, once per execution environment."""

import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from functions.advisor.settings import AlertSettings, CacheSettings, SearchSettings, Settings
from functions.runtime import aws
from functions.runtime.page_tokens import PageTokens

if TYPE_CHECKING:
    from functions.advisor.adapters.alert_evaluation import AlertEvaluation
    from functions.advisor.adapters.alert_table import AlertTable
    from functions.advisor.adapters.belongings import Belongings
    from functions.advisor.adapters.catalogue import Catalogue
    from functions.advisor.adapters.collection_requests import CollectionRequests
    from functions.advisor.adapters.company_reads import CompanyReads
    from functions.advisor.adapters.delivering import Delivering
    from functions.advisor.adapters.delivery_log import DeliveryLog
    from functions.advisor.adapters.delivery_queue import DeliveryQueue
    from functions.advisor.adapters.erasure import Erasure
    from functions.advisor.adapters.export_files import ExportFiles
    from functions.advisor.adapters.key_table import KeyTable
    from functions.advisor.adapters.mail import Mail
    from functions.advisor.adapters.notification_table import NotificationTable
    from functions.advisor.adapters.profile_table import ProfileTable
    from functions.advisor.adapters.read_through import ReadThrough
    from functions.advisor.adapters.screen import Screen
    from functions.advisor.adapters.search_index import SearchIndex
    from functions.advisor.adapters.search_source import SearchSource
    from functions.advisor.adapters.searching import Searching
    from functions.advisor.adapters.story_list import StoryList
    from functions.advisor.adapters.watchlist_table import WatchlistTable
    from functions.advisor.adapters.webhooks import Webhooks
    from functions.research.adapters.asset_table import AssetTable
    from functions.runtime.opensearch import OpenSearch
    from functions.runtime.shared_cache import SharedCache

# While a person waits; beyond it the tables answer.
SEARCH_SECONDS = 0.5
INDEXING_SECONDS = 20.0
NO_SENDER = "off"
NO_CACHE = "off"


@cache
def settings() -> Settings:
    return Settings.from_env()


@cache
def page_tokens() -> PageTokens:
    name = settings().page_token_secret_name
    return PageTokens(aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"].encode())


@cache
def search_settings() -> SearchSettings:
    return SearchSettings.from_env()


def searched_tables() -> dict[str, str]:
    """The kind of index that each table fills."""
    named = search_settings()
    return {
        named.assets_table: "assets",
        named.news_table: "news",
        named.asset_analysis_table: "analysis",
    }


@cache
def opensearch(seconds: float = INDEXING_SECONDS) -> "OpenSearch":
    from functions.runtime.opensearch import AddressParameter, OpenSearch

    parameters = aws.client("ssm")
    address = AddressParameter(parameters, search_settings().search_parameter, time.monotonic)
    return OpenSearch(address, aws.credentials, parameters.meta.region_name, seconds=seconds)


@cache
def search_source() -> "SearchSource":
    from functions.advisor.adapters.search_source import SearchSource
    from functions.research.adapters.analysis_table import AnalysisTable
    from functions.research.adapters.overview_table import OverviewTable

    named = search_settings()
    return SearchSource(
        aws.table(named.assets_table),
        aws.table(named.news_table),
        OverviewTable(aws.table(named.company_overview_table)),
        AnalysisTable(aws.table(named.asset_analysis_table)),
    )


@cache
def search_index() -> "SearchIndex":
    from functions.advisor.adapters.search_index import SearchIndex

    return SearchIndex(opensearch(), search_source(), microseconds=lambda: time.time_ns() // 1000)


@cache
def searching() -> "Searching":
    from functions.advisor.adapters.searching import Searching
    from functions.advisor.adapters.table_search import TableSearch
    from functions.advisor.domain.circuit import Circuit

    named = search_settings()
    tables = TableSearch(
        aws.table(named.assets_table), aws.table(named.news_table), search_source(), time.monotonic
    )
    return Searching(opensearch(SEARCH_SECONDS), tables, Circuit(), time.monotonic)


@cache
def shared_cache() -> "SharedCache | None":
    from functions.runtime.announcement import Announcement
    from functions.runtime.shared_cache import SharedCache

    named = CacheSettings.from_env().cache_parameter
    if named == NO_CACHE:
        return None
    return SharedCache(Announcement(aws.client("ssm"), named, time.monotonic), aws.client("secretsmanager"))


@cache
def read_through() -> "ReadThrough":
    from functions.advisor.adapters.read_through import ReadThrough
    from functions.advisor.domain.circuit import Circuit

    return ReadThrough(shared_cache(), Circuit(), time.monotonic, time.sleep)


def company_reads() -> "CompanyReads":
    from functions.advisor.adapters.company_reads import CompanyReads
    from functions.research import wiring as research

    return CompanyReads(
        read_through(), research.assets(), research.analyses(), research.overviews(), research.statements()
    )


def moment() -> str:
    """Now, as ISO UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def assets() -> "AssetTable":
    from functions.research import wiring as research

    return research.assets()


def profiles() -> "ProfileTable":
    from functions.advisor.adapters.profile_table import ProfileTable

    return ProfileTable(aws.table(settings().users_table))


def keys() -> "KeyTable":
    from functions.advisor.adapters.key_table import KeyTable

    return KeyTable(aws.table(settings().api_keys_table), aws.table(settings().users_table))


def watchlists() -> "WatchlistTable":
    from functions.advisor.adapters.watchlist_table import WatchlistTable

    return WatchlistTable(aws.table(settings().watchlists_table), settings().users_table)


def erasure() -> "Erasure":
    from functions.advisor.adapters.erasure import Erasure

    named = settings()
    kept_in = {
        "watchlist_id": aws.table(named.watchlists_table),
        "alert_id": aws.table(named.alerts_table),
        "notification_id": aws.table(named.notifications_table),
    }
    return Erasure(aws.table(named.users_table), keys(), kept_in)


def belongings() -> "Belongings":
    from functions.advisor.adapters.belongings import Belongings

    named = settings()
    tables = (named.users_table, named.watchlists_table, named.alerts_table, named.notifications_table)
    return Belongings(*map(aws.table, tables))


@cache
def catalogue() -> "Catalogue":
    from functions.advisor.adapters.catalogue import Catalogue
    from functions.research import wiring as research

    return Catalogue(research.assets(), research.analyses(), time.monotonic)


@cache
def screen() -> "Screen":
    from functions.advisor.adapters.screen import Screen
    from functions.research import wiring as research

    return Screen(catalogue(), research.analyses(), time.monotonic)


def collection_requests() -> "CollectionRequests":
    from functions.advisor.adapters.collection_requests import CollectionRequests
    from functions.research import wiring as research

    ops = aws.table(research.settings().ops_table)
    return CollectionRequests(ops, research.bus(), int(settings().on_demand_assets_per_day))


def stories() -> "StoryList":
    from functions.advisor.adapters.story_list import StoryList
    from functions.research import wiring as research

    return StoryList(aws.table(research.settings().news_table))


def export_files() -> "ExportFiles":
    from functions.advisor.adapters.export_files import ExportFiles

    return ExportFiles(aws.client("s3"), settings().exports_bucket)


@cache
def alert_settings() -> AlertSettings:
    return AlertSettings.from_env()


def alerts() -> "AlertTable":
    from functions.advisor.adapters.alert_table import AlertTable

    return AlertTable(aws.table(settings().alerts_table), settings().users_table)


def notifications() -> "NotificationTable":
    from functions.advisor.adapters.notification_table import NotificationTable

    return NotificationTable(aws.table(settings().notifications_table), settings().users_table)


def delivery_log() -> "DeliveryLog":
    from functions.advisor.adapters.delivery_log import DeliveryLog

    return DeliveryLog(aws.table(settings().notifications_table))


def delivery_queue() -> "DeliveryQueue":
    from functions.advisor.adapters.delivery_queue import DeliveryQueue

    return DeliveryQueue(aws.client("sqs"), alert_settings().notification_queue_url)


def alert_evaluation() -> "AlertEvaluation":
    from functions.advisor.adapters.alert_evaluation import AlertEvaluation
    from functions.advisor.adapters.alert_facts import AlertFacts
    from functions.advisor.adapters.watched_lists import WatchedLists
    from functions.research import wiring as research

    facts = AlertFacts(
        assets(), research.analyses(), research.calendar(), research.news(), research.statements()
    )
    lists = WatchedLists(aws.table(settings().watchlists_table))
    return AlertEvaluation(alerts(), lists, facts, notifications(), delivery_log(), delivery_queue())


@cache
def webhooks() -> "Webhooks":
    import ssl

    from functions.advisor.adapters.public_addresses import resolved
    from functions.advisor.adapters.webhooks import Webhooks

    return Webhooks(resolved, ssl.create_default_context())


def mail() -> "Mail | None":
    from functions.advisor.adapters.mail import Mail

    sender = alert_settings().email_sender
    return None if sender == NO_SENDER else Mail(aws.client_without_retries("sesv2"), sender)


def delivering() -> "Delivering":
    from functions.advisor.adapters.delivering import Delivering

    return Delivering(delivery_log(), notifications(), alerts(), profiles(), mail(), webhooks())
