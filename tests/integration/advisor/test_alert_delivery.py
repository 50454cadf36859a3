"""From the inbox to people and machines: when, how often, and how each delivery ends."""

import json
from datetime import datetime, timedelta

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto.sesv2.models import sesv2_backends

from functions.advisor import wiring
from functions.advisor.domain.delivery import MOST_A_DAY, MOST_ATTEMPTS
from functions.advisor.domain.letters import DISCLAIMER
from functions.advisor.handlers import deliver_notifications
from tests.support import tables
from tests.support.alerting import HOOK, refused
from tests.support.aws_calls import AwsCalls
from tests.support.permissions import refused as not_permitted

HOOKED = {"channels": ["webhook"], "webhook_url": HOOK}
MAILED = {"channels": ["email"]}


def prefer(alerting, user="ann", **preferences):
    answer = alerting.advisor.users("SetPreferences", user, user_id="me", body=preferences)
    assert answer.status == 200, answer.text


def test_everything_is_in_the_inbox_and_goes_where_the_alert_says(alerting):
    alerting.alert(channels=["email", "webhook"], webhook_url=HOOK)
    alerting.alert()

    alerting.upgraded()
    alerting.deliver()

    assert len(alerting.inbox()) == 2
    assert alerting.states() == [("email", "sent", "sent"), ("webhook", "sent", "sent")]
    [(sender, to, subject, text)] = alerting.letterbox.letters
    assert (sender, to) == ("alerts@signal9.example", "ann@example.com")
    assert subject == "AAPL: hold (3.3) became buy (3.6)"
    assert DISCLAIMER in text
    [(url, delivery_id, body)] = alerting.receivers.arrived
    assert (url, body["title"], body["disclaimer"]) == (HOOK, subject, DISCLAIMER)
    assert body["notification_id"] == delivery_id
    assert delivery_id in {item["notification_id"] for item in alerting.inbox()}


def test_a_stage_without_a_sender_says_so_in_the_log(alerting):
    alerting.sender = None
    alerting.alert(**MAILED)
    alerting.upgraded()

    alerting.deliver()

    assert alerting.states() == [("email", "suppressed", "email_not_configured")]


def test_whoever_wants_no_notifications_has_them_in_the_inbox_only(alerting):
    prefer(alerting, notifications_enabled=False)
    alerting.alert(channels=["email", "webhook"], webhook_url=HOOK)
    alerting.upgraded()

    alerting.deliver()

    assert {state for _, state, _ in alerting.states()} == {"suppressed"}
    assert (alerting.letterbox.letters, alerting.receivers.arrived) == ([], [])


def test_a_receiver_that_fails_is_tried_again_later_and_later_with_the_same_id(alerting):
    alerting.alert(**HOOKED)
    alerting.upgraded()
    alerting.receivers.faults = [refused(), refused(503), refused(429)]
    began = alerting.now

    alerting.deliver()

    assert alerting.states() == [("webhook", "sent", "sent")]
    assert len({delivery_id for _, delivery_id, _ in alerting.receivers.arrived}) == 1
    assert len(alerting.receivers.arrived) == 4
    assert (alerting.now - began).total_seconds() >= 30 + 60 + 120


