"""AlphaVantage's functions, answered from the data folder as of the key's day."""

import json
import re
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from scripts.sandbox import earnings_calendar, news_sentiment, notices
from scripts.sandbox.access_keys import Access
from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder
from scripts.sandbox.visibility import (
    ReportDates,
    visible_earnings,
    visible_overview,
    visible_statement,
)
from scripts.sandbox.wire import Response, as_json

_VISIBLE = {
    "OVERVIEW": visible_overview,
    "INCOME_STATEMENT": visible_statement,
    "BALANCE_SHEET": visible_statement,
    "CASH_FLOW": visible_statement,
    "EARNINGS": visible_earnings,
}
# The provider's spelling, and what keeps a symbol inside its folder.
_FILE_STEM = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,19}")
_QUARTER = re.compile(r"\d{4}Q[1-4]")


def answer(query: dict[str, str], access: Access, folder: DataFolder) -> Response:
    function = query.get("function", "")
    answers = _answers()
    if function not in answers:
        return notices.error_message(f"This API function ({function}) does not exist.")
    return answers[function](query, access, folder)


def is_premium_only(function: str, access: Access) -> bool:
    return function == "EARNINGS_CALL_TRANSCRIPT" and not access.plan.transcripts


def _answers() -> dict[str, Callable[[dict[str, str], Access, DataFolder], Response]]:
    return {
        **dict.fromkeys(_VISIBLE, _company),
        "EARNINGS_CALENDAR": _calendar,
        "NEWS_SENTIMENT": _news,
        "EARNINGS_CALL_TRANSCRIPT": _transcript,
    }


def _company(query: dict[str, str], access: Access, folder: DataFolder) -> Response:
    function, symbol = query["function"], _symbol(query)
    if not symbol:
        return notices.invalid_call(function)
    if not _FILE_STEM.fullmatch(symbol):
        return as_json({})
    return Response(HTTPStatus.OK, company_body(folder, function, symbol, access.day))


def company_body(folder: DataFolder, function: str, symbol: str, day: date) -> bytes:
    """The file byte for byte, JSON or not, while nothing in it is hidden; `{}` for a symbol without one."""
    name, earnings = f"alphavantage/{function}/{symbol}.json", _earnings_file(symbol)

    def build() -> bytes:
        body = folder.raw(name)
        if body is None:
            return b"{}"
        document = _readable(folder, name)
        shown = _VISIBLE[function](document, report_dates(folder, symbol), day)
        return body if shown is document else json.dumps(shown).encode()

    return folder.remember((name, earnings), ("visible", day), build)


def report_dates(folder: DataFolder, symbol: str) -> ReportDates:
    earnings = _earnings_file(symbol)
    return folder.remember((earnings,), "report dates", lambda: ReportDates(_readable(folder, earnings)))


def _readable(folder: DataFolder, name: str) -> Any:
    """The parsed file, None when it is not JSON: a cut or foreign answer is one the provider gives too."""
    try:
        return folder.document(name)
    except DataFileUnreadable:
        return None


def _earnings_file(symbol: str) -> str:
    return f"alphavantage/EARNINGS/{symbol}.json"


def _calendar(query: dict[str, str], access: Access, folder: DataFolder) -> Response:
    horizon = query.get("horizon") or "3month"
    if horizon not in earnings_calendar.HORIZON_MONTHS:
        return notices.invalid_call("EARNINGS_CALENDAR")
    lines = earnings_calendar.lines(folder, access.day, horizon, _symbol(query))
    return notices.calendar_csv(lines)


def _news(query: dict[str, str], access: Access, folder: DataFolder) -> Response:
    try:
        question = news_sentiment.read_question(query)
    except news_sentiment.InvalidInputs:
        return notices.information("NEWS_SENTIMENT", notices.INVALID_NEWS_INPUTS)
    return Response(HTTPStatus.OK, news_sentiment.body(folder, access.day, question))


def _transcript(query: dict[str, str], access: Access, folder: DataFolder) -> Response:
    """An unknown, malformed or missing quarter is echoed over an empty transcript, as the provider does."""
    symbol, quarter = _symbol(query), query.get("quarter", "")
    if not symbol:
        return notices.invalid_call("EARNINGS_CALL_TRANSCRIPT")
    empty = as_json({"symbol": symbol, "quarter": quarter, "transcript": []})
    if not _FILE_STEM.fullmatch(symbol) or not _QUARTER.fullmatch(quarter):
        return empty
    overview = _readable(folder, f"alphavantage/OVERVIEW/{symbol}.json")
    year_ends_in = overview.get("FiscalYearEnd", "") if isinstance(overview, dict) else ""
    if quarter in report_dates(folder, symbol).quarters_unknown(access.day, year_ends_in):
        return empty
    body = folder.raw(f"alphavantage/EARNINGS_CALL_TRANSCRIPT/{symbol}_{quarter}.json")
    return Response(HTTPStatus.OK, body) if body else empty


def _symbol(query: dict[str, str]) -> str:
    return query.get("symbol", "").strip().upper()
