"""Targets of the benchmarks that a short run can hold: `make bench` measures them at length."""

import pytest

from tests.benchmarks import bench_rating

ASSET_SECONDS = 30
BATCH_SECONDS, BATCH = 15 * 60, 8


@pytest.mark.acceptance(15, 126)
def test_rating_a_company_takes_a_fraction_of_its_time():
    figures = bench_rating.measure(companies=3)

    assert figures["cpu_ms_a_company"] / 1000 < ASSET_SECONDS / 100
    assert BATCH * figures["cpu_ms_a_company"] / 1000 < BATCH_SECONDS / 1000
