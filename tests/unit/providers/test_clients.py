"""What the clients ask for, and what every reply becomes."""

import json
import socket
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.research.adapters.alpaca.client import Alpaca, classify
from functions.research.adapters.alpha_vantage.client import AlphaVantage
from functions.research.adapters.answers import Broken, DailyLimit, Data, NoData, Refused, Throttled
from functions.research.adapters.http import Reply


def asked(server, number=0):
    address = urlsplit(server.requests[number].split(" ")[1])
    return address.path, {name: values[0] for name, values in parse_qs(address.query).items()}


def alpaca(server):
    return Alpaca(server.url, f"{server.url}/", "SANDBOX.2026-11-20", "sandbox-secret")


def page(token=None, **bars):
    return json.dumps({"bars": bars, "next_page_token": token}).encode()


def test_a_fundamental_is_asked_for_in_the_providers_spelling(answer, reply):
    server = answer(reply(b'{"Symbol": "BRK-B"}'))

    got = AlphaVantage(f"{server.url}/", "KEY").fetch("OVERVIEW", symbol="BRK.B")

    assert asked(server) == ("/query", {"function": "OVERVIEW", "symbol": "BRK-B", "apikey": "KEY"})
    assert got.document == {"Symbol": "BRK-B"}


def test_news_of_several_companies_is_asked_for_in_the_providers_spelling(answer, reply):
    server = answer(reply(b'{"feed": [{}]}'))

    AlphaVantage(server.url, "KEY").fetch("NEWS_SENTIMENT", tickers="BRK.B,ACME", time_from="20261119T0000")

    assert asked(server)[1] == {
        "function": "NEWS_SENTIMENT",
        "tickers": "BRK-B,ACME",
        "time_from": "20261119T0000",
        "apikey": "KEY",
    }


@pytest.mark.parametrize(
    ("body", "meaning"),
    [(b"{}", NoData()), (b'{"Information": "25 requests per day"}', DailyLimit())],
)
def test_an_answer_is_what_its_body_means(answer, reply, body, meaning):
    assert AlphaVantage(answer(reply(body)).url, "KEY").fetch("OVERVIEW", symbol="ACME") == meaning


def test_a_provider_that_cannot_be_reached_is_a_value_without_the_key():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

    unreachable = Broken("127.0.0.1: cannot connect")
    assert AlphaVantage(url, "K3Y").fetch("OVERVIEW", symbol="ACME") == unreachable
    assert Alpaca(url, url, "K3Y", "S3CRET").assets() == unreachable


def test_the_catalogue_is_asked_for_with_both_keys_in_headers(answer, reply):
    server = answer(reply(b"[]"))

    got = alpaca(server).assets()

    assert (got.document, got.raw) == ([], b"[]")
    assert asked(server) == ("/v2/assets", {"status": "active", "asset_class": "us_equity"})
    assert "APCA-API-KEY-ID: SANDBOX.2026-11-20\r\n" in server.requests[0]
    assert "APCA-API-SECRET-KEY: sandbox-secret\r\n" in server.requests[0]


def test_bars_are_read_page_by_page(answer, reply):
    server = answer(reply(page("more", A=[])), reply(page("", B=[])))

    pages = alpaca(server).bars(["A", "B"], "2026-11-12", "2026-11-19")

    assert [list(one.document["bars"]) for one in pages] == [["A"], ["B"]]
    first, second = asked(server)[1], asked(server, 1)[1]
    assert (first["symbols"], first["timeframe"], first["start"], first["end"]) == (
        "A,B",
        "1Day",
        "2026-11-12",
        "2026-11-19",
    )
    assert "page_token" not in first
    assert second == first | {"page_token": "more"}


def test_pages_without_end_are_given_up(answer, reply):
    server = answer(reply(page("again")))

    assert alpaca(server).bars(["A"], "2026-11-12", "2026-11-19") == Broken(
        "more than 20 pages of bars for 1 symbols"
    )
    assert len(server.requests) == 20


def test_a_limit_between_pages_is_a_limit(answer, reply):
    server = answer(reply(page("more")), reply(b"{}", "429 Too Many Requests"))

    assert alpaca(server).bars(["A"], "2026-11-12", "2026-11-19") == Throttled("minute", 60)


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("1041", 41),
        ("1001", 1),
        ("1000", 1),
        ("900", 1),
        ("9999", 60),
        ("soon", 60),
        ("", 60),
        ("9" * 400, 60),
    ],
)
def test_the_limit_ends_when_alpaca_says(reset, seconds):
    limited = Reply(429, {"x-ratelimit-reset": reset}, b'{"message": "too many requests."}')

    assert classify(limited, now=1000.0) == Throttled("minute", seconds)


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (401, b"", Refused("invalid_key")),
        (403, b'{"message": "forbidden."}', Refused("forbidden")),
        (422, b'{"message": "bad symbol"}', Broken("HTTP 422: 'bad symbol'", b'{"message": "bad symbol"}')),
        (500, b"[]", Broken("HTTP 500: 'None'", b"[]")),
        (502, b"<html>", Broken("HTTP 502 without readable JSON", b"<html>")),
        (200, b'[{"id"', Broken("HTTP 200 without readable JSON", b'[{"id"')),
        (200, b"[" * 100_000, Broken("HTTP 200 without readable JSON", b"[" * 100_000)),
    ],
)
def test_a_reply_that_is_no_data_says_why(status, body, meaning):
    assert classify(Reply(status, {}, body), now=0.0) == meaning


def test_data_is_json_with_status_200():
    assert isinstance(classify(Reply(200, {}, b"[]"), now=0.0), Data)
