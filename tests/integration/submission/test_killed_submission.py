"""Whoever takes an order may end between any two lines: the queue then has one message, however often.

A repetition has the same order id and the same words; the queue drops it for a while, the ledger for ever.
"""

import json
import time

import pytest

from functions.trading import wiring
from functions.trading.adapters.intent_table import Intent
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS
from functions.trading.domain.documents import moment
from functions.trading.domain.order_form import fingerprint, submission
from functions.trading.handlers import send_unsent_orders
from tests.support.aws_calls import AwsCalls, Killed
from tests.support.killing import Tracer
from tests.support.orders import id_of

FOLLOWED = ("order_intake.py", "intent_table.py", "order_queue.py", "submit_order.py", "admission.py")
MOST_LINES = 400


def swept(desk, now):
    """What the sweeper of that moment brings into the queue."""
    send_unsent_orders.handler({"time": moment(now)}, None)
    return desk.queued()


def distinct(messages):
    return list({json.dumps(message, sort_keys=True): message for message in messages}.values())


def test_an_order_whose_submission_is_killed_at_any_line_has_one_effect_or_none(desk):
    session = desk.session()
    with Tracer(FOLLOWED).following() as whole:
        desk.submit(desk.form(), session=session, key="whole")
    desk.queued()
    assert 20 < whole.lines < MOST_LINES

    for fatal in range(1, whole.lines + 1):
        form, later = desk.form(), time.time() + IN_FLIGHT_SECONDS + 2
        with Tracer(FOLLOWED, fatal).following(), pytest.raises(Killed):
            desk.submit(form, session=session, key=f"key-{fatal}")
        effects = distinct(desk.queued() + swept(desk, later))
        assert len(effects) <= 1, fatal

        answer = desk.submit(form, session=session, key=f"key-{fatal}", now=later)

        assert (answer.status, answer.document["order_id"]) == (202, id_of(form)), (fatal, answer.text)
        effects = distinct([*effects, *desk.queued(), *swept(desk, later)])
        assert [message["order_id"] for message in effects] == [id_of(form)], fatal


def test_the_sweeper_leaves_alone_what_is_being_sent(desk):
    stored(desk.form())

    assert swept(desk, time.time()) == []


def test_the_sweeper_sends_all_that_was_left_also_in_pages(desk):
    forms = [desk.form() for _ in range(7)]
    for form in forms:
        stored(form)

    with AwsCalls().installed() as calls, calls.in_pages_of(2):
        messages = swept(desk, time.time() + IN_FLIGHT_SECONDS + 2)

    assert {message["order_id"] for message in messages} == {id_of(form) for form in forms}
    assert len(messages) == 7
    assert swept(desk, time.time() + 3600) == []


def stored(form):
    """An intent whose sender has ended."""
    message = submission(
        form, user_id="ann", session_id="s", submitted_at=moment(time.time()), correlation_id="c"
    )
    wiring.intents().put(Intent(message, fingerprint(form), None, time.time() + IN_FLIGHT_SECONDS))
