"""Alpaca over HTTP: what can be traded, and its daily bars. No retries; retrying is the caller's decision."""

import hashlib
import json
import math
import re
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from functions.research.adapters import http, provider_metrics
from functions.research.adapters.answers import Broken, Data, Refused, Throttled
from functions.research.adapters.literals import excerpt

# The whole catalogue is 7 MB in one answer.
DEADLINE_SECONDS = 20.0
MAX_BYTES = 32 * 1024 * 1024
# Keeps the address under 2 KB, and a week of daily bars of that many symbols in one page.
SYMBOLS_PER_CALL = 200
_ROWS_PER_PAGE = 10_000
_MOST_PAGES = 20
_WINDOW_SECONDS = 60

Failure = Throttled | Refused | Broken


class Alpaca:
    def __init__(self, trading_url: str, data_url: str, api_key: str, secret_key: str) -> None:
        self._trading_url = trading_url.rstrip("/")
        self._data_url = data_url.rstrip("/")
        self._headers = {"APCA-API-KEY-ID": api_key, "APCA-API-SECRET-KEY": secret_key}

    def assets(self) -> Data | Failure:
        """Every active US equity, in one answer."""
        return self._fetch(f"{self._trading_url}/v2/assets", {"status": "active", "asset_class": "us_equity"})

    def bars(self, symbols: Sequence[str], start: str, end: str) -> tuple[Data, ...] | Failure:
        """Daily bars of up to SYMBOLS_PER_CALL symbols, page by page; days or RFC 3339 times, both included.

        Adjusted for splits, from the feed that every plan has.
        """
        query = {
            "symbols": ",".join(symbols),
            "timeframe": "1Day",
            "start": start,
            "end": end,
            "adjustment": "split",
            "feed": "iex",
            "limit": str(_ROWS_PER_PAGE),
        }
        pages: list[Data] = []
        for _ in range(_MOST_PAGES):
            page = self._fetch(f"{self._data_url}/v2/stocks/bars", query)
            if not isinstance(page, Data):
                return page
            pages.append(page)
            token = page.document.get("next_page_token") if isinstance(page.document, dict) else None
            if not isinstance(token, str) or not token:
                return tuple(pages)
            query = {**query, "page_token": token}
        return Broken(f"more than {_MOST_PAGES} pages of bars for {len(symbols)} symbols")

    def _fetch(self, url: str, query: dict[str, str]) -> Data | Failure:
        return provider_metrics.measured("alpaca", urlsplit(url).path, lambda: self._ask(url, query))

    def _ask(self, url: str, query: dict[str, str]) -> Data | Failure:
        try:
            reply = http.get(
                url, query, self._headers, deadline_seconds=DEADLINE_SECONDS, max_bytes=MAX_BYTES
            )
        except http.ProviderUnavailable as unavailable:
            return Broken(unavailable.reason)
        return classify(reply, now=time.time())


def classify(reply: http.Reply, *, now: float) -> Data | Failure:
    """`now` in epoch seconds; a limit's end comes as such a moment."""
    if reply.status == 429:  # noqa: PLR2004
        return Throttled("minute", _seconds_until(reply.headers.get("x-ratelimit-reset", ""), now))
    if reply.status == 401:  # noqa: PLR2004
        return Refused("invalid_key")
    if reply.status == 403:  # noqa: PLR2004
        return Refused("forbidden")
    try:
        document = json.loads(reply.body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return Broken(f"HTTP {reply.status} without readable JSON", reply.body)
    if reply.status != 200:  # noqa: PLR2004
        said = document.get("message") if isinstance(document, dict) else None
        return Broken(f"HTTP {reply.status}: {excerpt(said, 200)}", reply.body)
    return Data(document, reply.body, hashlib.sha256(reply.body).hexdigest())


def _seconds_until(reset: str, now: float) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", reset.strip()):
        return _WINDOW_SECONDS
    return min(max(math.ceil(int(reset) - now), 1), _WINDOW_SECONDS)