def test_so_many_attempts_fail_and_the_message_is_left_to_the_dead_letters(alerting, monkeypatch):
    alerting.alert(**HOOKED)
    alerting.upgraded()
    alerting.receivers.faults = [refused()] * MOST_ATTEMPTS

    [named] = alerting.queued()
    wiring.delivery_queue().send([(named["user_id"], named["delivery"])])
    alerting.deliver()

    assert alerting.states() == [("webhook", "failed", "HTTP 500")]
    assert len(alerting.receivers.arrived) == MOST_ATTEMPTS
    record = {"messageId": "m", "receiptHandle": "r", "body": json.dumps(named)}
    answer = deliver_notifications.handler({"Records": [record]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m"}]}
    assert len(alerting.receivers.arrived) == MOST_ATTEMPTS


def test_a_message_stays_in_the_queue_until_its_delivery_has_an_end(alerting, monkeypatch):
    monkeypatch.setattr(wiring, "delivering", alerting.delivering)
    sqs, url = tables.client("sqs"), wiring.alert_settings().notification_queue_url
    alerting.alert(**HOOKED)
    alerting.upgraded()
    alerting.receivers.faults = [refused()]
    [message] = sqs.receive_message(QueueUrl=url)["Messages"]
    record = {"messageId": "m", "receiptHandle": message["ReceiptHandle"], "body": message["Body"]}

    with AwsCalls().installed() as calls:
        kept = deliver_notifications.handler({"Records": [record]}, None)
    early = deliver_notifications.handler({"Records": [record]}, None)
    alerting.now += timedelta(seconds=31)
    done = deliver_notifications.handler({"Records": [record]}, None)

    assert not_permitted("functions/advisor/handlers/deliver_notifications", calls.made, "dev") == []
    assert kept == early == {"batchItemFailures": [{"itemIdentifier": "m"}]}
    assert done == {"batchItemFailures": []}
    assert len(alerting.receivers.arrived) == 2


def test_a_letter_is_handed_to_ses_as_it_takes_them(alerting, monkeypatch):
    ses = tables.client("sesv2")
    ses.create_email_identity(EmailIdentity="alerts@signal9.example")
    alerting.letterbox = ses
    alerting.alert(**MAILED)
    alerting.upgraded()

    alerting.deliver()

    assert alerting.states() == [("email", "sent", "sent")]
    [sent] = sesv2_backends[tables.ACCOUNT][tables.REGION].core_backend.sent_messages
    assert "AAPL: hold (3.3) became buy (3.6)" in str(vars(sent))


@pytest.mark.parametrize(("sender", "sends"), [("off", False), ("alerts@signal9.example", True)])
def test_a_stage_sends_letters_where_it_names_a_sender(alerting, monkeypatch, sender, sends):
    monkeypatch.setenv("EMAIL_SENDER", sender)
    wiring.alert_settings.cache_clear()

    assert (wiring.mail() is not None) is sends


def test_twenty_messages_leave_the_house_a_day_and_the_next_day_twenty_more(alerting):
    mine = alerting.alert(**HOOKED)
    for _ in range(MOST_A_DAY + 3):
        alerting.ask("TestAlert", body={"alert_id": mine}, now=alerting.now.timestamp())
    alerting.deliver()

    assert len(alerting.receivers.arrived) == MOST_A_DAY
    assert alerting.states().count(("webhook", "suppressed", "daily_cap")) == 3
    alerting.now = datetime.fromisoformat("2026-11-21T00:00:00+00:00")
    alerting.ask("TestAlert", body={"alert_id": mine}, now=alerting.now.timestamp())
    alerting.deliver()
    assert len(alerting.receivers.arrived) == MOST_A_DAY + 1


def test_letters_wait_until_the_night_is_over_and_webhooks_do_not(alerting):
    prefer(alerting, time_zone="America/New_York", quiet_hours={"begin": "22:00", "end": "07:30"})
    alerting.alert(channels=["email", "webhook"], webhook_url=HOOK)
    alerting.upgraded()  # 07:00 in New York

    alerting.deliver()

    assert alerting.states() == [("email", "pending", "quiet_hours"), ("webhook", "sent", "sent")]
    alerting.later(minutes=29)
    assert alerting.letterbox.letters == []
    alerting.later(minutes=5)
    assert len(alerting.letterbox.letters) == 1


def test_a_digest_collects_a_day_and_is_one_letter(alerting):
    prefer(alerting, time_zone="Europe/Vienna", digest_hour=18)
    for symbol in ("AAPL", "MSFT"):
        alerting.alert(asset_id=symbol, **MAILED)
        alerting.upgraded(symbol)
    alerting.deliver()
    assert (alerting.letterbox.letters, {state for _, state, _ in alerting.states()}) == ([], {"pending"})

    alerting.later(hours=5, minutes=4)  # 18:04 in Vienna

    [(_, _, subject, text)] = alerting.letterbox.letters
    assert subject == "Signal9, 2026-11-20: 2 notifications"
    assert ("AAPL: hold" in text, "MSFT: hold" in text, text.count(DISCLAIMER)) == (True, True, 1)
    assert {state for _, state, _ in alerting.states()} == {"sent"}
    alerting.later(days=1)
    assert len(alerting.letterbox.letters) == 1


def throttled(code, status):
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "SendEmail")


@pytest.mark.parametrize(
    ("fault", "letters", "state"),
    [
        (throttled("TooManyRequestsException", 429), MOST_ATTEMPTS, "failed"),
        (throttled("MessageRejected", 400), 1, "failed"),
        (throttled("InternalFailure", 500), 1, "failed"),
        (ReadTimeoutError(endpoint_url="https://email"), 1, "failed"),
    ],
)
def test_a_letter_is_tried_again_only_when_it_is_known_that_nobody_got_it(alerting, fault, letters, state):
    alerting.alert(**MAILED)
    alerting.upgraded()
    alerting.letterbox.fault = fault

    alerting.deliver()
    alerting.later(hours=1)

    assert len(alerting.letterbox.letters) == letters
    assert [each[1] for each in alerting.states()] == [state]


def test_an_alert_whose_webhook_is_gone_has_nothing_to_send_to(alerting):
    mine = alerting.alert(**HOOKED)
    alerting.upgraded()
    alerting.ask("DeleteAlert", path={"alert_id": mine})

    alerting.deliver()

    assert alerting.states() == [("webhook", "failed", "the alert has no webhook any more")]


def test_a_user_who_is_erased_gets_nothing_more_and_leaves_nothing(alerting):
    alerting.alert(channels=["email", "webhook"], webhook_url=HOOK)
    alerting.upgraded()
    alerting.advisor.users("EraseUser", user_id="me")

    alerting.deliver()

    assert (alerting.letterbox.letters, alerting.receivers.arrived) == ([], [])
    assert alerting.advisor.stored("notifications") == []


def test_a_zone_that_is_none_is_refused(alerting):
    answer = alerting.advisor.users("SetPreferences", user_id="me", body={"time_zone": "Europe/Nowhere"})

    assert (answer.status, answer.document["error"]["details"][0]["field"]) == (400, "time_zone")


def test_delivery_does_what_its_role_permits(alerting):
    prefer(alerting, digest_hour=13)
    alerting.alert(channels=["email", "webhook"], webhook_url=HOOK)
    alerting.upgraded()
    named = alerting.queued()

    with AwsCalls().installed() as calls:
        for each in named:
            alerting.delivering().make(each["user_id"], each["delivery"], alerting.now)
        digest = {"user_id": "ann", "delivery": "D#digest-2026-11-20#email"}
        later = datetime.fromisoformat("2026-11-20T13:05:00+00:00")
        assert alerting.delivering().make(*digest.values(), later).state == "sent"

    assert not_permitted("functions/advisor/handlers/deliver_notifications", calls.made, "dev") == []
