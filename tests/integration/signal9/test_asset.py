from datetime import date

import pytest

from functions.research import wiring
from tests.support import desk
from tests.support.stage import signal9


@pytest.fixture(scope="module")
def acme(shared_stage):
    desk.ran()
    desk.listed("ACME", "Acme Corporation")
    desk.listed("BRK.B", "Berkshire Hathaway")
    desk.did("ACME")
    desk.profile("ACME", "Acme Corporation")
    return desk.income("ACME", revenue=1000)


def test_every_stored_period_says_since_when_it_was_known_why_and_from_which_payload(acme):
    [row] = signal9("asset", "ACME", "--json").document["statements"]

    assert row == {
        "statement": "income_statement",
        "period": "quarter",
        "fiscal_date": "2026-09-30",
        "known_from": "2026-10-30",
        "known_from_basis": "reported_date",
        "recorded_at": "2026-10-31T07:00:00Z",
        "currency": "USD",
        "payload_hash": acme,
        "figures": {"total_revenue": 1000},
    }


def test_a_restated_period_shows_both_versions_the_newer_first(acme):
    desk.listed("AGAIN", "Restated Corporation")
    for revenue, known_from in ((1000, "2026-10-30"), (900, "2026-11-20T07:00:00Z")):
        desk.income("AGAIN", revenue=revenue, known_from=known_from)

    rows = signal9("asset", "AGAIN", "--json").document["statements"]

    assert [(row["known_from"][:10], row["figures"]["total_revenue"]) for row in rows] == [
        ("2026-11-20", 900),
        ("2026-10-30", 1000),
    ]


def test_a_restated_figure_shows_both_values_and_since_when_each_was_known_and_recorded(acme):
    desk.listed("CORR", "Corrected Corporation")
    for revenue, known_from in ((1_000_000, "2026-10-30"), (900_000, "2026-11-20T07:00:00Z")):
        desk.income("CORR", revenue=revenue, known_from=known_from)

    [restated] = signal9("asset", "CORR", "--json").document["restated"]
    shown = " ".join(signal9("asset", "CORR").out.split())

    assert (restated["figure"], restated["before"], restated["after"]) == (
        "total_revenue",
        1_000_000,
        900_000,
    )
    assert (restated["before_known_from"], restated["after_known_from"]) == (
        "2026-10-30",
        "2026-11-20T07:00:00Z",
    )
    assert "1,000,000 2026-10-30 2026-10-31" in shown
    assert "900,000 2026-11-20 2026-11-20" in shown


def test_a_company_that_corrected_nothing_has_no_restated_figures(acme):
    assert signal9("asset", "ACME", "--json").document["restated"] == []
    assert "Restated" not in signal9("asset", "ACME").out


def test_the_address_of_a_payload_leads_to_what_the_provider_sent(acme):
    [payload] = signal9("asset", "ACME", "--json").document["payloads"]

    bucket = wiring.settings().raw_payloads_bucket
    assert payload["s3"] == f"s3://{bucket}/raw/alphavantage/INCOME_STATEMENT/ACME/{acme}.json.gz"
    assert payload["day"] == "2026-11-20"


def test_people_see_the_newest_periods_and_how_many_are_older(acme):
    desk.listed("AGED", "Aged Corporation")
    for year in range(2020, 2027):
        desk.income("AGED", revenue=year, fiscal_date=date(year, 9, 30), known_from=f"{year}-10-30")

    shown = signal9("asset", "AGED").out

    assert "2023-09-30" in shown
    assert "2022-09-30" not in shown
    assert "3 older rows are held too" in shown


def test_a_rated_asset_shows_its_rating_interval_and_flags(acme):
    desk.listed("GOOD", "Good Corporation")
    desk.rated("GOOD", 3.3, day="2026-10-20")
    desk.rated("GOOD", 3.6, label="buy", flags=("STALE_STATEMENTS",))

    lines = " ".join(signal9("asset", "GOOD").out.split())

    assert "Rating 3.6 buy, confidence 85 %, interval 3.2-4.0, as of 2026-11-20T07:00:00Z" in lines
    assert "before: 3.3 as of 2026-10-20T07:00:00Z" in lines
    assert "! STALE_STATEMENTS: STALE_STATEMENTS in words" in lines


def test_the_calendar_of_an_asset_is_in_the_order_of_its_days(acme):
    for day in (date(2027, 1, 28), date(2026, 10, 30)):
        desk.expected("ACME", day)
    desk.expected("BRK.B", date(2026, 12, 1))

    rows = signal9("asset", "ACME", "--json").document["calendar"]

    assert [row["expected"]["report_date"] for row in rows] == ["2026-10-30", "2027-01-28"]


def test_what_is_in_quarantine_is_named_with_the_command_that_shows_it(acme):
    desk.listed("SILLY", "Silly Corporation")
    desk.quarantined("SILLY", "OVERVIEW", "PAYLOAD_IS_NOTICE", "a notice, not a profile")

    assert "signal9 quarantine show '2026-11-20#SILLY#OVERVIEW'" in signal9("asset", "SILLY").out


def test_an_asset_never_collected_has_no_figures_and_a_reason(acme):
    desk.listed("NEW", "New Listing", quarter=None)

    shown = signal9("asset", "NEW").out

    assert "Never collected" in shown
    assert "Not rated (NOT_LOOKED_AT)" in shown
    assert "No figures are held." in shown


@pytest.mark.parametrize("asked", ["BRK.B", "brk.b", "BRK-B"])
def test_a_class_share_is_found_in_the_brokers_and_the_providers_spelling(asked, acme):
    assert signal9("asset", asked, "--json").document["symbol"] == "BRK.B"


@pytest.mark.parametrize(
    ("asked", "near"), [("ACNE", "ACME (Acme Corporation)"), ("hathaway", "BRK.B (Berkshire Hathaway)")]
)
def test_an_unknown_symbol_is_4_and_names_what_comes_near(asked, near, acme):
    answer = signal9("asset", asked, "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert answer.error == f"AssetNotListed: {asked} is not in the catalogue; did you mean {near}?\n"


def test_a_symbol_near_to_nothing_is_4_and_points_to_the_list(acme):
    answer = signal9("asset", "XQXQXQ")

    assert answer.exit_code == 4
    assert "symbols comes near; `signal9 ratings --all` lists them" in answer.error
