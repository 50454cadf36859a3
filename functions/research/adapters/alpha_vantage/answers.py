"""What an Alpha Vantage body is. Limits, refusals and errors arrive with HTTP 200 and look like data."""

import csv
import hashlib
import json
import re
from typing import Any

from functions.research.adapters.answers import (
    Answer,
    Broken,
    DailyLimit,
    Data,
    InvalidInputs,
    NoData,
    Refused,
    Throttled,
)
from functions.research.adapters.http import Reply
from functions.research.adapters.literals import excerpt

NOTICE_KEYS = ("Note", "Information", "Error Message")

_MINUTE_SECONDS = 60
_BURST_SECONDS = 2
_LONGEST_WAIT_SECONDS = 3600

# The first that matches wins. The burst notice also mentions the day's limit and premium plans, the minute
# notice also the day's, so the order is part of the meaning.
_NOTICES: tuple[tuple[re.Pattern[str], Answer], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), answer)
    for pattern, answer in (
        (r"no articles found", NoData()),
        (r"invalid api call", InvalidInputs("the provider does not know this call or symbol")),
        (r"invalid inputs", InvalidInputs("the provider does not accept these parameters")),
        (r"apikey is invalid|api key is invalid|invalid api ?key|demo\W+api key", Refused("invalid_key")),
        (r"function.{0,80}does not exist", Refused("bad_function")),
        (r"burst|sparingly|per second", Throttled("burst", _BURST_SECONDS)),
        (r"is an? premium", Refused("premium")),
        (r"\bminute", Throttled("minute", _MINUTE_SECONDS)),
        (r"per day|/day|\bdaily\b", DailyLimit()),
        (r"rate limit|call frequency|call volume", Throttled("unstated", _MINUTE_SECONDS)),
    )
)
# Prose with a comma in it is not a header.
_CSV_HEADER = re.compile(r"\"?\w+\"?(,\"?\w+\"?)+", re.ASCII)


def classify(reply: Reply, *, api_key: str = "") -> Answer:
    """`api_key` is removed from any text that ends up in a reason: notices like to quote it."""
    refused = _by_status(reply)
    if refused is not None:
        return refused
    body = reply.body.decode("utf-8-sig", "replace")
    start = body.lstrip()[:1]
    if not start:
        return Broken("empty body")
    if start == "<":
        return Broken("an HTML page instead of data", reply.body)
    if start in '{["':
        return _json(body, reply.body, api_key)
    return _csv(body, reply.body)


def notice(document: dict[str, Any], api_key: str = "") -> Answer | None:
    """What a limit notice or an error means; None when the document is neither."""
    said = next((document[key] for key in NOTICE_KEYS if key in document), None)
    if said is None:
        return None
    if not isinstance(said, str):
        return Broken("a notice without words")
    words = said
    for pattern, answer in _NOTICES:
        if pattern.search(words):
            return answer
    if api_key:
        words = words.replace(api_key, "(key)")
    return Broken(f"unknown notice {excerpt(words, 200)}")


def is_lettered(row: list[str]) -> bool:
    """A notice pushed through the CSV writer comes out as one letter a column: I,n,f,o,r,m,a."""
    return len(row) > 1 and all(len(cell) <= 1 for cell in row) and any(row)


def _by_status(reply: Reply) -> Answer | None:
    if reply.status == 200:  # noqa: PLR2004
        return None
    if reply.status == 429:  # noqa: PLR2004
        return Throttled("unstated", retry_after_seconds(reply.headers.get("retry-after", "")))
    if reply.status == 401:  # noqa: PLR2004
        return Refused("invalid_key")
    if reply.status == 403:  # noqa: PLR2004
        return Refused("forbidden")
    return Broken(f"HTTP {reply.status}")


def retry_after_seconds(header: str) -> int:
    seconds = int(header) if re.fullmatch(r"[0-9]{1,6}", header.strip()) else _MINUTE_SECONDS
    return min(max(seconds, 1), _LONGEST_WAIT_SECONDS)


def _json(body: str, raw: bytes, api_key: str) -> Answer:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return Broken("JSON cut short or malformed", raw)
    if not isinstance(document, dict):
        return Broken(f"a JSON {type(document).__name__} instead of an object", raw)
    told = notice(document, api_key)
    if told is not None:
        return told
    lists = [value for value in document.values() if isinstance(value, list)]
    if not document or (lists and not any(lists)):
        return NoData()
    return Data(document, raw, hashlib.sha256(raw).hexdigest())


def _csv(body: str, raw: bytes) -> Answer:
    lines = body.split("\n", 2)
    if not _CSV_HEADER.fullmatch(lines[0].rstrip("\r")):
        return Broken("neither JSON nor CSV", raw)
    try:
        first = next(csv.reader(lines[1:2]), [])
    except csv.Error:
        return Broken("CSV malformed", raw)
    if is_lettered(first):
        spelled = "".join(first)
        if "Error Message".startswith(spelled):
            return InvalidInputs("the provider answered with an error spelled out as a CSV row")
        return Throttled("unstated", _MINUTE_SECONDS)
    if not first:
        return NoData()
    return Data(body, raw, hashlib.sha256(raw).hexdigest())
