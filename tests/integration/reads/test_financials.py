"""Reported figures over HTTP, as they were known at a moment, and when the next ones come."""

from datetime import date
from uuid import uuid4

import pytest

from functions.advisor import wiring as advisor
from functions.advisor.domain.watchlists import Held, Watchlist
from functions.research import wiring
from functions.research.domain.calendar import ExpectedReport
from functions.runtime import aws


def periods(library, **asked):
    return library.items("ListFinancials", "ACME", limit=100, **asked)


def test_years_and_quarters_come_newest_first(shelves):
    years = [each["fiscal_date"] for each in periods(shelves)]
    quarters = [each["fiscal_date"] for each in periods(shelves, period="quarterly")]

    assert years == ["2025-12-31", "2024-12-31", "2023-12-31"]
    assert quarters == sorted(quarters, reverse=True)
    assert quarters[0] == "2026-03-31"


@pytest.mark.parametrize("statement", ["income", "balance", "cash_flow", "earnings", "overview"])
def test_every_statement_has_its_own_figures(shelves, statement):
    figure = {
        "income": "total_revenue",
        "balance": "total_assets",
        "cash_flow": "operating_cashflow",
        "earnings": "reported_eps",
        "overview": "market_capitalization",
    }[statement]
    found = periods(shelves, statement=statement)

    assert all(each["statement"] == statement for each in found)
    assert all(figure in each["figures"] for each in found)


def test_a_corrected_figure_has_both_values_and_both_moments(shelves):
    now = by_date(periods(shelves, period="quarterly"))["2025-12-31"]
    then = by_date(periods(shelves, period="quarterly", as_of="2026-05-11"))["2025-12-31"]

    [corrected] = [one for one in now["restated"] if one["figure"] == "net_income"]
    assert (corrected["after"], corrected["after_known_from"]) == (777, "2026-05-12T07:00:00Z")
    assert (corrected["before"], corrected["before_known_from"]) == (
        then["figures"]["net_income"],
        then["known_from"],
    )
    assert (now["figures"]["net_income"], now["known_from_basis"]) == (777, "first_seen")
    assert then["restated"] == []


def by_date(found):
    return {each["fiscal_date"]: each for each in found}


def test_nothing_is_shown_before_it_was_known(shelves):
    days = [f"2026-{month:02}-15" for month in range(1, 6)]

    for day in days:
        found = [*periods(shelves, as_of=day), *periods(shelves, as_of=day, period="quarterly")]
        assert all(each["known_from"] <= f"{day}T23:59:59Z" for each in found)
    assert len(periods(shelves, as_of="2026-01-15")) == 2


def test_a_symbol_alone_leads_to_the_same(shelves):
    by_symbol = shelves.told("ListFinancialsBySymbol", path={"symbol": "acme"}, statement="balance")

    assert by_symbol == shelves.told("ListFinancials", "ACME", statement="balance")


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_of_periods_hold_each_once(shelves, limit):
    pages = shelves.pages("ListFinancials", "ACME", period="quarterly", limit=limit)

    assert [each for page in pages for each in page] == periods(shelves, period="quarterly")


def test_earnings_say_what_was_expected_and_when_the_next_come(shelves):
    told = shelves.told("ListEarnings", "ACME")

    newest = told["items"][0]
    assert told["next_report_on"] == "2026-05-21"
    assert (newest["fiscal_date"], newest["reported_on"]) == ("2026-03-31", "2026-05-12")
    assert newest["surprise"] == pytest.approx(newest["reported_eps"] - newest["estimated_eps"], abs=0.01)
    assert shelves.told("ListEarnings", "ACME", as_of="2026-05-11")["items"][0]["fiscal_date"] == "2025-12-31"
    assert shelves.told("ListEarnings", "ACME", period="annual")["items"][0]["estimated_eps"] is None


def test_an_asset_without_figures_has_an_empty_list(shelves):
    assert shelves.items("ListFinancials", "PEND") == []
    assert shelves.items("ListFinancials", "PEND", statement="overview") == []
    assert shelves.told("ListEarnings", "PEND") == {"items": [], "next_token": None, "next_report_on": None}


def expected(library, **asked):
    return [(each["report_on"], each["symbol"]) for each in library.items("ListUpcomingEarnings", **asked)]


@pytest.mark.parametrize(("days", "found"), [(1, []), (2, ["ACME", "BOLT"]), (31, ["ACME", "BOLT"])])
def test_reports_are_expected_within_the_days_asked_for(shelves, days, found):
    assert expected(shelves, days=days) == [("2026-05-21", symbol) for symbol in found]


def test_the_calendar_of_the_past_still_has_dates_that_moved_since(shelves):
    row = wiring.calendar().get("ACME", date(2026, 5, 21))
    moved = ExpectedReport("ACME", "ACME", date(2026, 5, 22), date(2026, 3, 31), 1.2, "USD", "amc")
    wiring.calendar().remove(row, "2026-05-15T05:00:00Z")
    wiring.calendar().put(moved, "2026-05-15T05:00:00Z", "0" * 64)

    assert expected(shelves) == [("2026-05-21", "BOLT"), ("2026-05-22", "ACME")]
    assert expected(shelves, as_of="2026-05-14", days=10) == [("2026-05-21", "ACME"), ("2026-05-21", "BOLT")]
    assert expected(shelves, as_of="2026-05-10", days=31) == []


def test_pages_of_the_calendar_hold_each_report_once(shelves):
    pages = shelves.pages("ListUpcomingEarnings", limit=1)

    assert [[each["symbol"] for each in page] for page in pages] == [["ACME"], ["BOLT"]]


def watches(user, *symbols):
    held = tuple(Held(symbol, "2026-05-01T07:00:00Z") for symbol in symbols)
    watched = Watchlist(str(uuid4()), "Mine", "", held, "2026-05-01T07:00:00Z", "2026-05-01T07:00:00Z")
    profile = {"user_id": user, "record": "PROFILE", "email": f"{user}@example.com"}
    aws.table("signal9-users-dev").put_item(Item=profile)
    advisor.watchlists().create(user, watched, is_default=False)


def test_the_calendar_of_what_one_watches_has_nothing_else(shelves):
    watches("bob", "ACME", "CORE")
    watches("ann", "BOLT", "DUST")

    assert expected(shelves, watchlist_only="true") == [("2026-05-21", "BOLT")]
    assert expected(shelves, watchlist_only="false") == expected(shelves)
