"""What holds for every company, and not only for ACME."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.overview import Overview
from functions.research.domain.rating import rate
from functions.research.domain.rating.confidence import margin
from functions.research.domain.rating.evaluation import MetricResult, summarise
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

METRICS = [(metric, block.code) for block in FINANCIAL_HEALTH.blocks for metric in block.metrics]
GENERAL = [(m, b) for m, b in METRICS if "general" in m.applies_to]
STATEMENT_INPUTS = [i for m, _ in METRICS for i in m.inputs if isinstance(i.origin, Statement)]
FIELDS = sorted({(i.origin, n) for i in STATEMENT_INPUTS for s in i.sums for n in s})
NAMES = [name for _, name in FIELDS]
DAYS = [date(y, m, d) for y in (2023, 2024, 2025) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31), (12, 28))]

amounts = st.one_of(
    st.none(), st.integers(-(10**12), 10**12), st.sampled_from([0, 10**400, 5e-324, 1e21, "-", float("nan")])
)
reports = st.builds(
    Report,
    symbol=st.just("ACME"),
    statement=st.sampled_from(Statement),
    period=st.sampled_from(Period),
    fiscal_date=st.sampled_from(DAYS) | st.dates(),
    currency=st.sampled_from([None, "USD", "USD", "TWD"]),
    figures=st.dictionaries(st.sampled_from(NAMES), amounts, max_size=6),
)
known_from = st.sampled_from(["2024-02-01", "2026-01-15", "2026-01-15T08:00:00Z", "2027-01-01"])
rows = st.builds(Row, reports, known_from, st.sampled_from(Basis), st.just("payload"), st.just("content"))
overviews = st.none() | st.builds(
    Overview,
    symbol=st.just("ACME"),
    name=st.just("Acme"),
    sector=st.sampled_from([None, "Financials", "Industrials"]),
    industry=st.sampled_from([None, "STEEL", "REIT - OFFICE", "\ud800"]),
    currency=st.sampled_from([None, "USD"]),
    country=st.none(),
    fiscal_year_end_month=st.none() | st.integers(1, 12),
    latest_quarter=st.none(),
    figures=st.fixed_dictionaries({"market_capitalization": amounts}),
    texts=st.just({}),
)
findings = st.builds(
    Finding,
    code=st.sampled_from(["UNIT_JUMP", "QUARTERS_DO_NOT_SUM", "OTHER"]),
    severity=st.sampled_from(Severity),
    message=st.just(""),
    figures=st.sampled_from([{}, {"period": "A"}, {"period": "Q"}]),
    statement=st.none() | st.sampled_from([s.value for s in Statement]),
    fiscal_date=st.none() | st.sampled_from(["2025-12-31", "2024-12-31", "soon"]),
)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(rows, max_size=10),
    overviews,
    st.lists(findings, max_size=3),
    st.sampled_from(["2026-03-01T00:00:00Z", "x"]),
)
def test_any_input_ends_in_a_rating_or_in_a_reason(known, overview, doubts, as_of):
    rating = rate(Known("ACME", known, overview, doubts), as_of=as_of)

    document = json.loads(rating.to_bytes())
    assert (rating.rating is None) is (rating.reason in WHY_NOT_RATED)
    assert rating.to_bytes() == rate(Known("ACME", known, overview, doubts), as_of=as_of).to_bytes()
    if rating.rating is not None:
        assert 1 <= document["rating_low"] <= document["rating_high"] <= 5
        assert 1 <= rating.rating <= 5
        assert 30 <= rating.confidence <= 100


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(DAYS), amounts), max_size=8))
def test_any_corruption_of_a_company_ends_in_a_rating_or_in_a_reason(acme, rated, corruptions):
    reports = acme.reports()
    for (statement, name), day, amount in corruptions:
        where = {"statement": statement, "days": [day.isoformat()]}
        reports = acme.changed(reports, lambda _, n=name, a=amount: {n: a}, **where)

    rating = rated(reports)

    assert (rating.rating is None) is (rating.reason in WHY_NOT_RATED)
    json.loads(rating.to_bytes())


@settings(max_examples=25, deadline=None)
@given(scale=st.floats(1e-4, 1e6))
def test_another_currency_changes_no_score(acme, rated, annual, scale):
    def rescaled(figures):
        return {n: v * scale for n, v in figures.items() if n != "common_stock_shares_outstanding"}

    value = acme.overview().figures["market_capitalization"]
    makers = [
        acme.overview(industry="STEEL", figures={"market_capitalization": v}) for v in (value, value * scale)
    ]
    before = rated(annual, overview=makers[0]).components[0].result.metrics
    after = rated(acme.changed(annual, rescaled), overview=makers[1]).components[0].result.metrics

    assert [m.reason for m in before] == [m.reason for m in after]
    scored = [(one.score, other.score) for one, other in zip(before, after, strict=True) if one.score]
    assert [one for one, _ in scored] == pytest.approx([other for _, other in scored], rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(field=st.sampled_from(FIELDS), year=st.sampled_from([2025, 2024, 2023]))
def test_a_missing_figure_is_never_a_zero(acme, rated, evidence, field, year):
    statement, name = field
    annual = [r for r in acme.reports() if r.period is Period.ANNUAL]
    where = {"statement": statement, "days": [f"{year}-12-31"]}
    before = rated(annual).components[0].result
    rating = rated(acme.changed(annual, lambda _: {name: None}, **where))
    missing = rating.components[0].result

    for old, new in zip(before.metrics, missing.metrics, strict=True):
        read = {(e.name, e.origin.statement, e.origin.fiscal_date) for e in evidence(rating, new)}
        assert (name, statement, f"{year}-12-31") not in read
        assert new.reason is None or new.reason == old.reason or new.reason.startswith("MISSING_INPUT:")
        if new.reason is None and new.share == old.share:
            assert new.value == pytest.approx(old.value)
    assert missing.coverage <= before.coverage + 1e-12


def health(scores):
    """Health of an ordinary firm with these metric scores; None where nothing could be measured."""
    results = [
        MetricResult(m, block, s, s, 1.0 if s else 0.0, None if s else "MISSING_INPUT:figure", None)
        for (m, block), s in zip(GENERAL, scores, strict=True)
    ]
    return summarise(FINANCIAL_HEALTH, results)


def half_width(result):
    return margin([result], {FINANCIAL_HEALTH.code: 1.0}, {FINANCIAL_HEALTH.code: result.coverage})


scores = st.lists(st.none() | st.floats(1, 5), min_size=len(GENERAL), max_size=len(GENERAL))


@settings(max_examples=100, deadline=None)
@given(scores, st.integers(0, len(GENERAL) - 1))
def test_a_metric_that_says_what_the_others_say_never_widens_the_interval(known, position):
    known[position] = None
    before = health(known)
    if before.score is None:
        return
    block = next(b for b in before.blocks if b.code == GENERAL[position][1])
    known[position] = before.score if block.score is None else block.score

    after = health(known)

    assert after.score == pytest.approx(before.score)
    assert half_width(after) <= half_width(before) + 1e-9


@settings(max_examples=50, deadline=None)
@given(scores, st.integers(0, len(GENERAL) - 1), st.floats(0, 4))
def test_a_better_metric_never_lowers_the_score(known, position, gain):
    before = health(known)
    if known[position] is None or before.score is None:
        return
    known[position] = min(5.0, known[position] + gain)

    assert health(known).score >= before.score - 1e-12
