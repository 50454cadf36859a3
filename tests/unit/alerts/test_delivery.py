"""When something leaves the house: quiet hours, digests and back-off, wherever and whenever clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.advisor.domain.delivery import (
    EMAIL,
    MOST_ATTEMPTS,
    WEBHOOK,
    Wishes,
    back_off_seconds,
    is_quiet,
    is_zone,
    local_day,
    next_digest,
    quiet_ends,
    ruling,
    wishes,
)
from functions.advisor.domain.letters import MOST_IN_A_DIGEST, SUBJECT_LENGTH, digest, letter, signature

ZONES = ("UTC", "Europe/Vienna", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
nights = st.builds(
    Wishes, zone=st.sampled_from(ZONES), quiet_from=TIMES, quiet_until=TIMES, digest_at=st.none()
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(MOMENTS, nights)
def test_quiet_hours_end_within_a_day_and_then_it_is_not_quiet(now, wished):
    if is_quiet(now, wished):
        ends = quiet_ends(now, wished)
        assert now < ends <= now + timedelta(hours=49)
        assert not is_quiet(ends, wished)


@given(MOMENTS, nights)
def test_no_letter_leaves_in_quiet_hours_and_none_waits_outside_of_them(now, wished):
    decided = ruling(EMAIL, now, wished)

    assert (decided.wait_until is not None) == is_quiet(now, wished)
    assert ruling(WEBHOOK, now, wished).wait_until is None


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23))
def test_a_digest_comes_within_a_day_at_its_hour(now, zone, hour):
    wished = Wishes(zone=zone, digest_at=time(hour))
    due = next_digest(now, wished)

    assert now < due <= now + timedelta(hours=25)
    wall = due.astimezone(ZoneInfo(zone))
    assert (wall.hour == hour and wall.minute == 0) or wall.hour in ((hour + 1) % 24, hour)


VIENNA = Wishes(zone="Europe/Vienna", quiet_from=time(1), quiet_until=time(2, 30))


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        # Clocks go from 02:00 to 03:00: the time it should end at is not there.
        ("2026-03-29T00:30:00", "2026-03-29T01:30:00"),
        # Clocks go from 03:00 back to 02:00: 02:00 to 02:30 comes twice.
        ("2026-10-25T00:10:00", "2026-10-25T00:30:00"),
        ("2026-10-25T01:10:00", "2026-10-25T01:30:00"),
        ("2026-06-01T23:30:00", "2026-06-02T00:30:00"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall_also_in_the_night_of_its_change(now, ends):
    assert is_quiet(at(now), VIENNA)
    assert quiet_ends(at(now), VIENNA) == at(ends)


@pytest.mark.parametrize(
    ("wall", "quiet"), [("21:59", False), ("22:00", True), ("23:59", True), ("06:59", True), ("07:00", False)]
)
def test_a_night_begins_with_its_first_minute_and_ends_before_its_last(wall, quiet):
    wished = wishes({"quiet_hours": {"begin": "22:00", "end": "07:00"}})

    assert is_quiet(at(f"2026-11-20T{wall}:00"), wished) is quiet


def test_hours_that_begin_when_they_end_are_none():
    wished = wishes({"quiet_hours": {"begin": "07:00", "end": "07:00"}})

    assert ruling(EMAIL, at("2026-11-20T07:00:00"), wished).wait_until is None


def test_a_digest_waits_for_no_night():
    wished = wishes({"quiet_hours": {"begin": "22:00", "end": "07:00"}, "digest_hour": 6})
    now = at("2026-11-20T06:00:00")

    assert ruling(EMAIL, now, wished).collect_for == at("2026-11-21T06:00:00")
    assert ruling(EMAIL, now, wished, is_digest=True) == ruling(WEBHOOK, now, wished)


def test_who_wants_nothing_gets_nothing_on_any_channel():
    wished = wishes({"notifications_enabled": False, "digest_hour": 6})

    assert {ruling(c, at("2026-11-20T06:00:00"), wished).never for c in (EMAIL, WEBHOOK)} == {
        "notifications_off"
    }


def test_a_day_is_the_users():
    assert str(local_day(at("2026-11-20T23:30:00"), Wishes(zone="Europe/Vienna"))) == "2026-11-21"


@pytest.mark.parametrize(
    ("name", "known"), [("Europe/Vienna", True), ("Europe/Nowhere", False), ("../etc", False)]
)
def test_a_zone_is_one_of_the_tz_database(name, known):
    assert is_zone(name) is known


def test_attempts_are_further_apart_each_time_and_never_beyond_what_a_queue_holds_back():
    pauses = [back_off_seconds(attempts) for attempts in range(1, MOST_ATTEMPTS)]

    assert pauses == [30, 60, 120, 240, 480]


@given(st.text(), st.integers(0, 2**31), st.binary(), st.binary())
def test_a_signature_is_of_its_time_and_its_body(secret, timestamp, body, other):
    signed = signature(secret, timestamp, body)

    assert signed != signature(secret, timestamp + 1, body)
    assert (signed == signature(secret, timestamp, other)) == (body == other)


@given(st.text())
def test_a_subject_is_one_line_whatever_a_title_says(title):
    subject = letter({"title": title, "reasons": []}).subject

    assert len(subject) <= SUBJECT_LENGTH
    assert len(subject.splitlines()) <= 1


def test_a_digest_counts_what_it_does_not_show():
    told = [{"title": f"Story {n}.", "reasons": ["so"]} for n in range(MOST_IN_A_DIGEST + 2)]

    made = digest(told, "2026-11-20")

    assert made.subject == "Signal9, 2026-11-20: 102 notifications"
    assert ("Story 99." in made.text, "Story 100." in made.text) == (True, False)
    assert "and 2 more in your inbox" in made.text
