"""Whoever delivers may end between two lines: a letter then went once or never, a webhook at least once."""

import json
from datetime import timedelta

import pytest

from functions.advisor import wiring
from tests.support.alerting import HOOK, NOON
from tests.support.aws_calls import Killed
from tests.support.killing import Tracer

FOLLOWED = ("delivering.py", "transactions.py")
MOST_LINES = 100


def told(alerting, alert_id):
    """Another notification, and its delivery's message."""
    alerting.ask("TestAlert", body={"alert_id": alert_id}, now=alerting.now.timestamp())
    [named] = alerting.queued()
    return named


def made(alerting, named, fatal=None):
    """How many lines it took."""
    with Tracer(FOLLOWED, fatal).following() as lines:
        alerting.delivering().make(named["user_id"], named["delivery"], alerting.now)
    return lines.lines


def afterwards(alerting, named):
    """Its message comes again, long after any lease; and once more."""
    alerting.now += timedelta(hours=1)
    ends = [
        alerting.delivering().make(named["user_id"], named["delivery"], alerting.now).state for _ in range(2)
    ]
    assert ends[0] == ends[1]
    return ends[0]


def killed_at_every_line(alerting, alert_id):
    whole = made(alerting, told(alerting, alert_id))
    assert 30 < whole < MOST_LINES
    for fatal in range(1, whole + 1):
        alerting.now += timedelta(days=1)
        named = told(alerting, alert_id)
        with pytest.raises(Killed):
            made(alerting, named, fatal)
        yield fatal, afterwards(alerting, named)


def test_a_letter_whose_delivery_is_killed_at_any_line_goes_once_or_is_told_as_failed(alerting):
    mine, seen = alerting.alert(channels=["email"]), set()
    alerting.letterbox.letters.clear()
    before = 1

    for fatal, state in killed_at_every_line(alerting, mine):
        sent = len(alerting.letterbox.letters) - before
        before += sent
        assert (state, sent) in {("sent", 1), ("failed", 0), ("failed", 1)}, fatal
        seen.add((state, sent))

    assert seen == {("sent", 1), ("failed", 0), ("failed", 1)}


def test_a_webhook_whose_delivery_is_killed_at_any_line_arrives_and_its_repetition_has_its_id(alerting):
    mine, before = alerting.alert(channels=["webhook"], webhook_url=HOOK), 1

    for fatal, state in killed_at_every_line(alerting, mine):
        arrived = [delivery_id for _, delivery_id, _ in alerting.receivers.arrived[before:]]
        before += len(arrived)
        assert state == "sent", fatal
        assert 1 <= len(arrived) <= 2, fatal
        assert len(set(arrived)) == 1, fatal


def collected(alerting, alert_id):
    """The message of a digest of two that is due."""
    for named in [told(alerting, alert_id) for _ in range(2)]:
        made(alerting, named)
    alerting.now += timedelta(hours=7)
    return {"user_id": "ann", "delivery": f"D#digest-{alerting.now:%Y-%m-%d}#email"}


def empty(alerting):
    for item in alerting.advisor.stored("notifications"):
        key = {name: item[name] for name in ("user_id", "notification_id")}
        alerting.advisor.table("notifications").delete_item(Key=key)


def test_a_digest_killed_at_any_line_goes_once_or_never_and_what_it_holds_shares_its_end(alerting):
    alerting.advisor.users("SetPreferences", user_id="me", body={"digest_hour": 18})
    mine = alerting.alert(channels=["email"])
    whole = made(alerting, collected(alerting, mine))
    assert 30 < whole < MOST_LINES
    empty(alerting)

    for fatal in range(1, whole + 1):
        alerting.now = NOON + timedelta(days=fatal)
        before, named = len(alerting.letterbox.letters), collected(alerting, mine)
        with pytest.raises(Killed):
            made(alerting, named, fatal)
        end = afterwards(alerting, named)

        sent = len(alerting.letterbox.letters) - before
        assert (end, sent) in {("sent", 1), ("failed", 0), ("failed", 1)}, fatal
        assert [state for _, state, _ in alerting.states()] == [end, end], fatal
        empty(alerting)


def test_two_who_deliver_the_same_at_once_send_it_once(alerting):
    mine = alerting.alert(channels=["email"])
    named = told(alerting, mine)
    other, send = alerting.delivering(), alerting.letterbox.send_email

    def meanwhile(**letter):
        assert other.make(named["user_id"], named["delivery"], alerting.now).state == "sending"
        send(**letter)

    alerting.letterbox.send_email = meanwhile
    made(alerting, named)

    assert len(alerting.letterbox.letters) == 1
    assert json.dumps(alerting.states()) == '[["email", "sent", "sent"]]'


def test_whoever_comes_back_after_its_lease_changes_nothing(alerting):
    mine = alerting.alert(channels=["webhook"], webhook_url=HOOK)
    named = told(alerting, mine)
    log = wiring.delivery_log()
    held = log.get(named["user_id"], named["delivery"])
    late = log.claim(held, "2026-11-20T12:00:00Z", until="2026-11-20T12:01:00Z", day="2026-11-20")
    alerting.now += timedelta(hours=1)
    made(alerting, named)

    log.end(late, "failed", "too late", "2026-11-20T13:00:01Z")

    assert alerting.states() == [("webhook", "sent", "sent")]
