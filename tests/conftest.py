import os

import pytest
from hypothesis import settings

from scripts.local.emulator import ENFORCE_PERMISSIONS
from scripts.local.opensearch import SWITCH
from scripts.local.redis_server import SWITCH as CACHE_SWITCH
from tests.support.laptop import Laptop, data_of
from tests.support.sharing import shared

# A shell that points somewhere must not redirect a test.
for _name in [name for name in os.environ if name.startswith(("AWS_", "SIGNAL9_"))]:
    del os.environ[_name]

# Every function of a deployed test stage is held to its role.
os.environ[ENFORCE_PERMISSIONS] = "1"
# A search engine beside every stack is seconds of processor time each; the tests of search switch it on.
os.environ[SWITCH] = "off"
# Tests change tables behind the service's back; those of the cache switch it on.
os.environ[CACHE_SWITCH] = "off"

# A machine at work takes longer for an example than a quiet one.
settings.register_profile("signal9", deadline=None)
settings.load_profile("signal9")

# Two real companies, one that reports the next day, one with another company's payload, one without any.
SMALL = {"AAPL", "MRVL", "ZQAN", "ZQNX", "ZQSM", "ZQNA"}


@pytest.fixture(scope="session")
def deployed(tmp_path_factory, testrun_uid):
    """A stopped laptop with the service deployed from serverless.yml once; tests work on copies of it."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"laptop-{testrun_uid[:8]}"
    laptop = Laptop(folder / "aws", folder / "data")

    def deploy():
        data_of(SMALL, laptop.data)
        try:
            laptop.deploy()
        finally:
            laptop.stop()

    with shared(folder, deploy, laptop.delete):
        yield laptop


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Whole days take longest: they come first, so that no process waits for them alone."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)
