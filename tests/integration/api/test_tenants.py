"""Nothing of one user is seen or moved by another, nor by whoever has no right token."""

import time

import pytest

from scripts.local.issuer import AUDIENCE, TOKEN_SECONDS
from tests.support.orders import id_of

pytestmark = pytest.mark.integration

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def order(ann):
    form = ann.form()
    assert ann.submit(form).status_code == 202
    return form


def routes(ann, order):
    """Every route that needs a user, on what belongs to ann."""
    session = {"Signal9-Session": ann.session}
    return {
        "OpenSession": ("POST", "/sessions", {"json": {}}),
        "GetSession": ("GET", f"/sessions/{ann.session}", {}),
        "EndSession": ("DELETE", f"/sessions/{ann.session}", {}),
        "SubmitOrder": ("POST", "/trades", {"json": order, "headers": session}),
        "ListOrders": ("GET", f"/trades?account_id={order['account_id']}", {}),
        "GetOrder": ("GET", f"/trades/{id_of(order)}", {}),
        "CancelOrder": ("DELETE", f"/trades/{id_of(order)}", {"headers": session}),
    }


ROUTES = ("OpenSession", "GetSession", "EndSession", "SubmitOrder", "ListOrders", "GetOrder", "CancelOrder")
NOT_BELIEVED = {
    "expired": lambda ann: ann.token(exp=int(time.time()) - 120, iat=int(time.time()) - TOKEN_SECONDS),
    "for another audience": lambda ann: ann.token(aud="somebody-else"),
    "of another issuer": lambda ann: ann.token(iss="https://issuer.example"),
    "altered": lambda ann: f"{ann.token()[:-8]}AAAAAAAA",
    "no token": lambda ann: "x",
}


def said(answer):
    """The answer without what is another in every answer."""
    error = {name: value for name, value in answer.json()["error"].items() if name != "requestId"}
    return answer.status_code, error


@pytest.mark.parametrize("operation", ROUTES)
@pytest.mark.parametrize("kind", NOT_BELIEVED)
def test_a_token_that_is_not_believed_opens_nothing(ann, order, operation, kind):
    method, path, content = routes(ann, order)[operation]

    answer = ann.ask(method, path, token=NOT_BELIEVED[kind](ann), **content)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized"), answer.text


@pytest.mark.parametrize("operation", ROUTES)
def test_nothing_is_open_without_a_token(api, ann, order, operation):
    method, path, content = routes(ann, order)[operation]

    answer = api.http.request(method, path, **content)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized"), answer.text


@pytest.mark.parametrize("operation", ROUTES)
@pytest.mark.parametrize("scope", ["", "read:assets"])
def test_every_route_wants_its_scope(ann, order, operation, scope):
    method, path, content = routes(ann, order)[operation]

    answer = ann.ask(method, path, token=ann.token(scope=scope), **content)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "missing_scope"), answer.text


@pytest.mark.parametrize("operation", ["OpenSession", "EndSession", "SubmitOrder", "CancelOrder"])
def test_whoever_may_only_read_changes_nothing(ann, order, operation):
    method, path, content = routes(ann, order)[operation]

    answer = ann.ask(method, path, token=ann.token(scope="trades:read"), **content)

    assert answer.json()["error"]["message"] == "the access token lacks trades:write"


@pytest.mark.parametrize("operation", ["GetSession", "EndSession", "ListOrders", "GetOrder"])
def test_anothers_is_answered_like_what_does_not_exist(ann, bob, order, operation):
    method, path, content = routes(ann, order)[operation]
    missing = path.replace(ann.session, UNKNOWN).replace(id_of(order), UNKNOWN).replace("anns", "nobodys")
    assert missing != path

    theirs, nobodys = bob.ask(method, path, **content), bob.ask(method, missing, **content)

    assert said(theirs) == said(nobodys)
    assert theirs.status_code == 404


def test_anothers_session_is_no_session_to_trade_in(ann, bob, order):
    answers = [
        bob.ask("POST", "/trades", headers={"Signal9-Session": session}, json=bob.form())
        for session in (ann.session, UNKNOWN)
    ]

    assert said(answers[0]) == said(answers[1])
    assert answers[0].json()["error"]["code"] == "session_not_live"


def test_anothers_account_is_no_account_to_trade_in(api, ann, bob):
    form = ann.form()

    theirs, nobodys = bob.submit(form), bob.submit({**form, "account_id": "nobodys"})

    assert said(theirs) == said(nobodys)
    assert theirs.status_code == 404
    assert api.queued(id_of(form)) == []


def test_anothers_order_is_not_canceled(api, ann, bob):
    form = ann.form()
    ann.submit(form)

    answer = bob.ask("DELETE", f"/trades/{id_of(form)}", headers={"Signal9-Session": bob.session})

    assert answer.status_code == 404
    assert [message["kind"] for message in api.queued(id_of(form))] == ["submit"]


def test_the_session_of_ann_still_lives(ann):
    """None of the requests above that had no right to has ended it."""
    assert ann.ask("GET", f"/sessions/{ann.session}").json()["status"] == "live"


def test_a_token_made_for_several_audiences_is_one_of_ours(ann):
    token = ann.token(aud=[AUDIENCE, "other"])

    assert ann.ask("GET", f"/sessions/{ann.session}", token=token).status_code == 200
