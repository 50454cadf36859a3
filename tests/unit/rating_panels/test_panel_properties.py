"""What holds for every shown metric, whatever the figures are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.rating.declaration import Missing, NotApplicable, Series, Source, Values
from functions.research.domain.rating.panels import PANELS
from functions.research.domain.rating.panels.distress import OHLSON_O
from functions.research.domain.rating.panels.per_share import PER_SHARE
from functions.research.domain.rating.rule_set import COMPONENTS, RULE_SET
from tests.support.round_figures import FIGURES, METRICS, SERIES, values_of

ANY = st.floats(allow_nan=True, allow_infinity=True)
ODD = st.sampled_from([0.0, -0.0, 5e-324, 1e-300, 1.0, 1e21, 1e308, -1e308])
FIGURE = ANY | ODD
# A price metric reads up to 253 closes; few different ones, repeated, reach every branch.
FEW = st.lists(FIGURE | st.none(), min_size=1, max_size=6)
MONEY = [name for name in FIGURES if not name.startswith(("common_stock_shares", "shares_"))]

GRADED = [m for component in COMPONENTS for block in component.blocks for m in block.metrics]
# Ohlson's O is declared in dollars.
FREE_OF_CURRENCY = [m for m in METRICS.values() if m not in (*PER_SHARE.metrics, OHLSON_O)]


def is_answer(outcome):
    if isinstance(outcome, float):
        return math.isfinite(outcome)
    return isinstance(outcome, Missing | NotApplicable)


@st.composite
def any_values(draw, metric):
    figures, series = {}, {}
    for i in metric.inputs:
        if isinstance(i, Series):
            few = draw(FEW)
            series[i.name] = tuple((few * i.longest)[: draw(st.integers(1, i.longest))])
        elif i.required or draw(st.booleans()):
            figures[i.name] = draw(FIGURE)
    return Values(figures, series)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.code)
def test_any_figures_get_an_answer(metric):
    @given(any_values(metric))
    def asks(values):
        assert is_answer(metric.measure(values)), values

    asks()


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.code)
@pytest.mark.parametrize("factor", [0, -1, 1e-6, 1e6, 1e18])
def test_one_figure_in_a_wrong_unit_gets_an_answer(metric, factor):
    for name in values_of(metric):
        assert is_answer(metric.measure(values_of(metric, **{name: FIGURES[name] * factor}))), name


@pytest.mark.parametrize("metric", FREE_OF_CURRENCY, ids=lambda m: m.code)
@pytest.mark.parametrize("rate", [150, 1e-6])
def test_the_currency_changes_no_metric_but_those_of_a_share(metric, rate):
    changed = {name: FIGURES[name] * rate for name in MONEY}

    assert metric.measure(values_of(metric, **changed)) == pytest.approx(metric.measure(values_of(metric)))


@given(st.floats(0.01, 100))
def test_the_sign_of_money_spent_is_the_providers_habit(amount):
    for code, name in (
        ("capital_expenditures_to_revenue", "capital_expenditures"),
        ("dividend_yield", "dividend_payout"),
        ("buyback_yield", "share_buybacks"),
    ):
        spent, given_back = (
            METRICS[code].measure(values_of(METRICS[code], **{name: a})) for a in (amount, -amount)
        )
        assert spent == given_back


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_turnover_and_days_are_one_figure(receivables, revenue):
    figures = {
        "current_net_receivables": receivables,
        "current_net_receivables_prior": receivables,
        "total_revenue": revenue,
    }
    days, turnover = (
        METRICS[code].measure(values_of(METRICS[code], **figures))
        for code in ("days_sales_outstanding", "receivables_turnover")
    )

    if isinstance(days, float) and isinstance(turnover, float):
        assert days * turnover == pytest.approx(365)


def test_a_company_of_figures_without_oddities_gets_every_metric():
    for metric in METRICS.values():
        assert isinstance(metric.measure(values_of(metric, series=SERIES)), float), metric.code


def test_every_metric_says_what_it_is_and_whence():
    for metric in METRICS.values():
        assert metric.name
        assert metric.unit
        assert metric.formula
        assert metric.source
        assert metric.inputs
        assert metric.applies_to
        assert metric.anchors is None
        assert metric.weight == 0


def test_panels_name_each_metric_once():
    codes = [metric.code for panel in PANELS for metric in panel.metrics]

    assert len(codes) == len(set(codes)) >= 45
    assert len({panel.code for panel in PANELS}) == len(PANELS)


def test_no_shown_metric_has_the_code_of_a_graded_one():
    """A rank among peers carries the code of what it ranks."""
    graded = {m.code for m in GRADED if all(i.origin is not Source.PEERS for i in m.inputs)}

    assert graded
    assert not graded & set(METRICS)


def test_a_rating_speaks_of_at_least_75_metrics():
    assert RULE_SET.panels == PANELS
    assert len({m.code for m in GRADED} | set(METRICS)) >= 75


def test_names_of_inputs_are_unique_to_what_they_read():
    read = {}
    for metric in (*METRICS.values(), *GRADED):
        for i in metric.inputs:
            how = (
                (i.origin, i.field, i.longest) if isinstance(i, Series) else (i.origin, i.sums, i.years_back)
            )
            assert read.setdefault(i.name, how) == how, i.name


def test_market_value_is_read_at_the_price_of_the_day():
    for metric in METRICS.values():
        assert all(i.name != "market_capitalization" for i in metric.inputs), metric.code
        assert all(i.origin is Source.PRICES for i in metric.inputs if i.name == "market_value"), metric.code
