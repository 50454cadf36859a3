"""Books answer what was known at a moment as the definition does, whatever was restated, in any order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.rating.books import Books
from functions.research.domain.statements import Basis, Period, Report, Row, Statement, known_as_of

FIRST = date(2024, 1, 1)


def day(count):
    return FIRST + timedelta(days=count)


def row(period_end, known_from, revenue):
    figures = {"total_revenue": revenue}
    report = Report("ACME", Statement.INCOME, Period.ANNUAL, day(period_end), "USD", figures)
    return Row(report, day(known_from).isoformat(), Basis.FIRST_SEEN, "payload", f"{revenue}")


ends, moments = st.integers(0, 8), st.integers(0, 12)
versions = st.lists(st.tuples(ends, moments), unique=True, max_size=12).map(
    lambda times: [row(end, known_from, revenue) for revenue, (end, known_from) in enumerate(times)]
)


@given(versions, moments, ends)
def test_the_newest_version_of_every_period_known_then_is_found(rows, moment, oldest):
    as_of = f"{day(moment)}T07:00:00Z"

    found = Books(rows).since(day(oldest)).versions(as_of).get((Statement.INCOME, Period.ANNUAL), [])

    assert found == [one for one in known_as_of(rows, as_of) if one.report.fiscal_date >= day(oldest)]


@given(versions, ends)
def test_later_books_hold_the_versions_of_later_periods(rows, oldest):
    held = [one.content_hash for one in Books(rows).since(day(oldest))]

    assert sorted(held) == sorted(one.content_hash for one in rows if one.report.fiscal_date >= day(oldest))
