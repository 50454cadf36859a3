"""The deployed service beside a cache and a search engine of its laptop's own."""

import pytest

from scripts.local import opensearch, redis_server
from tests.support import reading
from tests.support.api import LiveApi

COMPANIES = 20


@pytest.fixture(scope="session")
def api(deployed, tmp_path_factory):
    """With companies to read about."""
    laptop = deployed.copy_to(tmp_path_factory.mktemp("cache") / "aws")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(redis_server.SWITCH)
        patch.delenv(opensearch.SWITCH)
        laptop.start()
    try:
        api = LiveApi(laptop)
        api.symbols = reading.shelve(laptop, COMPANIES)
        yield api
    finally:
        laptop.delete()


@pytest.fixture(scope="session")
def reader(api):
    return api.person("reader")
