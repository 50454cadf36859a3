"""Whatever payloads come over whatever days, what was known at a moment stays what it was."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.history import added_rows, content_hash, report_dates
from functions.research.domain.statements import Basis, Period, Report, Statement, known_as_of

DAY_ONE = date(2026, 1, 5)
ENDS = [date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)]
FIGURES = st.fixed_dictionaries(
    {"revenue": st.sampled_from([1, 2, None]), "income": st.sampled_from([1, None])}
)
PERIODS = st.tuples(st.sampled_from(Period), st.sampled_from(ENDS))
PAYLOADS = st.dictionaries(PERIODS, FIGURES, max_size=4)
# One payload a visit; gaps of no day at all are a day run twice.
VISITS = st.lists(st.tuples(st.integers(0, 90), PAYLOADS, st.booleans()), max_size=8)


def report(period, fiscal_date, figures, currency="USD"):
    return Report("ACME", Statement.INCOME, period, fiscal_date, currency, figures)


def reports_of(payload):
    return [report(period, end, figures) for (period, end), figures in payload.items()]


def moments(visits):
    """Each visit's moment, a second after the one before at the earliest."""
    seconds, found = 0, []
    for gap_days, _, _ in visits:
        seconds += gap_days * 86_400 + 1
        moment = DAY_ONE + timedelta(days=seconds // 86_400)
        found.append(f"{moment}T07:{seconds % 86_400 // 60 % 60:02d}:{seconds % 60:02d}Z")
    return found


def lived_through(visits):
    """Rows as they pile up, after each visit."""
    rows, after = [], []
    for as_of, (_, payload, says_when) in zip(moments(visits), visits, strict=True):
        reported_on = {end: end + timedelta(days=40) for end in ENDS} if says_when else {}
        rows = rows + added_rows(
            rows, reports_of(payload), reported_on=reported_on, payload_hash=as_of, as_of=as_of
        )
        after.append((as_of, rows))
    return after


def shown(rows):
    """Figures by period as a reader sees them."""
    return {(r.report.period, r.report.fiscal_date): content_hash(r.report) for r in rows}


@settings(max_examples=60)
@given(VISITS)
def test_at_the_moment_of_a_visit_its_payload_is_what_is_known(visits):
    seen = {}
    for (as_of, rows), (_, payload, _) in zip(lived_through(visits), visits, strict=True):
        seen |= shown_reports(payload)
        assert shown(known_as_of(rows, as_of)) == seen


def shown_reports(payload):
    return {(r.period, r.fiscal_date): content_hash(r) for r in reports_of(payload)}


@settings(max_examples=60)
@given(VISITS)
def test_nothing_is_overwritten_and_nothing_goes(visits):
    before = []
    for _, rows in lived_through(visits):
        assert rows[: len(before)] == before
        keys = [(r.report.period, r.report.fiscal_date, r.known_from) for r in rows]
        assert len(set(keys)) == len(keys)
        before = rows


@settings(max_examples=60)
@given(VISITS)
def test_what_was_known_at_a_visit_is_never_changed_by_a_later_one(visits):
    """But for periods that were not known yet then: their report may have been out already."""
    after = lived_through(visits)
    if not after:
        return
    _, all_rows = after[-1]
    for as_of, rows in after:
        then, now = shown(known_as_of(rows, as_of)), shown(known_as_of(all_rows, as_of))
        assert {period: now[period] for period in then} == then


@settings(max_examples=60)
@given(VISITS)
def test_a_payload_that_comes_again_adds_nothing(visits):
    for (as_of, rows), (_, payload, _) in zip(lived_through(visits), visits, strict=True):
        again = added_rows(rows, reports_of(payload), reported_on={}, payload_hash="again", as_of=as_of)
        assert again == []


@settings(max_examples=60)
@given(VISITS)
def test_as_of_reads_are_the_newest_row_of_each_period(visits):
    """Against the plainest model: look at every row."""
    rows = lived_through(visits)[-1][1] if visits else []
    for as_of in [*moments(visits), "2025-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]:
        model = {}
        for row in sorted(rows, key=lambda r: r.known_from):
            if row.known_from <= as_of:
                model[row.report.period, row.report.fiscal_date] = content_hash(row.report)
        assert shown(known_as_of(rows, as_of)) == model


@settings(max_examples=60)
@given(VISITS)
def test_no_row_is_known_before_its_period_has_ended(visits):
    for _, rows in lived_through(visits):
        assert all(
            row.known_from >= row.report.fiscal_date.isoformat() for row in rows if row_can_be_known(row)
        )


def row_can_be_known(row):
    """A provider may list a period that has not ended: such a row is known from when it was seen."""
    return row.known_from_basis is not Basis.FIRST_SEEN


AS_OF = "2026-05-08T07:00:00Z"


def first_row(period, fiscal_date, reported_on, as_of=AS_OF):
    [row] = added_rows(
        [],
        [report(period, date.fromisoformat(fiscal_date), {"revenue": 1})],
        reported_on={date.fromisoformat(end): date.fromisoformat(on) for end, on in reported_on.items()},
        payload_hash="hash",
        as_of=as_of,
    )
    return row.known_from, row.known_from_basis.value


@pytest.mark.parametrize(
    ("period", "fiscal_date", "reported_on", "known_from", "basis"),
    [
        ("Q", "2026-03-31", {"2026-03-31": "2026-05-01"}, "2026-05-01", "reported_date"),
        ("Q", "2026-03-31", {"2026-03-31": "2026-05-08"}, "2026-05-08", "reported_date"),
        # Announced for tomorrow, but the figures are here today.
        ("Q", "2026-03-31", {"2026-03-31": "2026-05-09"}, AS_OF, "first_seen"),
        # Five days apart is one period, six are two.
        ("Q", "2026-03-28", {"2026-04-02": "2026-05-01"}, "2026-05-01", "reported_date"),
        ("Q", "2026-03-27", {"2026-04-02": "2026-05-01"}, AS_OF, "first_seen"),
        # The deadline of the slowest filers: 45 days for a quarter, 90 for a year.
        ("Q", "2026-03-24", {}, "2026-05-08", "assumed_lag"),
        ("Q", "2026-03-25", {}, AS_OF, "first_seen"),
        ("A", "2026-02-07", {}, "2026-05-08", "assumed_lag"),
        ("A", "2026-02-08", {}, AS_OF, "first_seen"),
    ],
)
def test_a_first_figure_is_known_from_its_report_or_its_deadline_or_now(
    period, fiscal_date, reported_on, known_from, basis
):
    assert first_row(Period(period), fiscal_date, reported_on) == (known_from, basis)


def test_the_nearest_report_dates_the_period():
    near = {"2026-03-30": "2026-05-01", "2026-03-27": "2026-04-01"}

    assert first_row(Period.QUARTER, "2026-03-31", near)[0] == "2026-05-01"


def test_a_report_before_the_period_ended_dates_nothing():
    early = Report("ACME", Statement.EARNINGS, Period.QUARTER, ENDS[0], None, {}, date(2025, 9, 29))
    on_the_day = Report("ACME", Statement.EARNINGS, Period.QUARTER, ENDS[1], None, {}, ENDS[1])

    assert report_dates([early, on_the_day]) == {ENDS[1]: ENDS[1]}


def test_order_and_missing_figures_make_no_difference_but_the_currency_does():
    one = report(Period.ANNUAL, ENDS[0], {"a": 1, "b": 2, "c": None})
    other = report(Period.ANNUAL, ENDS[0], {"b": 2, "a": 1})

    assert content_hash(one) == content_hash(other)
    assert content_hash(one) != content_hash(report(Period.ANNUAL, ENDS[0], one.figures, "JPY"))
    assert content_hash(one) != content_hash(report(Period.ANNUAL, ENDS[0], {"a": 1, "b": 3}))
