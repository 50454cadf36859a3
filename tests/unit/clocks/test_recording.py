from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.recording import not_before, recorded_at, second_after
from functions.research.domain.statements import Basis, Period, Report, Row, Statement, recorded_by

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map("{:%Y-%m-%dT%H:%M:%SZ}".format)  # noqa: DTZ001
MORNING, NOON = "2026-05-08T07:00:00Z", "2026-05-08T12:00:00Z"


def test_a_run_records_at_its_own_moment_while_that_is_open():
    assert recorded_at(MORNING, "") == MORNING
    assert recorded_at(NOON, MORNING) == NOON


def test_what_comes_for_a_closed_moment_is_recorded_a_second_later():
    assert recorded_at(MORNING, MORNING) == "2026-05-08T07:00:01Z"
    assert recorded_at(MORNING, NOON) == "2026-05-08T12:00:01Z"


def test_a_rating_made_again_sees_no_more_than_the_first_time():
    assert not_before(MORNING, "") == MORNING
    assert not_before(MORNING, MORNING) == MORNING


def test_a_day_run_after_a_later_one_sees_what_it_collects_itself():
    assert not_before(MORNING, NOON) == recorded_at(MORNING, NOON)


def test_a_second_after_the_last_of_a_year_is_in_the_next():
    assert second_after("2026-12-31T23:59:59Z") == "2027-01-01T00:00:00Z"


@given(MOMENTS, MOMENTS)
def test_nothing_is_ever_recorded_at_a_closed_moment(as_of, closed):
    assert recorded_at(as_of, closed) > closed
    assert recorded_at(as_of, closed) >= as_of


@given(MOMENTS, MOMENTS)
def test_what_a_run_records_is_seen_by_its_own_rating(as_of, closed):
    seen_until = not_before(as_of, closed)

    assert seen_until >= closed
    if as_of != closed:
        assert recorded_at(as_of, closed) <= seen_until


def test_rows_from_before_there_was_a_second_clock_count_as_recorded_when_known():
    report = Report("ACME", Statement.INCOME, Period.ANNUAL, None, "USD", {})
    old = Row(report, "2026-05-01", Basis.REPORTED_DATE, "payload", "content")
    late = Row(report, "2026-05-01", Basis.REPORTED_DATE, "payload", "content", "2026-05-20T07:00:00Z")

    assert recorded_by([old, late], "2026-05-10T07:00:00Z") == [old]
    assert recorded_by([old, late], "2026-05-20T07:00:00Z") == [old, late]
