"""Metrics read what they declare: the figures shown with a value are those it was made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.rating.declaration import Input, Series
from functions.research.domain.rating.rule_set import RULE_SET

GRADED = [
    metric for component in RULE_SET.components for block in component.blocks for metric in block.metrics
]
METRICS = [*GRADED, *(metric for panel in RULE_SET.panels for metric in panel.metrics)]


class Watched(dict):
    """Values that note what is asked of them."""

    def __init__(self, given, series):
        super().__init__(given)
        self.asked, self.series = set(), WatchedSeries(series, self)

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)

    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)


class WatchedSeries(dict):
    def __init__(self, given, values):
        super().__init__(given)
        self._values = values

    def __getitem__(self, name):
        self._values.asked.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.code)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_metric_reads_nothing_that_it_does_not_declare(metric, data):
    given_values = {w.name: data.draw(st.floats(-1e6, 1e6)) for w in metric.inputs if isinstance(w, Input)}
    series = {w.name: (1.0,) * w.longest for w in metric.inputs if isinstance(w, Series)}
    watched = Watched(given_values, series)

    metric.measure(watched)

    assert watched.asked <= {wanted.name for wanted in metric.inputs}
