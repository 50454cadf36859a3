"""An order from the API to the book and back: filled, denied, canceled; listed page by page."""

import json
import time

import pytest

from tests.support.orders import id_of

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def trader(api):
    """With an account in the ledger, and the desk at work."""
    opened = api.laptop.client("lambda").invoke(
        FunctionName="signal9-local-OpenAccount",
        Payload=json.dumps(
            {
                "account_id": "traders",
                "user_id": "trader",
                "broker": "simulated",
                "deposit": {"id": "11111111-1111-4111-8111-111111111111", "amount_usd": "100000"},
            }
        ),
    )
    assert "FunctionError" not in opened, opened["Payload"].read()
    api.process_queue(processed=True)
    yield api.person("trader", "traders").in_session()
    api.process_queue(processed=False)


def settled(trader, form, *statuses):
    ends = time.monotonic() + PATIENCE_SECONDS
    while (order := trader.ask("GET", f"/trades/{id_of(form)}").json())["status"] not in statuses:
        assert time.monotonic() < ends, order
        time.sleep(0.3)
    return order


@pytest.mark.acceptance(134)
def test_an_order_for_what_is_not_listed_is_denied_with_its_code(trader):
    form = trader.form(symbol="NOSUCH")
    trader.submit(form)

    order = settled(trader, form, "rejected")

    assert order["denial_code"] == "SYMBOL_UNKNOWN"
    assert [event["to_status"] for event in order["events"]] == ["queued", "rejected"]


def test_the_preview_says_what_then_happens(trader):
    form = trader.form(symbol="NOSUCH")

    preview = trader.ask("POST", "/trades/preview", json=form).json()

    assert (preview["would_be"], preview["denial_code"]) == ("rejected", "SYMBOL_UNKNOWN")
    assert trader.ask("GET", f"/trades/{id_of(form)}").status_code == 404


@pytest.mark.acceptance(134)
def test_a_closed_order_cannot_be_canceled(trader):
    form = trader.form(symbol="NOSUCH")
    trader.submit(form)
    settled(trader, form, "rejected")

    answer = trader.ask("DELETE", f"/trades/{id_of(form)}", headers={"Signal9-Session": trader.session})

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "order_closed")


def test_pages_hold_every_order_once_and_only_their_own_list_goes_on(api, trader, bob):
    forms = [trader.form(symbol="NOSUCH") for _ in range(5)]
    for form in forms:
        trader.submit(form)
    for form in forms:
        settled(trader, form, "rejected")
    path, seen, token = "/trades?account_id=traders&limit=2", [], None
    while True:
        page = trader.ask("GET", path + (f"&next_token={token}" if token else "")).json()
        seen += [order["order_id"] for order in page["items"]]
        token = page["next_token"] or None
        if token is None:
            break
        last = token

    assert len(seen) == len(set(seen))
    assert {id_of(form) for form in forms} <= set(seen)
    changed = ("A" if last[0] != "A" else "B") + last[1:]
    api.person("bob", "traders")
    for person, query in (
        (trader, f"next_token={changed}"),
        (trader, f"next_token={last}&status=filled"),
        (bob, f"next_token={last}"),
    ):
        answer = person.ask("GET", f"{path}&{query}")
        assert answer.status_code == 400, query
        assert [one["field"] for one in answer.json()["error"]["details"]] == ["next_token"]
