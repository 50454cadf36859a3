"""No payload, however odd, makes a parser raise, and everything it finds can be explained and stored."""

import csv
import io
import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research import adapters
from functions.research.adapters.alpaca.assets import parse_assets
from functions.research.adapters.alpaca.bars import parse_bars
from functions.research.adapters.alpha_vantage.calendar import parse_calendar
from functions.research.adapters.alpha_vantage.news import parse_news
from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import parse_earnings, parse_statement
from functions.research.adapters.alpha_vantage.transcript import parse_transcript
from functions.research.domain.finding_codes import MEANINGS
from functions.research.domain.statements import Statement

PARSERS = {
    "statement": lambda payload: parse_statement(Statement.INCOME, payload, "ACME"),
    "earnings": lambda payload: parse_earnings(payload, "ACME", 12),
    "overview": lambda payload: parse_overview(payload, "ACME"),
    "news": parse_news,
    "transcript": lambda payload: parse_transcript(payload, "ACME", "2025Q4"),
    "calendar": parse_calendar,
    "assets": parse_assets,
    "bars": parse_bars,
}
# Whatever a parser looks for, with whatever may stand there.
KEYS = [
    "symbol",
    "Symbol",
    "annualReports",
    "quarterlyReports",
    "annualEarnings",
    "quarterlyEarnings",
    "fiscalDateEnding",
    "reportedDate",
    "reportedCurrency",
    "totalRevenue",
    "reportedEPS",
    "Name",
    "Sector",
    "FiscalYearEnd",
    "LatestQuarter",
    "PERatio",
    "PercentInsiders",
    "feed",
    "title",
    "url",
    "time_published",
    "authors",
    "topics",
    "ticker_sentiment",
    "ticker",
    "relevance_score",
    "ticker_sentiment_score",
    "overall_sentiment_score",
    "transcript",
    "quarter",
    "content",
    "sentiment",
    "Note",
    "bars",
    "t",
    "o",
    "h",
    "l",
    "c",
    "v",
    "ACME",
    "id",
    "class",
    "exchange",
    "name",
    "status",
    "tradable",
    "shortable",
    "attributes",
    "maintenance_margin_requirement",
]
WORDS = [
    "ACME",
    "BRK-B",
    "None",
    "-",
    "NaN",
    "1e400",
    "-12",
    "0.3",
    "1.5",
    "2025-12-31",
    "2025-09-30",
    "2025-02-30",
    "20261119T142501",
    "USD",
    "us_equity",
    "active",
    "https://news.example/a?utm_source=b",
    "http://[",
    "2026-11-19T05:00:00.123456789Z",
    "2025Q4",
    "December",
    "FINANCE",
    "Bullish",
    "�",
]

anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(WORDS)
)
keys = st.sampled_from(KEYS) | st.text(max_size=8)
payloads = st.recursive(
    anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=8),
    max_leaves=30,
)
shaped = st.fixed_dictionaries(
    {"symbol": st.just("ACME"), "Symbol": st.just("ACME"), "quarter": st.just("2025Q4")},
    optional={
        key: payloads
        | st.lists(st.dictionaries(st.sampled_from(KEYS), anything, min_size=3, max_size=8), max_size=4)
        for key in (
            "annualReports",
            "quarterlyReports",
            "annualEarnings",
            "quarterlyEarnings",
            "feed",
            "transcript",
        )
    },
)


def check(parser, payload):
    results, findings = PARSERS[parser](payload)
    for finding in findings:
        assert finding.code in MEANINGS
        json.dumps(finding.to_json(), allow_nan=False, ensure_ascii=False).encode()
    for result in results if isinstance(results, list) else [results]:
        if result is not None:
            json.dumps(asdict(result), default=str, allow_nan=False, ensure_ascii=False).encode()
    assert (results, findings) == PARSERS[parser](payload)


@pytest.mark.parametrize("parser", PARSERS)
@settings(deadline=None, max_examples=20)
@given(payloads | shaped)
def test_any_json_is_read_or_refused(parser, payload):
    check(parser, payload)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.sampled_from([*WORDS, *KEYS]) | st.text(max_size=6), max_size=8), max_size=6),
    st.booleans(),
)
def test_any_csv_is_read_or_refused(rows, with_header):
    text = io.StringIO()
    header = (
        [["symbol", "name", "reportDate", "fiscalDateEnding", "estimate", "currency"]] if with_header else []
    )
    csv.writer(text).writerows([*header, *rows])

    check("calendar", text.getvalue())


@settings(max_examples=40)
@given(st.text())
def test_any_text_is_read_or_refused_as_a_calendar(text):
    check("calendar", text)


def test_every_code_the_adapters_use_has_a_meaning():
    sources = [path.read_text() for path in Path(adapters.__path__[0]).rglob("*.py")]
    used = {code for source in sources for code in re.findall(r'note\(\s*"([A-Z_]+)"', source)}

    assert len(used) > 20
    assert used <= MEANINGS.keys()


def test_the_meanings_are_sentences_in_alphabetical_order():
    assert list(MEANINGS) == sorted(MEANINGS)
    assert all(re.fullmatch(r"[A-Z][A-Z_]+", code) for code in MEANINGS)
    assert all(meaning.endswith(".") for meaning in MEANINGS.values())
