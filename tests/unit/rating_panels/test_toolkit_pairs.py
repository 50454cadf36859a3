"""The comparison with another library names our metrics; it must not outlive their names."""

from datetime import date

from scripts.sandbox.generate import generate
from tests.benchmarks import metric_side
from tests.benchmarks.toolkit_pairs import NOT_COMPARED, OTHER, SAME, SAME_GIVEN_EBIT
from tests.benchmarks.toolkit_statements import companies
from tests.support.round_figures import METRICS


def test_every_pair_is_of_a_metric_that_annual_statements_are_enough_for(tmp_path):
    generate(1, "9", tmp_path, date(2026, 5, 27))

    values = metric_side.compute(companies(tmp_path), list(range(2020, 2026)))["values"]

    codes = [pair.code for pair in (*SAME, *SAME_GIVEN_EBIT, *OTHER)]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(values)
    assert set(METRICS) >= set(NOT_COMPARED)
    assert all(len(years) == 6 for by_symbol in values.values() for years in by_symbol.values())
