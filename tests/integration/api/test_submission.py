"""What a client may rely on when it submits an order."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from functions.trading.adapters.intent_table import Intent, IntentTable
from functions.trading.adapters.order_intake import IN_FLIGHT_SECONDS, OrderIntake
from functions.trading.adapters.order_queue import OrderQueue
from functions.trading.domain.documents import moment
from functions.trading.domain.order_form import fingerprint, submission
from tests.support.api import QUEUE
from tests.support.orders import id_of

pytestmark = pytest.mark.integration

POSTS = 50
# Each connection is a worker of its own, which costs a second of this machine to start.
CONNECTIONS = 6


@pytest.mark.acceptance(134)
def test_an_accepted_order_is_in_the_queue_once(api, ann):
    form = ann.form()

    answer = ann.submit(form)

    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/api/v1/trades/{id_of(form)}"
    assert answer.json()["order_id"] == id_of(form)
    [message] = api.queued(id_of(form))
    assert {name: message[name] for name in form} == form
    assert (message["kind"], message["user_id"]) == ("submit", "ann")


@pytest.mark.acceptance(134)
def test_fifty_parallel_posts_of_one_key_are_one_order_and_fifty_equal_answers(api, ann):
    form, token = ann.form(), ann.token()

    def post(_):
        while (answer := ann.submit(form, key="the-same-key", token=token)).status_code == 409:
            time.sleep(int(answer.headers["Retry-After"]))
        return answer

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(post, range(POSTS)))

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert len(api.queued(id_of(form))) == 1


def test_fifty_takers_at_once_agree_on_one_intent(api, ann):
    """Without the functions in between, so that all fifty are at the table in the same moment."""
    form, laptop = ann.form(), api.laptop
    queue = laptop.client("sqs")
    url = queue.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    table = laptop.table("signal9-order-intents-local")
    intake = OrderIntake(IntentTable(table), OrderQueue(queue, url), clock=time.time, sleep=time.sleep)
    ready = Barrier(POSTS)

    def take(number):
        message = submission(
            form, user_id="ann", session_id="s", submitted_at=moment(time.time()), correlation_id=str(number)
        )
        ready.wait()
        return intake.accept(Intent(message, fingerprint(form), "one-key", time.time() + IN_FLIGHT_SECONDS))

    with ThreadPoolExecutor(POSTS) as pool:
        taken = list(pool.map(take, range(POSTS)))

    assert all(intent.is_sent for intent in taken)
    assert {intent.message["correlation_id"] for intent in taken} == {
        message["correlation_id"] for message in api.queued(id_of(form))
    }
    assert len({intent.message["correlation_id"] for intent in taken}) == 1


def test_a_key_that_was_used_with_another_body_is_refused(ann):
    form = ann.form()
    ann.submit(form, key="a-key")

    answer = ann.submit(ann.form(quantity="2"), key="a-key")

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "idempotency_key_reused")


def test_another_order_of_the_same_client_id_is_refused(ann):
    form = ann.form()
    ann.submit(form)

    answer = ann.submit({**form, "quantity": "2"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "client_order_id_taken")


def test_the_same_order_without_a_key_answers_the_same(ann):
    form = ann.form()

    first, second = ann.submit(form), ann.submit(form, key="late")

    assert (first.status_code, first.text) == (second.status_code, second.text)


def test_an_order_that_nobody_has_looked_at_is_queued(ann):
    form = ann.form()
    ann.submit(form)

    order = ann.ask("GET", f"/trades/{id_of(form)}").json()

    assert (order["status"], order["quantity"], order["limit_price"]) == ("queued", "1", None)


def test_a_cancellation_stands_behind_its_order(api, ann):
    form = ann.form()
    ann.submit(form)

    answer = ann.ask("DELETE", f"/trades/{id_of(form)}", headers={"Signal9-Session": ann.session})

    assert answer.status_code == 202, answer.text
    assert [message["kind"] for message in api.queued(id_of(form))] == ["submit", "cancel"]
