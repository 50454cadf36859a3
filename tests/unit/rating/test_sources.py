"""Values that come from elsewhere than the rated twelve months, and where each was found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.rating import rate
from functions.research.domain.rating.known import Known


def component(rating, code):
    return next(c.result for c in rating.components if c.result.component.code == code)


def value(rating, code, of):
    return component(rating, of).metric(code).value


def test_everything_known_leaves_nothing_missing(fully_rated):
    rating = fully_rated()

    missing = [
        m.metric.code for c in rating.components for m in c.result.metrics if "MISSING" in (m.reason or "")
    ]
    assert missing == []
    # Three of the eight Beneish indices need figures that ACME does not report: 0.15 of risk, 0.20 of all.
    risk = 1 - 0.15 * 3 / 8
    assert [round(c.result.coverage, 9) for c in rating.components] == [1, 1, risk, 1, 1]
    assert rating.confidence == pytest.approx(100 - 20 * (1 - risk))


def test_a_price_is_the_last_close(fully_rated, metric, evidence, bars):
    rating = fully_rated()

    upside = metric(rating, "target_upside", "market")
    assert upside.value == pytest.approx(33 / 30 - 1)
    [target, close] = evidence(rating, upside)
    assert (close.name, close.value, close.origin.fiscal_date) == ("close", 30.0, "2026-02-28")
    assert (close.origin.known_from, close.origin.payload_hash) == ("2026-02-28T22:00:00Z", "bars-payload")
    assert target.origin.payload_hash == "overview-payload"


@pytest.mark.parametrize("stale", [[], "old", "worthless"])
def test_without_a_close_the_profile_prices_a_share(fully_rated, bars, stale):
    if stale == "old":
        stale = [replace(bar, timestamp="2026-01-29T05:00:00Z") for bar in bars[:1]]
    if stale == "worthless":
        stale = [replace(bar, close=0.0) for bar in bars]

    # 3,000 million over 100 million shares
    assert value(fully_rated(bars=stale), "drawdown", "risk") == pytest.approx(30 / 36 - 1)


def test_a_close_of_thirty_days_ago_is_still_a_price(fully_rated, bars):
    last = [replace(bars[0], timestamp="2026-01-30T05:00:00Z", close=27.0)]

    assert value(fully_rated(bars=last), "drawdown", "risk") == pytest.approx(27 / 36 - 1)


def test_market_prices_do_not_stand_beside_amounts_in_another_currency(acme, fully_rated, surprises):
    in_taiwan_dollars = [replace(r, currency="TWD" if r.currency else None) for r in surprises]

    rating = fully_rated(rows=acme.rows(in_taiwan_dollars))

    shown = {m.metric.code: m for panel in rating.panels for m in panel.metrics}
    assert shown["price_to_book"].reason == "MISSING_INPUT:market_value"
    assert value(rating, "drawdown", "risk") == pytest.approx(30 / 36 - 1)
    assert rating.grounds.currency == "TWD"


def test_without_a_profile_bars_are_quoted_in_dollars(fully_rated, acme, surprises):
    shown = {m.metric.code: m for panel in fully_rated(overview=None).panels for m in panel.metrics}

    assert shown["price_return_12m"].value == pytest.approx(30 / 27.48 - 1)


def test_news_are_shown_with_every_article(fully_rated, metric, evidence):
    rating = fully_rated()

    sentiment = metric(rating, "news_sentiment", "market")
    assert sentiment.value == pytest.approx(0.25)
    assert {(e.name[-1], round(e.value, 1)) for e in evidence(rating, sentiment)} == {
        (str(n), n / 10) for n in range(6)
    }
    assert rating.to_json()["sentiment"]["counted"] == 6


def test_a_rank_comes_with_the_companys_figure(fully_rated, metric, evidence):
    rating = fully_rated()

    rank = metric(rating, "return_on_equity", "peers")
    assert (rank.value, rank.score) == (3 / 8, 2.5)
    [own] = evidence(rating, rank)
    assert (own.value, own.origin.statement, own.origin.known_from) == (3.5, "peers", "2026-02-20")
    assert rating.to_json()["peers"]["metrics"]["return_on_equity"]["percentile"] == 0.375


@pytest.mark.parametrize(
    ("without", "of", "score"),
    [("news", "market", True), ("peers", "peers", False)],
)
def test_what_is_not_known_is_missing_and_costs_confidence(fully_rated, without, of, score):
    rating = fully_rated(**{without: None if without == "peers" else ()})

    assert (component(rating, of).score is not None) is score
    assert rating.to_json()["sentiment" if without == "news" else "peers"] is None
    assert rating.confidence < fully_rated().confidence


def test_daily_closes_are_shown_as_one_run(fully_rated, evidence):
    rating = fully_rated()

    shown = {m.metric.code: m for panel in rating.panels for m in panel.metrics}
    [run] = evidence(rating, shown["price_return_1m"])
    assert (run.value, run.origin.days) == (30.0, 22)
    assert (run.origin.first_date, run.origin.fiscal_date) == ("2026-02-07", "2026-02-28")


def test_a_rating_reads_no_bar_of_another_day_twice(everything, acme):
    known = Known(**everything)
    shuffled = replace(known, bars=known.bars[::-1], news=known.news[::-1], rows=known.rows[::-1])

    assert rate(shuffled, as_of=acme.as_of).to_bytes() == rate(known, as_of=acme.as_of).to_bytes()


def test_an_expected_report_keeps_figures_fresh(fully_rated):
    usual = fully_rated(as_of="2026-04-19T07:00:00Z")
    late = fully_rated(
        as_of="2026-04-19T07:00:00Z", expected_report_on=date(2026, 4, 19) - timedelta(days=49)
    )

    assert usual.grounds.next_report_due == "2026-04-20"
    # A tenth of all but the news, which are too old by then.
    assert late.confidence == pytest.approx(0.9 * usual.confidence)
