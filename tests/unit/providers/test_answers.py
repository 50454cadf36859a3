"""Alpha Vantage says everything with HTTP 200; here is what it means."""

import hashlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.research.adapters.alpha_vantage.answers import classify
from functions.research.adapters.answers import (
    Broken,
    DailyLimit,
    Data,
    InvalidInputs,
    NoData,
    Refused,
    Throttled,
)
from functions.research.adapters.http import Reply

MINUTE, BURST, UNSTATED = Throttled("minute", 60), Throttled("burst", 2), Throttled("unstated", 60)
CALENDAR_HEADER = "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"


def answered(body, status=200, **headers):
    raw = body if isinstance(body, bytes) else body.encode()
    return classify(Reply(status, headers, raw), api_key="K3YK3YK3Y")


@pytest.mark.parametrize(
    ("key", "words", "meaning"),
    [
        ("Note", "Our standard API call frequency is 5 calls per minute and 500 calls per day.", MINUTE),
        (
            "Information",
            "Our standard API rate limit is 25 requests per day.",
            DailyLimit(),
        ),
        ("Information", "You have reached the 100 requests/day limit for your free API key.", DailyLimit()),
        (
            "Information",
            "We have detected your API key as K3YK3YK3Y; our rate limit is 25 requests per day.",
            DailyLimit(),
        ),
        (
            "Information",
            "Ask more sparingly (1 request per second). Premium lifts the 25 requests per day.",
            BURST,
        ),
        ("Information", "Burst pattern detected. No more than 5 requests per second, 75 per minute.", BURST),
        ("Information", "Your plan allows 75 requests per minute.", MINUTE),
        ("Note", "Higher API call volume needs another plan.", UNSTATED),
        (
            "Information",
            "This is a premium endpoint. Unlock all premium endpoints.",
            Refused("premium"),
        ),
        ("Information", "The outputsize=full parameter value is a premium feature.", Refused("premium")),
        ("Information", "The **demo** API key is for demo purposes only.", Refused("invalid_key")),
        ("Error Message", "the parameter apikey is invalid or missing.", Refused("invalid_key")),
        ("Error Message", "This API function (OVERVUE) does not exist.", Refused("bad_function")),
        (
            "Information",
            "Invalid inputs. Please refer to the API documentation and try again.",
            InvalidInputs("the provider does not accept these parameters"),
        ),
        (
            "Error Message",
            "Invalid API call. Please retry or visit the documentation for TIME_SERIES_DAILY.",
            InvalidInputs("the provider does not know this call or symbol"),
        ),
        ("Information", "No articles found. Please adjust the time range.", NoData()),
        ("Note", "See you tomorrow, K3YK3YK3Y", Broken("unknown notice 'See you tomorrow, (key)'")),
        ("Note", ["limits"], Broken("a notice without words")),
    ],
)
def test_a_notice_is_read_by_its_words(key, words, meaning):
    assert answered(json.dumps({key: words})) == meaning
    assert answered(json.dumps({"symbol": "ACME", key: words, "annualReports": [{}]})) == meaning


@pytest.mark.parametrize(
    ("row", "meaning"),
    [
        ("I,n,f,o,r,m,a", UNSTATED),
        ("N,o,t,e", UNSTATED),
        ("E,r,r,o,r, ,M", InvalidInputs("the provider answered with an error spelled out as a CSV row")),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_calendar_of_single_letters_is_a_notice(row, meaning, line_end):
    assert answered(f"{CALENDAR_HEADER}{line_end}{row}{line_end}") == meaning


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        " {} ",
        f"{CALENDAR_HEADER}\r\n",
        CALENDAR_HEADER,
        '{"symbol": "ACME", "annualReports": [], "quarterlyReports": []}',
        '{"symbol": "ACME", "quarter": "2025Q4", "transcript": []}',
        '{"items": "0", "feed": []}',
    ],
)
def test_an_empty_answer_is_no_data(body):
    assert answered(body) == NoData()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty body"),
        ("  \n", "empty body"),
        ("<!DOCTYPE html><html>", "an HTML page instead of data"),
        ('{"symbol": "ACME", "annualReports": [{"fisc', "JSON cut short or malformed"),
        ("[" * 100_000, "JSON cut short or malformed"),
        ('{"a": ' + "9" * 5000 + "}", "JSON cut short or malformed"),
        ("[1]", "a JSON list instead of an object"),
        ('"text"', "a JSON str instead of an object"),
        ("null", "neither JSON nor CSV"),
        ("upstream error, please retry", "neither JSON nor CSV"),
        ("\x00\x01", "neither JSON nor CSV"),
    ],
)
def test_what_is_no_answer_is_broken(body, reason):
    assert answered(body) == Broken(reason, body.encode() if body.strip() else b"")


@pytest.mark.parametrize(
    ("status", "headers", "meaning"),
    [
        (429, {"retry-after": "7"}, Throttled("unstated", 7)),
        (429, {"retry-after": "0"}, Throttled("unstated", 1)),
        (429, {"retry-after": "999999"}, Throttled("unstated", 3600)),
        (429, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, UNSTATED),
        (429, {}, UNSTATED),
        (401, {}, Refused("invalid_key")),
        (403, {}, Refused("forbidden")),
        (302, {}, Broken("HTTP 302")),
        (404, {}, Broken("HTTP 404")),
        (500, {}, Broken("HTTP 500")),
        (503, {}, Broken("HTTP 503")),
    ],
)
def test_a_status_other_than_200_is_never_data(status, headers, meaning):
    assert classify(Reply(status, headers, b'{"symbol": "ACME"}')) == meaning


def test_data_comes_with_its_bytes_and_their_hash():
    body = b'\xef\xbb\xbf{"Symbol": "ACME", "Name": "Soci\xe9t\xe9"}'

    got = answered(body)

    assert isinstance(got, Data)
    assert got.document["Symbol"] == "ACME"
    assert (got.raw, got.sha256) == (body, hashlib.sha256(body).hexdigest())


def test_a_calendar_is_data_as_text():
    body = f"{CALENDAR_HEADER}\r\nX,X,2026-11-20,2026-09-30,,USD,\r\n"

    assert answered(body).document == body


@given(st.binary() | st.text().map(str.encode), st.sampled_from([200, 429, 500]))
@example(b"a,b\n" + b'"' + b"x" * 200_000, 200)
def test_any_body_has_a_meaning(body, status):
    answered(body, status)


@given(st.dictionaries(st.sampled_from(["Note", "Information", "Error Message"]), st.text(), min_size=1))
def test_no_notice_is_ever_data(notice):
    assert not isinstance(answered(json.dumps(notice)), Data)
