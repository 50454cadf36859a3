import json
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.research.domain.rating.composite import label, letter, score100
from functions.research.domain.rating.limits import LIMITS
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Period, Statement


def test_keys_come_in_a_fixed_order(rated, annual):
    document = rated(annual).to_json()

    assert list(document) == [
        "symbol", "as_of", "rule_set", "rating", "reason", "withheld", "label", "score100", "letter", "cap",
        "confidence", "rating_low", "rating_high", "without_one_metric", "stability", "grounds", "components",
        "panels", "sentiment", "peers", "bankruptcy", "flags", "findings", "reasons", "figures",
    ]  # fmt: skip
    assert list(document["components"][0]["metrics"][0]) == [
        "code", "name", "block", "value", "unit", "score", "weight", "reason", "note", "inputs",
    ]  # fmt: skip


def test_order_of_rows_does_not_change_a_byte(acme, rated):
    rows = acme.rows()

    assert rated(rows=rows).to_bytes() == rated(rows=rows[::-1]).to_bytes() == rated(rows=rows).to_bytes()


def test_what_becomes_known_later_does_not_change_a_byte(acme, rated):
    rows = acme.rows()
    restated = acme.changed(
        acme.reports(), lambda f: {n: v * 2 for n, v in f.items()}, statement=Statement.INCOME
    )
    later = [replace(row, known_from="2026-03-02") for row in acme.rows(restated)]

    assert rated(rows=rows + later).to_bytes() == rated(rows=rows).to_bytes()
    assert rated(rows=rows + later, as_of="2026-03-02T00:00:00Z").components != rated(rows=rows).components


def test_every_scored_figure_leads_to_the_payload_it_came_from(acme, rated):
    overview = acme.overview(industry="SEMICONDUCTORS")
    document = rated(overview=overview).to_json()

    scored = [m for m in document["components"][0]["metrics"] if m["score"] is not None]
    assert len(scored) == 17
    rows = {
        (r.report.statement, r.report.fiscal_date.isoformat()): r
        for r in acme.rows()
        if r.report.period == "A"
    }
    places = [place for m in scored for one in m["inputs"] for place in one["figures"]]
    assert all(one["figures"] for m in scored for one in m["inputs"])
    for figure in (document["figures"][place] for place in places):
        if figure["statement"] == "company_overview":
            assert figure["payload_hash"] == "overview-payload"
            assert figure["value"] == overview.figures[figure["name"]]
            continue
        row = rows[figure["statement"], figure["fiscal_date"]]
        assert figure["value"] == row.report.figures[figure["name"]]
        assert (figure["known_from"], figure["payload_hash"]) == (row.known_from, row.payload_hash)


def test_a_sum_of_quarters_names_each_of_them(acme, rated, metric, evidence):
    reports = [r for r in acme.reports() if r.period is Period.QUARTER or r.fiscal_date.year < 2025]
    rating = rated(reports)
    margin = metric(rating, "net_margin")

    assert [(e.name, e.origin.fiscal_date) for e in evidence(rating, margin)[:4]] == [
        ("net_income", "2025-03-31"),
        ("net_income", "2025-06-30"),
        ("net_income", "2025-09-30"),
        ("net_income", "2025-12-31"),
    ]
    annual = metric(rated([r for r in acme.reports() if r.period is Period.ANNUAL]), "net_margin")
    assert margin.value == pytest.approx(annual.value)


def test_statement_dates_a_day_apart_still_make_one_rating(acme, rated, annual):
    shifted = [
        replace(r, fiscal_date=r.fiscal_date - timedelta(days=1)) if r.statement is Statement.BALANCE else r
        for r in annual
    ]

    assert rated(shifted).rating == rated(annual).rating


def test_weights_of_scored_metrics_make_one(acme, rated, annual):
    without = acme.changed(annual, lambda _: {"current_net_receivables": None}, statement=Statement.BALANCE)
    metrics = rated(without).to_json()["components"][0]["metrics"]

    assert sum(m["weight"] for m in metrics) == pytest.approx(1, abs=1e-5)
    assert all((m["weight"] == 0) is (m["score"] is None) for m in metrics)


