"""One PostgreSQL for all tests here; most share a database and keep to accounts of their own."""

import signal

import pytest

from tests.support import order_desk


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    process, server = order_desk.started(tmp_path_factory.mktemp("postgres"))
    yield server
    process.send_signal(signal.SIGINT)
    process.wait(15)
    server.files.delete()


@pytest.fixture
def database(server):
    database = server.connect()
    yield database
    database.close()


@pytest.fixture
def desk(database):
    return order_desk.TestDesk(database)


@pytest.fixture
def own_desk(server):
    """With a database that no other test writes to."""
    database = server.connect(name=server.new_database())
    yield order_desk.TestDesk(database)
    database.close()
