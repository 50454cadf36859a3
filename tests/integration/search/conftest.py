"""Search over tables in moto and a real OpenSearch."""

import json

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from functions.advisor import wiring
from functions.advisor.handlers import index_changes, prepare_search, search
from functions.advisor.settings import SearchSettings
from tests.support import tables
from tests.support.gateway import ask
from tests.support.search_engine import Engine

STAGE = "dev"
PARAMETER = f"/signal9/{STAGE}/search"
KEPT = ("opensearch", "search_source", "search_index", "searching", "search_settings", "settings")
TABLES = {
    "assets": "signal9-assets-dev",
    "news": "signal9-news-dev",
    "analysis": "signal9-asset-analysis-dev",
}


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("opensearch"))
    engine.start()
    yield engine
    engine.kill()


@pytest.fixture(scope="module")
def stage():
    """A stage with nothing in its tables."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        tables.set_environment(patch, STAGE)
        given = tables.fragment("functions/advisor/environment.yml", STAGE)
        for name, value in given.items():
            patch.setenv(name, str(value))
        for name in SearchSettings.variables():
            assert name in given or name in tables.function_environment(STAGE)
        patch.setenv("REQUESTS_PER_MINUTE", "100000")
        tables.create_tables(STAGE)
        tables.forget_clients()
        tables.forget_settings()
        forget()
        yield Stage()
    forget()
    tables.forget_settings()
    tables.forget_clients()


@pytest.fixture
def desk(stage, engine):
    """An empty stage that searches in an engine without indices."""
    for table in dynamodb_backends[tables.ACCOUNT][tables.REGION].tables.values():
        table.items.clear()
    engine.clear()
    stage.announce(engine.url)
    forget()
    return stage


def forget():
    """As a new execution environment."""
    for name in KEPT:
        getattr(wiring, name).cache_clear()


class Stage:
    def announce(self, endpoint):
        value = json.dumps({"endpoint": endpoint, "authentication": "none"})
        tables.client("ssm").put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)

    def restart(self):
        forget()

    def search(self, text, *, user="ann", **query):
        return self._ask("Search", user, {"q": text, **query})

    def suggest(self, text, *, user="ann", **query):
        return self._ask("SuggestAssets", user, {"q": text, **query})

    def _ask(self, operation, user, query):
        given = {name: str(value) for name, value in query.items()}
        return ask(search.handler, user, operation=operation, query=given, scope="read:assets")

    def prepare(self, **event):
        return prepare_search.handler(event, None)

    def index(self, *changes):
        """Stream records about these rows, given as kind and key; the sequence numbers that failed."""
        records = [record(kind, number, key) for number, (kind, key) in enumerate(changes)]
        answer = index_changes.handler({"Records": records}, None)
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def record(kind, number, key):
    table = f"arn:aws:dynamodb:{tables.REGION}:{tables.ACCOUNT}:table/{TABLES[kind]}"
    return {
        "eventSourceARN": f"{table}/stream/2026-05-29T00:00:00.000",
        "eventName": "MODIFY",
        "dynamodb": {
            "Keys": {name: {"S": value} for name, value in key.items()},
            "SequenceNumber": f"{number:021}",
        },
    }
