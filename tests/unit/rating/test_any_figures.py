"""No figures, however wrong, stop a rule from answering."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.rating.declaration import (
    Input,
    Judged,
    Missing,
    NotApplicable,
    Series,
    Values,
)
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.growth import GROWTH
from functions.research.domain.rating.risk import RISK
from functions.research.domain.rating.scoring import BEST, WORST, score
from functions.research.domain.statements import Statement

METRICS = [
    metric for part in (FINANCIAL_HEALTH, GROWTH, RISK) for block in part.blocks for metric in block.metrics
]
EXTREMES = [0.0, -0.0, 1.0, -1.0, 1e308, -1e308, 5e-324, -5e-324, 1e21, 1e-300]
figures = st.sampled_from(EXTREMES) | st.floats(allow_nan=False, allow_infinity=False)


amounts = st.sampled_from([0.0, 1.0, -1.0]) | st.integers(-(10**12), 10**12).map(float)
FROM_STATEMENTS = [m for m in METRICS if all(isinstance(wanted.origin, Statement) for wanted in m.inputs)]


@st.composite
def known(draw, metric, values):
    """What a metric may be given: all that is required, any of the rest, any holes within series."""
    single = [i for i in metric.inputs if isinstance(i, Input)]
    there = [i for i in single if i.required or draw(st.booleans())]
    series = {
        s.name: tuple(draw(st.lists(st.none() | values, max_size=s.longest)))
        for s in metric.inputs
        if isinstance(s, Series)
    }
    return Values({i.name: draw(values) for i in there}, series)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.code)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_figures_get_an_answer(metric, data):
    outcome = metric.measure(data.draw(known(metric, figures)))

    if isinstance(outcome, Judged):
        assert WORST <= outcome.score <= BEST
        assert outcome.value is None or math.isfinite(outcome.value)
        assert 0 < outcome.share <= 1
        assert outcome.note
    elif isinstance(outcome, Missing):
        assert outcome.what.islower()
    elif isinstance(outcome, NotApplicable):
        assert outcome.why.isupper()
    else:
        assert isinstance(outcome, float)
        assert not math.isfinite(outcome) or WORST <= score(outcome, metric.anchors) <= BEST


@pytest.mark.parametrize("metric", FROM_STATEMENTS, ids=lambda metric: metric.code)
@settings(max_examples=30, deadline=None)
@given(data=st.data(), doublings=st.integers(-10, 20))
def test_another_unit_changes_no_answer(metric, data, doublings):
    """Powers of two change no digit, so that the answers must be equal and not only near."""
    values = data.draw(known(metric, amounts))
    scale = 2.0**doublings
    series = {
        name: tuple(None if figure is None else figure * scale for figure in row)
        for name, row in values.series.items()
    }
    scaled = Values({name: figure * scale for name, figure in values.items()}, series)

    assert metric.measure(scaled) == metric.measure(values)
