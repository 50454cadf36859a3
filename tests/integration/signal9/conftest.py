import pytest

from scripts.signal9 import connection
from tests.support import tables
from tests.support.stage import deployed, emptied


@pytest.fixture(scope="module", autouse=True)
def _clients_end_with_the_module():
    forgetting = (tables.forget_clients, connection._client.cache_clear)  # noqa: SLF001
    for forget in forgetting:
        forget()
    yield
    for forget in forgetting:
        forget()


@pytest.fixture(scope="module")
def shared_stage():
    """One stage for the tests of a module that leave each other's assets and days alone."""
    with deployed() as name:
        yield name


@pytest.fixture
def stage(shared_stage):
    """A deployed stage with nothing in it yet."""
    emptied()
    return shared_stage
