"""What the service costs, from its template and from the counts of a market day."""

import pytest

from scripts.cost import counts as counted
from scripts.cost.market_day import of_day, usd
from scripts.cost.standing import standing
from tests.support.fragments import ROOT

DEV_USD_A_MONTH = 50
MARKET_DAYS = 26
PIPELINE_USD_A_DAY = 0.25  # of ten thousand companies
DEV_COMPANIES = 25


def day_usd(assets):
    return sum(usd(of_day(assets, counted.read())).values())


@pytest.mark.acceptance(72, 110)
def test_a_market_day_of_ten_thousand_companies_costs_no_more_than_a_quarter_dollar():
    assert day_usd(10_000) <= PIPELINE_USD_A_DAY


@pytest.mark.acceptance(12, 72)
def test_a_development_stage_stays_below_fifty_dollars_a_month(stages):
    stands = standing(stages["dev"]["resources"])

    assert sum(stands.values()) + MARKET_DAYS * day_usd(DEV_COMPANIES) < DEV_USD_A_MONTH


@pytest.mark.acceptance(72)
def test_a_database_that_may_pause_is_not_woken_each_minute(stages, prod):
    rules = ("OrderEventsSchedule", "ReconciliationSchedule")
    dev = stages["dev"]["resources"]["Resources"]

    assert {dev[rule]["Properties"]["ScheduleExpression"] for rule in rules} == {"rate(2 hours)"}
    assert {prod.resources[rule]["Properties"]["ScheduleExpression"] for rule in rules} == {"rate(1 minute)"}


@pytest.mark.acceptance(72)
def test_every_resource_of_production_has_its_price(prod):
    assert standing(prod.template)


@pytest.mark.acceptance(110)
def test_what_a_company_with_nothing_new_takes_is_what_was_counted():
    counts = counted.read()

    # A probe: its pointer, its day, a price, the asset and its indexes; a batch's place in the ledger.
    assert 0 < counts.unchanged["dynamodb_write_units"] <= 11
    assert 1 / 24 <= counts.unchanged["lambda_requests"] <= 0.5
    assert 4 / 24 <= counts.unchanged["transitions"] <= 0.25
    assert (
        counts.unchanged["dynamodb_write_units"]
        < counts.collected["dynamodb_write_units"]
        < counts.reported["dynamodb_write_units"]
        < counts.first["dynamodb_write_units"]
    )


@pytest.mark.acceptance(72)
def test_the_document_says_what_the_estimate_says():
    page = (ROOT / "docs" / "cost.md").read_text()

    assert f"{day_usd(10_000):.2f} USD a market day" in page
