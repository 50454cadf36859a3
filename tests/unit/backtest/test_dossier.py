"""What a dossier says was known at a moment is what was known then, and nothing of what came later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.daily_closes import DailyCloses
from functions.research.domain.dossier import Dossier, Listed
from functions.research.domain.findings import Finding, ReadFindings, Severity
from functions.research.domain.history import RATED_LINKS
from functions.research.domain.news import AboutCompany
from functions.research.domain.rating.books import Books

NOON = "2026-03-02T12:00:00Z"


def story(number, published):
    return AboutCompany(
        f"{number}", "Title", "https://a.example.com", "Wire", published, 0.9, 0.1, 0.1, "", ""
    )


def findings(as_of, function, *codes):
    return ReadFindings(as_of, function, tuple(Finding(code, Severity.SOFT, "odd") for code in codes))


def holding(**parts):
    return Dossier("ACME", Books(()), **parts)


def test_the_profile_is_the_newest_for_a_moment_not_later(acme):
    first, second, late = (acme.overview(sector=name) for name in ("One", "Two", "Late"))
    told = [("2026-03-01", first), ("2026-03-02T12:00:00Z", second), (f"{NOON}#2026-03-09T00:00:00Z", late)]
    dossier = holding(profiles=told)

    assert dossier.profile("2026-02-28T23:59:59Z") is None
    assert dossier.profile("2026-03-01T00:00:00Z") == told[0]
    assert dossier.profile("2026-03-02T11:59:59Z") == told[0]
    assert dossier.profile(NOON) == told[2], "of two for one moment the one recorded last"


def test_stories_of_the_last_thirty_days_are_known_newest_first():
    times = ("20260131T115959", "20260131T120000", "20260302T120000", "20260302T120001")
    dossier = holding(news=[story(number, published) for number, published in enumerate(times)])

    assert [one.news_id for one in dossier.known(NOON).news] == ["2", "1"]


@pytest.mark.parametrize("more", [0, 1])
def test_of_more_stories_than_are_read_the_newest_are(more):
    every = [story(number, "20260302T110000") for number in range(RATED_LINKS + more)]
    known = holding(news=every).known(NOON).news

    assert (len(known), known[0], known[-1]) == (RATED_LINKS, every[-1], every[more])


def test_what_reading_showed_is_replaced_by_the_next_payload_of_its_function():
    dossier = holding(
        read=[
            findings("2026-03-01T05:00:00Z", "BALANCE_SHEET", "A"),
            findings("2026-03-03T05:00:00Z", "BALANCE_SHEET"),
            findings("2026-03-01T05:00:00Z", "INCOME_STATEMENT", "B"),
        ]
    )

    def codes(as_of):
        return {f.code for f in dossier.known(as_of).findings} & {"A", "B"}

    assert codes("2026-03-01T04:59:59Z") == set()
    assert codes("2026-03-01T05:00:00Z") == {"A", "B"}
    assert codes("2026-03-03T05:00:00Z") == {"B"}


def test_the_expected_report_is_the_next_that_was_listed_then():
    moved = Listed(date(2026, 3, 10), ("2026-02-01T06:00:00Z/2026-03-02T06:00:00Z",))
    to = Listed(date(2026, 3, 17), ("2026-03-02T06:00:00Z/",))
    dossier = holding(listed=[Listed(date(2026, 3, 1), ("2026-01-01T06:00:00Z/",)), moved, to])

    assert dossier.known("2026-03-01T23:00:00Z").expected_report_on == date(2026, 3, 1)
    assert dossier.known("2026-03-02T05:59:59Z").expected_report_on == moved.report_date
    assert dossier.known("2026-03-02T06:00:00Z").expected_report_on == to.report_date
    assert dossier.known("2026-03-18T00:00:00Z").expected_report_on is None


@given(st.lists(st.integers(0, 400), unique=True).map(sorted), st.integers(0, 400), st.integers(1, 50))
def test_closes_are_known_when_their_day_has_ended(days, today, count):
    first = datetime(2025, 1, 1, 5, tzinfo=UTC)
    starts = [first + timedelta(days=day) for day in days]
    closes = DailyCloses([int(start.timestamp()) for start in starts], [float(day) for day in days])
    now = first + timedelta(days=today)

    known = closes.known(f"{now:%Y-%m-%dT%H:%M:%SZ}", count)

    assert [quote.close for quote in known] == [float(day) for day in days if day < today][::-1][:count]
    assert all(quote.known_from <= f"{now:%Y-%m-%dT%H:%M:%SZ}" for quote in known)


def test_a_close_names_the_payload_it_came_from():
    closes = DailyCloses([0, 86_400], [1.0, 2.0], ["first", "second"])

    assert [quote.payload_hash for quote in closes.known(NOON, 9)] == ["second", "first"]
    assert DailyCloses([0], [1.0]).known(NOON, 9)[0].payload_hash == ""
