"""Stories over HTTP: by company, mood, topic and time."""

import pytest

from functions.research import wiring
from tests.support.shelf import story


def titles(items):
    return [int(item["title"].split()[1]) for item in items]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"label": "Bullish"}, [4, 1]),
        ({"label": "Neutral"}, [3]),
        ({"topic": "Earnings"}, [2]),
        ({"topic": "Mergers"}, []),
        ({"symbol": "acme"}, [2, 1]),
        ({"symbol": "BOLT", "label": "Neutral"}, [3]),
        ({"symbol": "BOLT", "topic": "Earnings"}, [2]),
        ({"symbol": "NOBODY"}, []),
        ({"from_": "2026-05-09", "to": "2026-05-09"}, [2]),
        ({"from_": "2026-05-09T06:30:01Z"}, [4, 3]),
        ({"to": "2026-05-09T06:30:00Z"}, [2, 1]),
        ({"from_": "2026-05-10", "to": "2026-05-09"}, []),
        ({"as_of": "2026-05-09T06:29:59Z"}, [1]),
        ({"as_of": "2026-05-09", "to": "2026-05-20"}, [2, 1]),
    ],
)
def test_stories_are_found_by_what_was_asked_for(shelves, asked, found):
    assert titles(shelves.items("ListNews", **asked)) == found


def test_an_assets_stories_say_what_they_say_of_it(shelves):
    [newest, _] = shelves.items("ListAssetNews", "ACME")

    assert newest["about"] == [
        {"symbol": "ACME", "relevance": 0.5, "sentiment_score": -0.4, "sentiment_label": "Bearish"}
    ]
    assert newest["topics"] == [{"topic": "Earnings", "relevance": 0.9}]
    assert newest["published_at"] == "2026-05-09T06:30:00Z"
    assert all(item["about"] == [] for item in shelves.items("ListNews"))


@pytest.mark.parametrize("asked", [{}, {"symbol": "ACME"}, {"label": "Bullish"}, {"topic": "Earnings"}])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_hold_each_story_once_also_of_one_second(library, asked, limit):
    """Some of one second, more than one of each mood."""
    library.stack.holds("ACME")
    stories = [
        story(n, f"20260508T0630{n // 4:02}", (-0.5, 0.0, 0.5)[n % 3], "ACME", topics=(("Earnings", 0.5),))
        for n in range(12)
    ]
    wiring.news().put(stories, "2026-05-11T07:00:00Z", "0" * 64)
    wanted = [n for n in reversed(range(12)) if asked.get("label") is None or n % 3 == 2]

    pages = library.pages("ListNews", limit=limit, **asked)

    shown = [number for page in pages for number in titles(page)]
    assert shown == wanted
    assert all(len(page) == limit for page in pages[:-1])


def test_a_rare_topic_is_looked_for_page_by_page(library, monkeypatch):
    monkeypatch.setattr("functions.advisor.adapters.story_list.MOST_LOOKED_AT", 3)
    stories = [
        story(n, f"20260508T0630{n:02}", 0.0, "ACME", topics=(("Rare", 0.5),) if n in (0, 7) else ())
        for n in range(10)
    ]
    wiring.news().put(stories, "2026-05-11T07:00:00Z", "0" * 64)

    pages = library.pages("ListNews", topic="Rare", limit=5)

    assert [titles(page) for page in pages] == [[7], [], [], [0]]
