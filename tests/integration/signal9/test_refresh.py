import json
import threading
from uuid import uuid4

import pytest

from scripts.signal9 import refresh as refreshing
from tests.support import desk, tables
from tests.support.stage import signal9

DAY = "2026-11-20"
QUEUES = f"arn:aws:sqs:{tables.REGION}:{tables.ACCOUNT}"


@pytest.fixture
def heard(stage):
    """What the bus was told, in the order of symbols."""
    name = f"heard-{uuid4().hex}"
    queue = tables.client("sqs").create_queue(QueueName=name)["QueueUrl"]
    bus = tables.function_environment(stage)["EVENT_BUS_NAME"]
    events = tables.client("events")
    pattern = json.dumps({"detail-type": ["pollenationNeeded"]})
    events.put_rule(Name="hear", EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule="hear", EventBusName=bus, Targets=[{"Id": "heard", "Arn": f"{QUEUES}:{name}"}])

    def messages():
        received = tables.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        bodies = [json.loads(message["Body"])["detail"] for message in received.get("Messages", [])]
        return sorted(bodies, key=lambda detail: detail["symbol"])

    return messages


@pytest.fixture
def acme(stage):
    desk.ran()
    desk.listed("ACME", "Acme Corporation")
    desk.listed("BRK.B", "Berkshire Hathaway")
    desk.did("ACME", collected=desk.at(DAY), analysed=desk.at(DAY))


def test_a_refresh_asks_for_each_symbol_by_name_at_the_front_of_the_line(acme, heard):
    answer = signal9("refresh", "acme", "BRK-B", "--json")

    details = heard()
    assert [detail["symbol"] for detail in details] == ["ACME", "BRK.B"]
    assert {(detail["triggerType"], detail["priority"]) for detail in details} == {("manual", "high")}
    assert {detail["occurredAt"] for detail in details} == {answer.document["as_of"]}


def test_a_refresh_is_later_on_the_newest_day_than_all_that_is_known_of_it(acme):
    desk.did("ACME", collected=f"{DAY}T23:30:00Z")

    moment = signal9("refresh", "ACME", "--json").document["as_of"]

    assert f"{DAY}T23:30:00Z" < moment <= f"{DAY}T23:59:59Z"


def test_a_refresh_after_another_is_a_new_request(acme):
    first = signal9("refresh", "ACME", "--json").document
    desk.did("ACME", collected=first["as_of"])

    second = signal9("refresh", "ACME", "--json").document

    assert second["as_of"] > first["as_of"]
    assert second["requested"][0]["event_id"] != first["requested"][0]["event_id"]


def test_one_unknown_symbol_stops_the_request_before_anything_is_asked(acme, heard):
    answer = signal9("refresh", "ACME", "ACNE", "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert "ACNE is not in the catalogue; did you mean ACME" in answer.error
    assert heard() == []


def test_people_are_told_what_will_happen(acme):
    words = " ".join(signal9("refresh", "ACME").out.split())

    assert "Asked for ACME as of 2026-11-20T" in words
    assert "Up to 6 provider calls each in the class on_demand; what was already asked for on" in words


def test_waiting_ends_when_the_asset_is_collected_and_rated(acme, monkeypatch):
    monkeypatch.setattr(refreshing, "POLL_SECONDS", 0.01)
    last = f"{DAY}T23:59:59Z"
    worker = threading.Timer(
        0.2, lambda: desk.did("ACME", needs_analysis=True, collected=last, analysed=last)
    )
    worker.start()

    answer = signal9("refresh", "ACME", "--wait", "--json")

    worker.join()
    assert answer.exit_code == 0
    assert [asset["outcome"] for asset in answer.document["assets"]] == ["stored"]


def test_waiting_in_vain_is_1_and_says_where_to_look(acme, monkeypatch):
    monkeypatch.setattr(refreshing, "PATIENCE_SECONDS", 0.0)

    answer = signal9("refresh", "ACME", "--wait")

    assert answer.exit_code == 1
    assert "Not done after 0 s: ACME; look at `signal9 runs --failed`" in answer.out


@pytest.mark.parametrize(
    ("what", "is_done"),
    [
        ({"collected": "T09", "needs_analysis": True, "analysed": "T09"}, True),
        ({"collected": "T09", "needs_analysis": True, "analysed": "T08"}, False),
        ({"collected": "T09", "needs_analysis": False}, True),
        ({"collected": "T08", "needs_analysis": False}, False),
        ({"collected": "T09", "needs_analysis": True, "outcome": "failed"}, True),
        ({}, False),
    ],
)
def test_an_asset_is_done_once_its_changed_figures_are_rated(what, is_done):
    assert refreshing._is_done(what, "T09") is is_done  # noqa: SLF001
