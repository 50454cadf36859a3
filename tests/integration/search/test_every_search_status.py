"""Every status that the description promises for searching, reached."""

import pytest

from functions.advisor.handlers import search
from tests.support import responses
from tests.support.gateway import ask
from tests.support.statuses import PROMISED, in_common

OPERATIONS = ("Search", "SuggestAssets")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_status_of_searching_is_reached(stage, monkeypatch, operation):
    stage.announce("none")
    stage.restart()
    asked = {"operation": operation, "query": {"q": "a"}}

    reached = {answer.status for answer in in_common(search.handler, asked, monkeypatch)}
    reached.add(ask(search.handler, **asked).status)

    assert reached == PROMISED[operation]
    assert reached <= responses.REACHED[operation]


@pytest.mark.parametrize("kind", ["asset", "news", "analysis"])
def test_every_kind_may_be_narrowed_to_days(stage, kind):
    stage.announce("none")
    stage.restart()

    assert stage.search("a", type=kind, **{"from": "2026-05-01", "to": "2026-05-20"}).status == 200
