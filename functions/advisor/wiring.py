"""Builds this context's adapters from its settings, once per execution environment."""

import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from functions.advisor.settings import SearchSettings, Settings
from functions.runtime import aws
from functions.runtime.page_tokens import PageTokens

if TYPE_CHECKING:
    from functions.advisor.adapters.search_index import SearchIndex
    from functions.advisor.adapters.search_source import SearchSource
    from functions.advisor.adapters.searching import Searching
    from functions.runtime.opensearch import OpenSearch

# While a person waits; beyond it the tables answer.
SEARCH_SECONDS = 0.5
INDEXING_SECONDS = 20.0


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


def moment() -> str:
    """Now, as ISO UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