def test_floats_are_rounded_once_to_six_decimals(rated, annual):
    def floats(node):
        if isinstance(node, dict):
            node = list(node.values())
        if isinstance(node, list):
            return [f for child in node for f in floats(child)]
        return [node] if isinstance(node, float) else []

    document = json.loads(rated(annual).to_bytes())

    assert floats(document)
    assert all(value == round(value, 6) for value in floats(document))


def test_a_contradicted_figure_counts_as_missing(acme, rated, annual, metric):
    reports = acme.changed(annual, lambda f: {"gross_profit": f["total_revenue"]}, statement=Statement.INCOME)
    reports = acme.changed(
        reports, lambda _: {"common_stock_shares_outstanding": -5}, statement=Statement.BALANCE
    )

    rating = rated(reports)

    assert metric(rating, "gross_profitability").reason == "MISSING_INPUT:gross_profit"
    assert metric(rating, "piotroski_f").share == pytest.approx(7 / 9)


def test_debt_is_the_sum_of_its_parts_when_there_is_no_total(acme, rated, annual, metric, evidence):
    def without(*names):
        reports = acme.changed(annual, lambda _: dict.fromkeys(names), statement=Statement.BALANCE)
        return rated(reports)

    total, parts = without(), without("short_long_term_debt_total")
    result = metric(parts, "debt_to_equity")
    assert result.value == pytest.approx(metric(total, "debt_to_equity").value)
    assert [e.name for e in evidence(parts, result)[:2]] == ["long_term_debt", "short_term_debt"]
    neither = without("short_long_term_debt_total", "short_term_debt")
    assert metric(neither, "debt_to_equity").reason == "MISSING_INPUT:debt"


@pytest.mark.parametrize(
    ("rating", "expected"),
    [(5.0, "strong_buy"), (4.2, "strong_buy"), (4.1, "buy"), (3.5, "buy"), (3.4, "hold"), (2.5, "hold"),
     (2.4, "sell"), (1.8, "sell"), (1.7, "strong_sell"), (1.0, "strong_sell")],
)  # fmt: skip
def test_the_word_for_a_rating(rating, expected):
    assert label(rating, LIMITS) == expected


@pytest.mark.parametrize(
    ("score", "points", "expected"),
    [(5, 100, "A+"), (4.6, 90, "A+"), (4.596, 89.9, "A"), (4.2, 80, "A"), (4.19, 79.8, "B"), (3.6, 65, "B"),
     (3.59, 64.8, "C"), (3, 50, "C"), (2.99, 49.8, "D"), (2.4, 35, "D"), (2.39, 34.8, "D-"), (1.8, 20, "D-"),
     (1.79, 19.8, "F"), (1, 0, "F")],
)  # fmt: skip
def test_the_letter_for_a_score_of_a_hundred(score, points, expected):
    assert score100(score) == pytest.approx(points)
    assert letter(score100(score), LIMITS) == expected


def test_a_document_of_everything_known_stays_small(fully_rated, acme, surprises):
    quarters = [r for r in surprises if r.period is Period.QUARTER or r.fiscal_date.year < 2025]

    rating = fully_rated(rows=acme.rows(quarters))

    text = rating.to_bytes()
    print(f"{len(text)} bytes, {len(json.loads(text)['figures'])} figures")  # noqa: T201  pytest -rP shows it
    assert rating.grounds.basis == "ttm"
    assert len(text) < 150_000


def test_figures_stand_once_and_every_place_is_one_of_theirs(fully_rated):
    document = fully_rated().to_json()

    figures = [tuple(figure.values()) for figure in document["figures"]]
    assert len(set(figures)) == len(figures)
    metrics = [m for part in (*document["components"], *document["panels"]) for m in part["metrics"]]
    places = {place for m in metrics for one in m["inputs"] for place in one["figures"]}
    assert places == set(range(len(figures)))
    assert [len(panel["metrics"]) for panel in document["panels"]] == [
        len(p.metrics) for p in RULE_SET.panels
    ]


def test_words_that_json_must_escape_are_escaped(fully_rated, profile):
    odd = 'quote " and \\ and \n and \ud800'

    rating = fully_rated(symbol=odd, overview=replace(profile, payload_hash=odd))

    document = json.loads(rating.to_bytes().decode("utf-8", "replace").replace("\\ud800", ""))
    assert document["symbol"] == odd.replace("\ud800", "")
    assert odd in {figure["payload_hash"] for figure in rating.to_json()["figures"]}
