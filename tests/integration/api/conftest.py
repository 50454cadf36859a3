import pytest

from tests.support.api import LiveApi


@pytest.fixture(scope="session")
def api(deployed, tmp_path_factory):
    """The deployed API, every function held to its role."""
    laptop = deployed.copy_to(tmp_path_factory.mktemp("api") / "aws")
    laptop.start()
    try:
        yield LiveApi(laptop)
    finally:
        laptop.delete()


@pytest.fixture(scope="session")
def ann(api):
    return api.person("ann", "anns-account").in_session()


@pytest.fixture(scope="session")
def bob(api):
    return api.person("bob", "bobs-account").in_session()
