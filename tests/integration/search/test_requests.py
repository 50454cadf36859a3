"""The two operations as callers use them."""

import pytest

from functions.advisor.handlers import search as handlers
from functions.runtime import contract
from functions.runtime.contract import resolved
from tests.support import searchable
from tests.support.gateway import ask


@pytest.fixture(scope="module", params=["opensearch", "dynamodb"])
def filled(stage, engine, request):
    """Either source gives answers of one form."""
    engine.clear()
    stage.announce(engine.url)
    stage.restart()
    searchable.fill()
    stage.prepare()
    if request.param == "dynamodb":
        stage.announce("none")
    stage.restart()
    stage.source = request.param
    return stage


def answered(stage, text, **query):
    answer = stage.search(text, **query)
    assert answer.status == 200, answer.text
    assert answer.document["source"] == stage.source
    return answer.document["items"]


def as_described(operation, answer):
    [schema] = [
        item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for item in contract.document()["paths"].values()
        if item.get("get", {}).get("operationId") == operation
    ]
    return contract.checker(_without_nulls(resolved(schema)))(answer.document)


def _without_nulls(schema):
    """The validator knows draft 4, where what may be null has two types."""
    if isinstance(schema, list):
        return [_without_nulls(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _without_nulls(value) for name, value in schema.items() if name != "nullable"}
    return found | ({"type": [schema["type"], "null"]} if schema.get("nullable") is True else {})


@pytest.mark.parametrize(
    ("text", "kind"), [("apple", "asset"), ("cheese", "news"), ("microsoft", "analysis")]
)
def test_an_answer_is_as_described(filled, text, kind):
    answer = filled.search(text, type=kind)

    assert answer.document["items"]
    assert as_described("Search", answer) == []
    assert as_described("SuggestAssets", filled.suggest(text)) == []


def test_hits_come_with_what_matched(filled):
    [first, *_] = answered(filled, "cheese", type="asset")

    assert first["title"] == "Trelwick Cheese Rooms Common Stock"
    assert "<em>Cheese</em>" in first["highlights"]["company_name"][0]


def test_the_best_hit_comes_first(filled):
    scores = [item["score"] for item in answered(filled, "m", limit=20)]

    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


def test_a_limit_is_kept(filled):
    assert len(answered(filled, "z", limit=3)) == 3


def test_assets_are_filtered_by_sector_and_label(filled):
    in_sector = answered(filled, "q", sector="Information Technology", limit=100)
    bought = answered(filled, "micro", label="STRONG_BUY")

    assert {item["sector"] for item in in_sector} <= {"Information Technology"}
    assert [item["id"] for item in bought] == ["MSFT"]


def test_stories_are_filtered_by_sentiment_and_day(filled):
    bearish = answered(filled, "mogsworth", type="news", label="Bearish", limit=50)
    one_day = answered(filled, "mogsworth", type="news", **{"from": "2026-05-19", "to": "2026-05-19"})

    assert bearish
    assert {item["label"] for item in bearish} == {"Bearish"}
    assert {item["date"][:10] for item in one_day} == {"2026-05-19"}


def test_ratings_are_filtered_by_day(filled):
    day = searchable.AS_OF[:10]

    assert answered(filled, "apple", type="analysis", **{"from": day, "to": day})
    assert answered(filled, "apple", type="analysis", **{"from": "2026-05-30"}) == []


def test_suggestions_complete_tickers_and_names(filled):
    typed = {
        text: [item["symbol"] for item in filled.suggest(text).document["items"]]
        for text in ("zqd", "micr", "raincoat", "car")
    }

    assert sorted(typed["zqd"]) == ["ZQDD", "ZQDU"]
    assert typed["micr"][0] == "MSFT"
    assert typed["raincoat"] == ["ZQNX"]
    assert typed["car"][0] == "CAR"


def test_what_nobody_means_finds_nothing(filled):
    assert answered(filled, "qwxzvk") == []
    assert answered(filled, "common stock") == []


@pytest.mark.parametrize("text", ['"', "a:b", "((", "*", "AND OR", "\\", "ü" * 100, "%", "<script>"])
def test_no_text_breaks_a_search(filled, text):
    for kind in ("asset", "news", "analysis"):
        answered(filled, text, type=kind)
    assert filled.suggest(text).status == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "  "}, "q"),
        ({"q": "x" * 101}, "q"),
        ({"q": "a", "type": "book"}, "type"),
        ({"q": "a", "limit": "0"}, "limit"),
        ({"q": "a", "limit": "101"}, "limit"),
        ({"q": "a", "from": "2026-02-30"}, "from"),
        ({"q": "a", "to": "tomorrow"}, "to"),
        ({"q": "a", "sector": "Cheese"}, "sector"),
        ({"q": "a", "label": "1"}, "label"),
        ({"q": "a", "sort": "price"}, "sort"),
    ],
)
def test_a_field_that_is_not_as_described_is_named(filled, query, field):
    answer = ask(handlers.handler, operation="Search", query=query, scope="read:assets")

    assert (answer.status, answer.code) == (400, "invalid_request")
    assert [detail["field"] for detail in answer.document["error"]["details"]] == [field]


def test_searching_takes_the_scope_to_read(filled):
    answer = ask(handlers.handler, operation="Search", query={"q": "apple"}, scope="trades:read")

    assert (answer.status, answer.code) == (403, "missing_scope")
