"""What a market day costs by use."""

import pytest

from scripts.cost.counts import Counts
from scripts.cost.market_day import of_day, usd

COUNTS = Counts(
    measured_at="2026-11-21",
    of_day={"transitions": 40.0},
    unchanged={"transitions": 1.0, "dynamodb_write_units": 3.0},
    collected={"transitions": 6.0, "dynamodb_write_units": 30.0},
    reported={"transitions": 9.0, "dynamodb_write_units": 60.0},
    first={"transitions": 9.0, "dynamodb_write_units": 200.0},
)


def test_a_day_without_companies_costs_what_its_jobs_do():
    assert of_day(0, COUNTS) == {"transitions": 40.0, "dynamodb_write_units": 0.0}


def test_companies_are_asked_about_and_some_are_collected_whole_or_rated_anew():
    reported, recollected = 159, 385
    probed = 10_000 - reported - recollected

    used = of_day(10_000, COUNTS)

    assert used["transitions"] == 40 + 9 * reported + 6 * recollected + probed
    assert used["dynamodb_write_units"] == 60 * reported + 30 * recollected + 3 * probed


def test_what_costs_most_is_named_first():
    assert list(usd({"events": 1, "transitions": 1, "log_bytes": 1})) == [
        "transitions",
        "events",
        "log_bytes",
    ]


def test_a_count_without_a_price_is_refused():
    with pytest.raises(KeyError, match="phone_calls"):
        usd({"phone_calls": 1})
