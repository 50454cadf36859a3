"""One test per question the tables must answer, each with data that a wrong index would mix up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from boto3.dynamodb.conditions import Key

from functions.research import wiring
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.news import Article, Mention
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Basis, Period, Report, Row, Statement, known_as_of, of
from functions.runtime import aws

pytestmark = pytest.mark.acceptance(29, 81)
AS_OF = "2026-05-08T07:00:00Z"
QUARTER_ENDS = [date(2024 + n // 4, 3 * (n % 4) + 3, (31, 30, 30, 31)[n % 4]) for n in range(10)]


def index(table, name, **keys):
    condition = None
    for key, value in keys.items():
        condition = Key(key).eq(value) if condition is None else condition & Key(key).eq(value)
    found = aws.table(f"signal9-{table}-dev").query(
        IndexName=name, KeyConditionExpression=condition, ScanIndexForward=False
    )
    return found["Items"]


def profile(symbol, sector, cap, day="2026-05-08"):
    figures = {"market_capitalization": cap}
    overview = Overview(symbol, symbol, sector, "SOFTWARE", "USD", "USA", 12, None, figures, {}, "hash")
    wiring.overviews().put(overview, f"{day}T07:00:00Z")


def article(number, published, label, *symbols):
    mentions = tuple(Mention(symbol, 0.5, 0.2, "Neutral") for symbol in symbols)
    return Article(
        f"{number:032d}",
        f"Story {number}",
        "https://example.com",
        published,
        "Wire",
        "",
        (),
        (),
        0.2,
        label,
        mentions,
    )


def rating(symbol, as_of, score, label="buy"):
    document = {"symbol": symbol, "as_of": as_of, "rating": score, "label": label, "confidence": 80.0}
    document |= {"rating_low": score, "rating_high": score, "reason": None}
    document["rule_set"] = {"version": "1", "content_hash": "0" * 16}
    wiring.analyses().put(document, analysis_id=f"{symbol}-{as_of}", sector="Energy")


def row(fiscal_date, period="Q", known_from="2026-05-01", **figures):
    report = Report("ACME", Statement.INCOME, Period(period), fiscal_date, "USD", figures)
    return Row(report, known_from, Basis.REPORTED_DATE, "payload", f"{figures}")


def test_an_asset_by_its_symbol_and_by_its_uuid(stack):
    stack.holds("ACME", "BOLT")

    held = wiring.assets().get("ACME")

    [found] = index("assets", "asset-id-index", asset_id=held.asset.asset_id)
    assert found["symbol"] == "ACME"


def test_active_assets_with_the_oldest_data_first(stack):
    stack.holds("NEW", "OLD", "NEVER", "GONE")
    for symbol, on in (("NEW", "2026-05-07"), ("OLD", "2026-04-01"), ("GONE", "2026-01-01")):
        wiring.assets().mark_pollenated(
            symbol,
            as_of=f"{on}T07:00:00Z",
            full=True,
            latest_quarter=None,
            sector="Energy",
            has_fundamentals=True,
        )
    wiring.assets().mark_inactive("GONE", AS_OF)

    assert [held.asset.symbol for held in wiring.assets().active()] == ["NEVER", "OLD", "NEW"]


def test_the_most_traded_of_a_sector(stack):
    stack.holds("BUSY", "QUIET", "BANK")
    for symbol, sector, volume in (
        ("BUSY", "Energy", 900),
        ("QUIET", "Energy", 5),
        ("BANK", "Financials", 999),
    ):
        wiring.assets().set_volume(symbol, volume, AS_OF)
        wiring.assets().mark_pollenated(
            symbol, as_of=AS_OF, full=True, latest_quarter=None, sector=sector, has_fundamentals=True
        )

    assert [item["symbol"] for item in index("assets", "sector-volume-index", sector="Energy")] == [
        "BUSY",
        "QUIET",
    ]


def test_peers_by_size_each_once_however_often_its_profile_was_stored(stack):
    for day in ("2026-05-07", "2026-05-08"):
        profile("BIG", "Energy", 900, day)
    profile("SMALL", "Energy", 5)
    profile("BANK", "Financials", 950)
    profile("BIG", "Energy", 1, "2026-05-06")

    peers = index("company-overview", "sector-index", sector_latest="Energy")

    assert [(item["symbol"], int(item["market_cap"])) for item in peers] == [("BIG", 900), ("SMALL", 5)]


def test_a_profile_as_it_was_on_a_day(stack):
    profile("ACME", "Energy", 1, "2026-05-01")
    profile("ACME", "Energy", 2, "2026-05-08")

    days = ("2026-04-30", "2026-05-07", "2026-05-08")
    seen = {day: wiring.overviews().as_of("ACME", f"{day}T07:00:00Z") for day in days}

    caps = {day: o and o.figures["market_capitalization"] for day, o in seen.items()}
    assert caps == {"2026-04-30": None, "2026-05-07": 1, "2026-05-08": 2}


def test_reports_expected_on_a_day_and_within_a_week(stack):
    today = date(2026, 5, 8)
    for symbol, days in (("AA", 0), ("BB", 0), ("CC", 6), ("DD", 7), ("EE", -1)):
        on = today + timedelta(days=days)
        wiring.calendar().put(
            ExpectedReport(symbol, symbol, on, date(2026, 3, 31), None, None, "bmo"), AS_OF, "0" * 64
        )

    on_the_day = [row.expected.symbol for row in wiring.calendar().on(today)]
    within_a_week = [
        row.expected.symbol for n in range(7) for row in wiring.calendar().on(today + timedelta(days=n))
    ]

    assert (on_the_day, within_a_week) == (["AA", "BB"], ["AA", "BB", "CC"])
    assert wiring.calendar().get("AA", today) == wiring.calendar().of("AA")[0]
    assert wiring.calendar().get("AA", today + timedelta(days=1)) is None


def test_the_newest_stories_about_a_company(stack):
    stories = [
        article(1, "20260508T060000", "Bullish", "ACME", "BOLT"),
        article(2, "20260508T061000", "Bullish", "ACME"),
        article(3, "20260508T062000", "Bullish", "ACME"),
        article(4, "20260508T063000", "Bullish", "BOLT"),
    ]
    wiring.news().put(stories, AS_OF, "0" * 64)

    newest = wiring.news().about("ACME", until="20260508T061500", limit=2)

    assert [link["title"] for link in newest] == ["Story 2", "Story 1"]


def test_the_newest_stories_of_one_mood(stack):
    stories = [
        article(1, "20260508T060000", "Bullish", "ACME"),
        article(2, "20260508T061000", "Bearish", "ACME"),
        replace(article(3, "20260508T062000", "Bullish", "ACME"), overall_sentiment_label=None),
        article(4, "20260508T063000", "Bullish", "BOLT"),
    ]
    wiring.news().put(stories, AS_OF, "0" * 64)

    found = wiring.news().labelled("Bullish", until="20260508T063000", limit=5)

    assert [story["title"] for story in found] == ["Story 4", "Story 1"]


def test_the_last_eight_quarters_beside_years_that_end_on_the_same_days(stack):
    rows = [row(end, revenue=n) for n, end in enumerate(QUARTER_ENDS)]
    rows += [row(end, "A", revenue=100) for end in QUARTER_ENDS[3::4]]
    wiring.statements().add(rows)

    known = known_as_of(wiring.statements().rows_of("ACME", Statement.INCOME), AS_OF)
    quarters = of(known, Statement.INCOME, Period.QUARTER)[-8:]

    assert [r.report.figures["revenue"] for r in quarters] == list(range(2, 10))


def test_a_statement_as_it_was_known_before_it_was_corrected(stack):
    end = QUARTER_ENDS[-1]
    wiring.statements().add([row(end, revenue=1), row(end, known_from="2026-05-08T06:00:00Z", revenue=2)])
    rows = list(wiring.statements().rows_of("ACME", Statement.INCOME, since=end))

    def revenue(as_of):
        return [r.report.figures["revenue"] for r in known_as_of(rows, as_of)]

    assert (revenue("2026-05-08T05:59:59Z"), revenue("2026-05-08T06:00:00Z")) == ([1], [2])


def test_the_latest_rating_and_those_before_it(stack):
    for day, score in (("2026-05-06", 2.0), ("2026-05-07", 3.0), ("2026-05-08", 4.0)):
        rating("ACME", f"{day}T07:00:00Z", score)

    assert wiring.analyses().latest("ACME", until="2026-05-07T23:59:59Z")["rating"] == 3.0
    history = wiring.analyses().history("ACME", until=AS_OF, limit=2)
    assert [document["rating"] for document in history] == [4.0, 3.0]
    assert wiring.analyses().latest("BOLT", until=AS_OF) is None


def test_a_rating_by_its_own_id(stack):
    rating("ACME", AS_OF, 4.0)

    assert wiring.analyses().by_id(f"ACME-{AS_OF}")["symbol"] == "ACME"
    assert wiring.analyses().by_id("nobody") is None


def test_the_newest_ratings_with_a_label(stack):
    rating("ACME", "2026-05-07T07:00:00Z", 4.0)
    rating("BOLT", "2026-05-08T07:00:00Z", 4.1)
    rating("CORE", "2026-05-08T07:00:00Z", 2.0, "sell")

    assert [d["symbol"] for d in wiring.analyses().labelled("buy", limit=5)] == ["BOLT", "ACME"]


def test_the_best_of_a_sector_each_by_its_newest_rating(stack):
    rating("ACME", "2026-05-07T07:00:00Z", 5.0)
    rating("ACME", "2026-05-08T07:00:00Z", 3.0)
    rating("BOLT", "2026-05-08T07:00:00Z", 4.0)

    best = wiring.analyses().best_in_sector("Energy", limit=5)

    assert [(document["symbol"], document["rating"]) for document in best] == [("BOLT", 4.0), ("ACME", 3.0)]


def test_daily_bars_newest_first(stack, market):
    stack.holds("ACME")
    market.trades("ACME", d2026_05_05=1, d2026_05_06=2, d2026_05_07=3)
    stack.run("sync_prices", as_of=AS_OF, after_symbol="")

    bars = wiring.prices().latest("ACME", until="2026-05-06T23:59:59Z", bars=2)

    assert [bar.volume for bar in bars] == [2, 1]


def test_what_a_day_did_with_each_asset_and_what_failed(stack):
    wiring.run_log().asset_did(AS_OF, "ACME", outcome="stored")
    wiring.run_log().asset_did("2026-05-09T07:00:00Z", "BOLT", outcome="stored")
    wiring.run_log().failed(AS_OF, workflow="Analysis", execution="x", symbol=None, error={})

    assert [asset["symbol"] for asset in wiring.run_log().assets_of("2026-05-08")] == ["ACME"]
    assert len(list(wiring.run_log().failures_of("2026-05-08"))) == 1
    assert list(wiring.run_log().failures_of("2026-05-09")) == []
