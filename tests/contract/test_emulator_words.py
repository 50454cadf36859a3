"""Nothing that ships knows where it runs: the laptop deploys the same code and the same template."""

import pytest

from tests.support.fragments import ROOT

WORDS = ("localhost", "127.0.0.1", "endpoint_url=", "ministack", "localstack", ":4566")
SHIPPED = sorted(
    path
    for folder in ("functions", "resources", "workflows")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".yml", ".json"} and "__pycache__" not in path.parts
)


@pytest.mark.parametrize("word", WORDS)
def test_nothing_that_ships_names_the_emulator(word):
    assert [str(path.relative_to(ROOT)) for path in SHIPPED if word in path.read_text().lower()] == []


def test_there_is_something_that_ships():
    assert len(SHIPPED) > 100
