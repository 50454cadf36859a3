from datetime import date

import pytest

from functions.research import wiring
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.domain.plans import CallClass
from tests.support.market import FIRST_DAY, NEXT_DAY

Q1 = "2026-03-31"
CALENDAR = "alphavantage/EARNINGS_CALENDAR/all.csv"
HEADER = "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"


def sync(stack):
    return stack.run("sync_earnings_calendar", as_of=stack.market.at(5))


def expected(symbol):
    return [row.expected.report_date.isoformat() for row in wiring.calendar().of(symbol)]


@pytest.fixture
def followed(stack):
    """Companies AA to DD are in the catalogue."""
    stack.holds("AA", "BB", "CC", "DD")
    return stack


@pytest.mark.acceptance(85, 119)
def test_expected_reports_of_listed_companies_are_stored(followed, market):
    market.expects(("AA", "2026-05-20", Q1), ("WHO", "2026-05-20", Q1))

    answer = sync(followed)

    assert (answer["written"], answer["untracked"], answer["listed"]) == (1, 1, 2)
    [row] = wiring.calendar().of("AA")
    assert (row.expected.report_date, row.expected.fiscal_date_ending) == (
        date(2026, 5, 20),
        date(2026, 3, 31),
    )
    assert (row.expected.estimated_eps, row.expected.report_time) == (1.25, "amc")
    assert (row.is_processed, row.attempts) == (False, 0)
    assert expected("WHO") == []


def test_an_unchanged_calendar_writes_no_row(followed, market):
    market.expects(("AA", "2026-05-20", Q1), ("BB", "2026-05-21", Q1))
    sync(followed)
    market.opens(NEXT_DAY)

    answer = sync(followed)

    assert (answer["written"], answer["removed"]) == (0, 0)


def test_a_moved_report_leaves_no_phantom_behind(followed, market):
    market.expects(("AA", "2026-05-20", Q1), ("BB", "2026-05-21", Q1))
    sync(followed)
    market.opens(NEXT_DAY)
    market.expects(("AA", "2026-06-02", Q1), ("BB", "2026-05-21", Q1))

    answer = sync(followed)

    assert (answer["written"], answer["removed"]) == (1, 1)
    assert expected("AA") == ["2026-06-02"]


def test_reports_that_have_come_stay(followed, market):
    market.expects(("AA", FIRST_DAY, Q1), ("BB", "2026-05-21", Q1))
    sync(followed)
    market.opens(NEXT_DAY)
    market.expects(("AA", "2026-08-07", "2026-06-30"), ("BB", "2026-05-21", Q1))

    sync(followed)

    assert expected("AA") == [FIRST_DAY, "2026-08-07"]


def test_of_two_rows_for_a_day_the_later_fiscal_end_counts(followed, market):
    market.expects(("AA", "2026-05-20", "2025-12-31"), ("AA", "2026-05-20", Q1))

    answer = sync(followed)

    assert (answer["listed"], answer["findings"]) == (1, 1)
    [row] = wiring.calendar().of("AA")
    assert row.expected.fiscal_date_ending == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("listed", "kept"),
    [
        (("AA", "BB"), ["AA", "BB"]),  # half of what is stored is believed
        (("AA",), ["AA", "BB", "CC", "DD"]),  # less is a stump
    ],
)
def test_a_stump_of_a_calendar_removes_nothing(followed, market, listed, kept):
    market.expects(*((symbol, "2026-05-20", Q1) for symbol in ("AA", "BB", "CC", "DD")))
    sync(followed)
    market.opens(NEXT_DAY)
    market.expects(*((symbol, "2026-05-20", Q1) for symbol in listed))

    sync(followed)

    assert [symbol for symbol in ("AA", "BB", "CC", "DD") if expected(symbol)] == kept


def test_a_stump_still_moves_the_dates_it_speaks_of(followed, market):
    market.expects(*((symbol, "2026-05-20", Q1) for symbol in ("AA", "BB", "CC", "DD")))
    sync(followed)
    market.opens(NEXT_DAY)
    market.expects(("AA", "2026-05-22", Q1))

    sync(followed)

    assert expected("AA") == ["2026-05-22"]


def test_an_empty_calendar_changes_nothing(followed, market):
    market.expects(("AA", "2026-05-20", Q1))
    sync(followed)
    market.opens(NEXT_DAY)
    market.expects()

    assert sync(followed)["removed"] == 0
    assert expected("AA") == ["2026-05-20"]


@pytest.mark.acceptance(119)
def test_a_limit_notice_spelled_across_the_columns_is_a_wait_and_no_calendar(followed, market):
    market.expects(("AA", "2026-05-20", Q1))
    market.fails("EARNINGS_CALENDAR", "notice", "25 requests per day", times=1)

    assert sync(followed)["outcome"] == "throttled"
    assert wiring.payloads("alphavantage").answers("_calendar") == {}
    assert sync(followed)["outcome"] == "stored"


def test_other_columns_than_agreed_fail_the_run_and_change_nothing(followed, market):
    market.fails("EARNINGS_CALENDAR", "wrong_body", "symbol,name,when\nAA,AA Corp,2026-05-20\n")

    with pytest.raises(ProviderUnavailable, match="UNEXPECTED_SHAPE: expected the columns"):
        sync(followed)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<html>sorry</html>", ProviderUnavailable),
        ({"Error Message": "Invalid API call."}, ProviderRefused),
        ({"Information": "This is a premium endpoint."}, ProviderRefused),
    ],
)
def test_an_answer_that_is_no_calendar_fails_the_run(followed, market, body, error):
    market.expects(("AA", "2026-05-20", Q1))
    sync(followed)
    market.opens(NEXT_DAY)
    market.fails("EARNINGS_CALENDAR", "wrong_body", body)

    for _ in range(2):
        with pytest.raises(error, match="EARNINGS_CALENDAR"):
            sync(followed)
    assert expected("AA") == ["2026-05-20"]


def test_a_run_repeated_on_its_day_does_not_pay_again(followed, market):
    market.expects(("AA", "2026-05-20", Q1))
    sync(followed)
    sync(followed)

    assert market.asked() == ["EARNINGS_CALENDAR"]


def test_what_was_done_about_a_report_survives_a_sync(followed, market):
    market.expects(("AA", "2026-05-20", Q1))
    sync(followed)
    wiring.calendar().attempted("AA", date(2026, 5, 20), market.at(6))
    wiring.calendar().mark_processed("AA", date(2026, 5, 20), market.at(6))
    market.opens(NEXT_DAY)
    market.writes(CALENDAR, f"{HEADER}\r\nAA,AA Renamed,2026-05-20,{Q1},,,\r\n")

    sync(followed)

    [row] = wiring.calendar().of("AA")
    assert (row.expected.name, row.is_processed, row.attempts) == ("AA Renamed", True, 1)
    assert (row.expected.estimated_eps, row.expected.currency) == (None, None)
    assert sync(followed)["written"] == 0


def test_a_spent_day_leaves_yesterdays_calendar_in_force(followed, market):
    market.expects(("AA", "2026-05-20", Q1))
    sync(followed)
    market.opens(NEXT_DAY, "free")
    wiring.ledger(market.day).reserve("others", CallClass.ON_DEMAND, 1, market.at(5))
    wiring.ledger(market.day).exhausted(market.day)

    assert sync(followed) == {"outcome": "budget_spent", "until_day": "2026-05-10"}
    assert expected("AA") == ["2026-05-20"]
