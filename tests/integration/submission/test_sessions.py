"""How long a session lives, and whose it is."""

import time

import pytest

from functions.trading import wiring
from functions.trading.domain.sessions import IDLE_SECONDS, LONGEST_SECONDS
from functions.trading.handlers import end_session, get_session, open_session
from tests.support import tables
from tests.support.gateway import ask

NOW = 1_795_000_000


def seen(session, *, user="ann", at=NOW):
    return ask(get_session.handler, user, path={"session_id": session}, now=at)


@pytest.mark.parametrize(
    ("after_seconds", "status"),
    [(0, 200), (IDLE_SECONDS - 1, 200), (IDLE_SECONDS, 404), (LONGEST_SECONDS, 404)],
)
def test_a_session_nobody_trades_in_ends_after_half_an_hour(desk, after_seconds, status):
    session = desk.session(now=NOW)

    assert seen(session, at=NOW + after_seconds).status == status


@pytest.mark.parametrize(("after_seconds", "status"), [(LONGEST_SECONDS - 1, 202), (LONGEST_SECONDS, 403)])
def test_a_session_that_is_traded_in_ends_after_a_day(desk, after_seconds, status):
    session = desk.session(now=NOW)
    for moment in range(NOW, NOW + LONGEST_SECONDS, IDLE_SECONDS - 60):
        desk.submit(desk.form(), session=session, now=moment)

    answer = desk.submit(desk.form(), session=session, now=NOW + after_seconds)

    assert answer.status == status, answer.text


def test_a_shorter_session_ends_when_it_was_asked_to(desk):
    session = ask(open_session.handler, body={"ttl_seconds": 60}, now=NOW).document["session_id"]

    assert [seen(session, at=NOW + after).status for after in (59, 60)] == [200, 404]


def test_reading_a_session_does_not_keep_it_alive(desk):
    session = desk.session(now=NOW)

    seen(session, at=NOW + IDLE_SECONDS - 1)

    assert seen(session, at=NOW + IDLE_SECONDS).status == 404


@pytest.mark.acceptance(132)
def test_an_ended_session_takes_no_order_from_the_next_moment_on(desk):
    session = desk.session(now=NOW)
    ended = ask(end_session.handler, path={"session_id": session}, now=NOW + 1)

    answer = desk.submit(desk.form(), session=session, now=NOW + 1)

    assert (ended.status, ended.text) == (204, "")
    assert (answer.status, answer.code) == (403, "session_not_live")
    assert ask(end_session.handler, path={"session_id": session}, now=NOW + 2).status == 404


def test_noting_use_does_not_bring_an_ended_session_back(desk):
    session = wiring.sessions().live(desk.session(now=NOW), user_id="ann", now=NOW)
    wiring.sessions().end(session.session_id, user_id="ann", now=NOW + 1)

    wiring.sessions().note_use(session, NOW + 61)

    assert seen(session.session_id, at=NOW + 62).status == 404


def test_use_is_noted_once_a_minute(desk):
    session = desk.session(now=NOW)
    for after in (1, 59, 60, 61, 119, 120):
        desk.submit(desk.form(), session=session, now=NOW + after)

    item = (
        tables.session()
        .resource("dynamodb")
        .Table("signal9-sessions-dev")
        .get_item(Key={"session_id": session})["Item"]
    )
    assert item["last_seen_at"] == NOW + 120


@pytest.mark.acceptance(132)
def test_the_table_forgets_a_session_after_its_last_moment(desk):
    fragment = tables.fragment("resources/trading_tables.yml", "dev")["Resources"]["SessionsTable"][
        "Properties"
    ]
    document = ask(open_session.handler, body={}, now=time.time()).document

    assert fragment["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert fragment["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert document["expires_at"] > document["idle_expires_at"]
