import json
from types import SimpleNamespace

import pytest

from functions.runtime.announcement import Announcement
from functions.runtime.shared_cache import SharedCache
from tests.support.redis_engine import RedisEngine


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    engine = RedisEngine(tmp_path_factory.mktemp("redis"))
    engine.start()
    yield engine
    engine.kill()


@pytest.fixture
def redis(engine):
    """Empty, and as it was at the end."""
    engine.clear()
    return engine


class Secrets:
    """A Secrets Manager that says what it is given."""

    def __init__(self, said):
        self.said = said

    def get_secret_value(self, SecretId):  # noqa: N803  the SDK's spelling
        return {"SecretString": self.said}


def shared_cache(endpoint, *, secret="none", password=None, clock=lambda: 0.0):  # noqa: S107
    document = {"endpoint": endpoint, "secret": secret}
    parameters = SimpleNamespace(
        get_parameter=lambda Name: {"Parameter": {"Value": json.dumps(document)}},  # noqa: N803
        exceptions=SimpleNamespace(ParameterNotFound=KeyError),
    )
    return SharedCache(Announcement(parameters, "/signal9/dev/cache", clock), Secrets(password))
