"""A client that repeats itself, changes its mind, or is impatient."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.trading import wiring
from functions.trading.adapters.intent_table import KEY_SECONDS, Intent
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS
from functions.trading.domain.documents import moment
from functions.trading.domain.order_form import fingerprint, submission
from tests.support.orders import id_of


def in_flight(form, *, key, until):
    """Stored by a request that has not come back yet."""
    message = submission(
        form, user_id="ann", session_id="s", submitted_at=moment(time.time()), correlation_id="c"
    )
    wiring.intents().put(Intent(message, fingerprint(form), key, until))


def test_the_same_key_and_body_answer_the_same(desk):
    form, session = desk.form(), desk.session()

    first, *others = [desk.submit(form, session=session, key="k") for _ in range(3)]

    assert {(each.status, each.text) for each in others} == {(first.status, first.text)}
    assert len(desk.queued()) == 1


def test_fields_in_another_order_are_the_same_body(desk):
    form, session = desk.form(), desk.session()
    desk.submit(form, session=session, key="k")

    answer = desk.submit(dict(reversed(form.items())), session=session, key="k")

    assert answer.status == 202


@pytest.mark.parametrize("change", [{"quantity": "2"}, {"client_order_id": "another"}, {"symbol": "MSFT"}])
def test_the_same_key_with_another_body_is_refused_and_orders_nothing(desk, change):
    form, session = desk.form(), desk.session()
    desk.submit(form, session=session, key="k")

    answer = desk.submit({**form, **change}, session=session, key="k")

    assert (answer.status, answer.code) == (422, "idempotency_key_reused")
    assert [message["order_id"] for message in desk.queued()] == [id_of(form)]


def test_a_key_is_its_users_own(desk):
    desk.account("bob", "bobs")
    desk.submit(desk.form(), session=desk.session(), key="k")

    answer = desk.submit(desk.form(account_id="bobs"), session=desk.session("bob"), key="k", user="bob")

    assert answer.status == 202


def test_a_key_is_free_again_after_a_day(desk):
    now = time.time()
    desk.submit(desk.form(), session=desk.session(), key="k", now=now)
    tomorrow = now + KEY_SECONDS + IN_FLIGHT_SECONDS + 1

    answer = desk.submit(desk.form(), session=desk.session(now=tomorrow), key="k", now=tomorrow)

    assert answer.status == 202


def test_a_repetition_waits_for_the_first_request_and_is_told_to_come_back(desk):
    form = desk.form()
    in_flight(form, key="k", until=time.time() + 60)

    answer = desk.submit(form, session=desk.session(), key="k")

    assert (answer.status, answer.code) == (409, "idempotency_key_in_flight")
    assert answer.headers["Retry-After"] == "1"
    assert desk.queued() == []


def test_a_repetition_answers_as_soon_as_the_first_request_is_done(desk):
    form = desk.form()
    in_flight(form, key="k", until=time.time() + 60)
    intent = wiring.intents().get(id_of(form))
    session = desk.session()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(desk.submit, form, session=session, key="k")
        time.sleep(0.2)
        wiring.intents().mark_sent(intent)

    assert answer.result().status == 202


def test_a_repetition_takes_over_from_a_request_that_is_gone(desk):
    form = desk.form()
    in_flight(form, key="k", until=time.time() - 1)

    answer = desk.submit(form, session=desk.session(), key="k")

    assert answer.status == 202
    assert [message["order_id"] for message in desk.queued()] == [id_of(form)]
