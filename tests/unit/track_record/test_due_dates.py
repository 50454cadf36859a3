"""When a rating's outcomes are due, and which ratings are due on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.track_record import HORIZONS, Span, months_later, published_between

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
horizons = st.sampled_from(HORIZONS)


@pytest.mark.parametrize(
    ("published_on", "months", "due_on"),
    [
        ("2026-05-27", 1, "2026-06-27"),
        ("2026-05-27", 3, "2026-08-27"),
        ("2026-05-27", 6, "2026-11-27"),
        ("2026-05-27", 12, "2027-05-27"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-01-29", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_a_span_ends_on_the_same_day_of_its_month_or_on_the_months_last(published_on, months, due_on):
    assert Span(date.fromisoformat(published_on), months).due_on == date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("day", "months", "earlier"), [("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -12, "2025-01-15")]
)
def test_months_are_counted_backwards_alike(day, months, earlier):
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(earlier)


def test_what_is_due_at_the_end_of_february_was_published_on_any_of_januarys_last_days():
    [first, last] = published_between(1, date(2026, 2, 28), date(2026, 3, 1))

    assert (first, last) == (date(2026, 1, 28), date(2026, 1, 31))


def test_no_day_of_publication_is_due_in_between_the_last_days_of_a_shorter_and_a_longer_month():
    assert published_between(1, date(2026, 3, 29), date(2026, 3, 31)) is None
    assert published_between(1, date(2026, 3, 31), date(2026, 4, 1)) is None


def test_a_first_run_looks_back_to_the_beginning():
    assert published_between(3, None, date(2026, 8, 28)) == (date.min, date(2026, 5, 27))


@given(published_on=days, months=horizons)
def test_every_rating_is_due_in_the_month_it_should_and_never_later_in_it(published_on, months):
    due_on = Span(published_on, months).due_on

    assert (due_on.year * 12 + due_on.month) - (published_on.year * 12 + published_on.month) == months
    assert due_on.day <= published_on.day
    assert due_on.day == published_on.day or (due_on + timedelta(days=1)).day == 1


@given(since=days, run_days=st.integers(0, 70), months=horizons, published_on=days)
def test_a_run_looks_at_exactly_the_ratings_that_became_due_since_the_last_one(
    since, run_days, months, published_on
):
    before = since + timedelta(days=run_days)
    found = published_between(months, since, before)

    is_found = found is not None and found[0] <= published_on <= found[1]

    assert is_found == (since <= Span(published_on, months).due_on < before)


@given(start=days, gaps=st.lists(st.integers(1, 20), min_size=1, max_size=6), months=horizons)
def test_runs_after_each_other_leave_no_rating_out_and_see_none_twice(start, gaps, months):
    seen, since = [], start
    for gap in gaps:
        before = since + timedelta(days=gap)
        if found := published_between(months, since, before):
            seen += [found[0] + timedelta(days=n) for n in range((found[1] - found[0]).days + 1)]
        since = before

    at_once = published_between(months, start, since)
    length = (at_once[1] - at_once[0]).days + 1 if at_once else 0
    assert len(seen) == len(set(seen)) == length
