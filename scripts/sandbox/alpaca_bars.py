"""Daily bars of several symbols, in pages that run through the symbols in order."""

import base64
import binascii
import bisect
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from http import HTTPStatus
from typing import Any

from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder
from scripts.sandbox.wire import Response, as_json

BARS_PATH = "/v2/stocks/bars"
DEFAULT_LIMIT, LARGEST_LIMIT = 1000, 10_000

_FEEDS = ("iex", "sip", "otc", "boats", "overnight", "delayed_sip")
_ADJUSTMENTS = ("raw", "split", "dividend", "spin-off", "all")
_COUNT = re.compile(r"[0-9]{1,6}")
_SYMBOL = re.compile(r"[A-Z0-9]{1,6}(?:\.[A-Z0-9]{1,5})?")


class BadParameter(ValueError):
    """A parameter Alpaca would not take; the message says what it expects."""


@dataclass(frozen=True, slots=True)
class _Question:
    symbols: tuple[str, ...]  # sorted
    start: datetime
    end: datetime
    limit: int
    descending: bool
    after: tuple[str, datetime] | None  # the last bar of the page before


@dataclass(frozen=True, slots=True)
class _Series:
    bars: list[dict[str, Any]]  # oldest first
    instants: list[datetime]


def bars(query: dict[str, str], day: date, folder: DataFolder) -> Response:
    """Raises BadParameter. Bars after the key's day do not exist yet, whatever `end` says."""
    question = _read(query, day)
    page: dict[str, list[dict[str, Any]]] = {}
    room = question.limit
    token = last = None
    for symbol in question.symbols:
        wanted = _wanted(_series(folder, symbol), symbol, question)
        if wanted and room == 0:
            token = last
            break
        if taken := wanted[:room]:
            page[symbol] = taken
            room -= len(taken)
            last = _token(symbol, taken[-1]["t"], descending=question.descending)
        if len(taken) < len(wanted):
            token = last
            break
    return as_json({"bars": page, "next_page_token": token}, HTTPStatus.OK)


def _read(query: dict[str, str], day: date) -> _Question:
    symbols = tuple(sorted({part.strip() for part in query.get("symbols", "").split(",") if part.strip()}))
    if not symbols:
        raise BadParameter("symbols is required")
    for symbol in symbols:
        if not _SYMBOL.fullmatch(symbol):
            raise BadParameter(f"invalid symbol: {symbol}")
    if query.get("timeframe") not in ("1Day", "1D"):
        raise BadParameter(f"invalid timeframe {query.get('timeframe')!r}: the sandbox keeps 1Day bars only")
    descending = _choice(query, "sort", ("asc", "desc")) == "desc"
    _choice(query, "feed", _FEEDS)
    _choice(query, "adjustment", _ADJUSTMENTS)
    limit = query.get("limit") or str(DEFAULT_LIMIT)
    if not _COUNT.fullmatch(limit) or not 1 <= int(limit) <= LARGEST_LIMIT:
        raise BadParameter(f"invalid limit {limit!r}: expected 1 to {LARGEST_LIMIT}")
    start = _instant(query, "start", time.min) or datetime.combine(day, time.min, UTC)
    end_of_day = datetime.combine(day, time.max, UTC)
    end = min(_instant(query, "end", time.max) or end_of_day, end_of_day)
    after = _read_token(query["page_token"], symbols) if query.get("page_token") else None
    return _Question(symbols, start, end, int(limit), descending, after)


def _choice(query: dict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = query.get(name) or allowed[0]
    if value not in allowed:
        raise BadParameter(f"invalid {name} {value!r}: expected one of {', '.join(allowed)}")
    return value


def _instant(query: dict[str, str], name: str, time_of_day: time) -> datetime | None:
    text = query.get(name)
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as cause:
        raise BadParameter(f"invalid {name} {text!r}: expected RFC 3339 or YYYY-MM-DD") from cause
    if len(text) == len("2026-11-20"):
        return datetime.combine(instant.date(), time_of_day, UTC)
    if instant.tzinfo is None:
        raise BadParameter(f"invalid {name} {text!r}: expected an offset such as Z")
    return instant


def _series(folder: DataFolder, symbol: str) -> _Series:
    name = f"alpaca/bars/{symbol}.json"

    def build() -> _Series:
        rows = folder.document(name) or []
        try:
            instants = [datetime.fromisoformat(row["t"]) for row in rows]
        except (KeyError, TypeError, ValueError) as cause:
            raise DataFileUnreadable(f'{name}: expected bars with an RFC 3339 "t"') from cause
        if any(instant.tzinfo is None for instant in instants) or instants != sorted(instants):
            raise DataFileUnreadable(f'{name}: expected bars oldest first, each "t" with an offset such as Z')
        return _Series(rows, instants)

    return folder.remember((name,), "series", build)


def _wanted(series: _Series, symbol: str, question: _Question) -> list[dict[str, Any]]:
    first = bisect.bisect_left(series.instants, question.start)
    beyond = bisect.bisect_right(series.instants, question.end)
    if question.after:
        seen_symbol, seen = question.after
        if symbol < seen_symbol:
            return []
        if symbol == seen_symbol and question.descending:
            beyond = min(beyond, bisect.bisect_left(series.instants, seen))
        elif symbol == seen_symbol:
            first = max(first, bisect.bisect_right(series.instants, seen))
    chosen = series.bars[first:beyond]
    return chosen[::-1] if question.descending else chosen


def _token(symbol: str, instant: str, *, descending: bool) -> str:
    return base64.b64encode(f"{symbol}|{'-' if descending else '+'}D|{instant}".encode()).decode()


def _read_token(token: str, symbols: tuple[str, ...]) -> tuple[str, datetime]:
    try:
        symbol, _, instant = base64.b64decode(token, validate=True).decode().split("|")
        seen = datetime.fromisoformat(instant)
    except (binascii.Error, ValueError) as cause:
        raise BadParameter("invalid page_token: expected the next_page_token of the page before") from cause
    if symbol not in symbols:
        raise BadParameter("invalid page_token: it belongs to another request")
    return symbol, seen
