"""What holds for every rating by all five components."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.assets import Bar
from functions.research.domain.news import AboutCompany
from functions.research.domain.overview import Overview
from functions.research.domain.peers import COMPARED, PeerGroup, Profile, Width
from functions.research.domain.rating import rate
from functions.research.domain.rating.books import Books
from functions.research.domain.rating.composite import weighted_score
from functions.research.domain.rating.confidence import margin
from functions.research.domain.rating.declaration import FirmKind, Input, Source
from functions.research.domain.rating.evaluation import MetricResult, summarise
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.leaning import leaning
from functions.research.domain.rating.quotes import MONEY
from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

GRADED = [q for asked in RULE_SET.graded(FirmKind.GENERAL) for q in asked if q.is_asked]
PLACES = [(c, q) for c, asked in zip(RULE_SET.components, RULE_SET.graded(FirmKind.GENERAL), strict=True)
          for q in asked if q.is_asked]  # fmt: skip
METRICS = [
    q.metric for kind in (RULE_SET.graded, RULE_SET.shown) for asked in kind(FirmKind.GENERAL) for q in asked
]
WANTED = [wanted for metric in METRICS for wanted in metric.inputs]
FIELDS = sorted(
    {
        (wanted.origin, name)
        for wanted in WANTED
        if isinstance(wanted.origin, Statement)
        for name in ([n for s in wanted.sums for n in s] if isinstance(wanted, Input) else [wanted.field])
    }
)
PROFILE_FIELDS = sorted({w.sums[0][0] for w in WANTED if w.origin is Source.PROFILE})
DAYS = [date(y, m, d) for y in range(2020, 2026) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))]

amounts = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.sampled_from([0, 10**400, 5e-324, 1e21, -1e21, float("nan")]),
)
rows = st.builds(
    Row,
    st.builds(
        Report,
        symbol=st.just("ACME"),
        statement=st.sampled_from(Statement),
        period=st.sampled_from(Period),
        fiscal_date=st.sampled_from(DAYS),
        currency=st.sampled_from([None, "USD", "USD", "TWD"]),
        figures=st.dictionaries(st.sampled_from([name for _, name in FIELDS]), amounts, max_size=8),
    ),
    st.sampled_from(["2024-02-01", "2026-01-15", "2026-01-15T08:00:00Z", "2027-01-01"]),
    st.sampled_from(Basis),
    st.just("payload"),
    st.sampled_from(["one", "other"]),
)
closes = st.sampled_from([0.0, -1.0, 1e308, float("inf"), float("nan")]) | st.floats(0.01, 1e4)
bars = st.builds(
    Bar,
    st.just("ACME"),
    st.dates(date(2024, 1, 1), date(2026, 3, 1)).map(lambda day: f"{day}T05:00:00Z"),
    *[closes] * 4, st.just(1), st.none(), st.none(), st.just("2026-02-28T22:00:00Z"), st.just("bars"),
)  # fmt: skip
scores = st.none() | st.floats(-2, 2)
articles = st.builds(
    AboutCompany,
    *[st.text(max_size=3)] * 4,
    st.sampled_from(["20260220T120000", "20270101T000000", "soon"]),
    st.floats(-1, 2), scores, scores, st.just("2026-02-20T13:00:00Z"), st.just("news"),
)  # fmt: skip
profiles = st.builds(
    Profile, st.text(max_size=3), *[st.just("x")] * 2, st.just(1e9), st.just(True), st.just("2026-02-20"),
    st.dictionaries(st.sampled_from(COMPARED), st.floats()),
)  # fmt: skip
overviews = st.none() | st.builds(
    Overview,
    *[st.just("ACME")] * 2,
    st.sampled_from([None, "Financials", "Utilities", "Real Estate"]),
    st.sampled_from([None, "STEEL", "REIT - OFFICE", "BANKS - REGIONAL", "INSURANCE - LIFE"]),
    st.sampled_from([None, "USD"]), st.none(), st.none() | st.integers(1, 12), st.none(),
    st.dictionaries(st.sampled_from(PROFILE_FIELDS), amounts), st.just({}),
)  # fmt: skip
anything = st.builds(
    Known,
    st.just("ACME"),
    st.lists(rows, max_size=12),
    overviews,
    st.just(()),
    st.lists(bars, max_size=4),
    st.lists(articles, max_size=4),
    st.none()
    | st.builds(PeerGroup, st.just(Width.INDUSTRY_WIDE), profiles, st.lists(profiles, max_size=6).map(tuple)),
    st.none() | st.dates(),
    st.lists(st.floats(1, 5), max_size=5),
)


@settings(max_examples=80, deadline=None)
@given(anything, st.sampled_from(["2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03", ""]))
def test_anything_known_ends_in_a_rating_or_in_a_reason(known, as_of):
    rating = rate(known, as_of=as_of)

    document = json.loads(rating.to_bytes())
    assert (rating.rating is None) is (rating.reason in WHY_NOT_RATED)
    assert document == rating.to_json()
    if rating.rating is not None:
        assert 1 <= document["rating_low"] <= document["rating_high"] <= 5


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, max_size=12), st.randoms())
def test_neither_order_nor_preparation_nor_the_future_changes_a_byte(everything, acme, extra, random):
    held = [*everything["rows"], *extra]
    expected = rate(Known(**(everything | {"rows": held})), as_of=acme.as_of).to_bytes()
    mixed = [row for row in held if row.known_from <= acme.as_of]
    random.shuffle(mixed)

    for rows_given in (mixed, Books(mixed), Books(held)):
        assert rate(Known(**(everything | {"rows": rows_given})), as_of=acme.as_of).to_bytes() == expected


@settings(max_examples=15, deadline=None)
@given(scale=st.sampled_from([1e-3, 0.5, 7.0, 1e3, 1e6]))
def test_another_currency_changes_no_score(acme, everything, fully_rated, scale):
    shares = {"common_stock_shares_outstanding", "surprise_percentage"}

    def rescaled(figures):
        return {n: v if n in shares else v * scale for n, v in figures.items()}

    figures = everything["overview"].figures
    overview = replace(
        everything["overview"], figures={n: v * scale if n in MONEY else v for n, v in figures.items()}
    )
    reports = acme.changed([row.report for row in everything["rows"]], rescaled)
    bars = [replace(bar, close=bar.close * scale) for bar in everything["bars"]]

    after = fully_rated(rows=acme.rows(reports), overview=overview, bars=bars)

    before = fully_rated()
    for one, other in zip(before.components, after.components, strict=True):
        assert [m.reason for m in one.result.metrics] == [m.reason for m in other.result.metrics]
        assert [m.score for m in one.result.metrics if m.score] == pytest.approx(
            [m.score for m in other.result.metrics if m.score], rel=1e-9
        )
    assert (after.rating, after.confidence) == (before.rating, before.confidence)


def result(asked, score):
    reason = None if score else "MISSING_INPUT:figure"
    return MetricResult(asked.metric, asked.block, score, score, 1.0 if score else 0.0, reason, None)


def composed(known):
    """The components of an ordinary firm with these metric scores; None where nothing could be measured."""
    found = {}
    for (component, asked), score in zip(PLACES, known, strict=True):
        found.setdefault(component.code, []).append(result(asked, score))
    return [summarise(component, found[component.code]) for component in RULE_SET.components]


def interval(results):
    value = weighted_score(results, RULE_SET.weights)
    certainties = {r.component.code: r.coverage if r.score else 0.0 for r in results}
    half, leans = margin(results, RULE_SET.weights, certainties), leaning(value, results, RULE_SET.weights)
    return min(leans.low, value - half), max(leans.high, value + half)


some_scores = st.lists(st.none() | st.floats(1, 5), min_size=len(PLACES), max_size=len(PLACES))
places = st.integers(0, len(PLACES) - 1)


@settings(max_examples=100, deadline=None)
@given(some_scores, places, st.floats(0, 4))
def test_a_better_metric_never_lowers_the_rating(known, position, gain):
    before = weighted_score(composed(known), RULE_SET.weights)
    if known[position] is None or before is None:
        return
    known[position] = min(5.0, known[position] + gain)

    assert weighted_score(composed(known), RULE_SET.weights) >= before - 1e-12


@settings(max_examples=200, deadline=None)
@given(some_scores, places)
def test_a_metric_that_says_what_its_block_says_never_widens_the_interval(known, position):
    known[position] = None
    before = composed(known)
    if weighted_score(before, RULE_SET.weights) is None:
        return
    component, asked = PLACES[position]
    own = next(r for r in before if r.component is component)
    block = next(b for b in own.blocks if b.code == asked.block)
    if own.score is None or block.score is None:
        return
    known[position] = block.score

    low, high = interval(before)
    new_low, new_high = interval(composed(known))

    assert low - 1e-9 <= new_low
    assert new_high <= high + 1e-9


@settings(max_examples=60, deadline=None)
@given(some_scores)
def test_what_a_rating_would_be_without_a_metric_is_what_it_is_without_it(known):
    results = composed(known)
    value = weighted_score(results, RULE_SET.weights)
    if value is None:
        return
    found = []
    for position, (component, asked) in enumerate(PLACES):
        own = next(r for r in results if r.component is component)
        if known[position] is None or own.score is None:
            continue
        without = _without(results, component, asked)
        if without is not None:
            found.append(without)

    leans = leaning(value, results, RULE_SET.weights)

    assert (leans.low, leans.high) == pytest.approx((min([value, *found]), max([value, *found])))
    assert abs(leans.rating_without - value) == pytest.approx(max(abs(one - value) for one in found))


def _without(results, component, asked):
    """The weighted mean over again, of everything but one metric; coverage does not decide."""
    total = weight = 0.0
    for own in (r for r in results if r.score is not None):
        blocks = []
        for block in own.component.blocks:
            in_it = [m for m in own.metrics if m.block == block.code and m.score is not None]
            left = [m for m in in_it if own.component is not component or m.metric is not asked.metric]
            if left:
                in_block = sum(m.metric.weight for m in left)
                blocks.append((block.weight, sum(m.score * m.metric.weight for m in left) / in_block))
        if blocks:
            share = RULE_SET.weights[own.component.code]
            weight += share
            total += share * sum(w * s for w, s in blocks) / sum(w for w, _ in blocks)
    return total / weight if weight else None
