"""`signal9 orders`, `positions` and `ledger` on a deployed stage, as a person types them."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

SIGNAL9 = Path(sys.executable).with_name("signal9")
PATIENCE_SECONDS = 60
UNLISTED = ("buy", "NOSUCH", "--quantity", "1", "--account", "cleos")


@pytest.fixture(scope="module")
def signal9(api):
    """Somebody's terminal: logged in, with an account of 5,000 USD, and the desk at work."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= {"SIGNAL9_LOCAL_DIR": str(api.laptop.folder), "COLUMNS": "120"}

    def run(*arguments, code=0):
        done = subprocess.run(
            [SIGNAL9, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done.stdout + done.stderr

    api.process_queue(processed=True)
    run("accounts", "open", "cleos", "--user", "cleo", "--deposit", "5000")
    run("login", "--as", "cleo")
    yield run
    api.process_queue(processed=False)


@pytest.fixture(scope="module")
def denied(signal9):
    """An order that the desk has judged."""
    order_id = signal9("orders", "submit", *UNLISTED, "--analysis", "abc-1", "--json")["order_id"]
    ends = time.monotonic() + PATIENCE_SECONDS
    while (order := signal9("orders", "show", order_id, "--json"))["status"] == "queued":
        assert time.monotonic() < ends, order
    return order


def test_an_order_is_shown_with_its_denial_and_its_history(signal9, denied):
    told = signal9("orders", "show", denied["order_id"])

    assert (denied["status"], denied["denial_code"]) == ("rejected", "SYMBOL_UNKNOWN")
    assert "buy 1 NOSUCH day: rejected (SYMBOL_UNKNOWN)" in told
    assert len([line for line in told.splitlines() if line.startswith("  2")]) == 2


def test_every_change_of_an_order_is_kept_in_the_audit_store(api, denied):
    s3, ends = api.laptop.client("s3"), time.monotonic() + PATIENCE_SECONDS
    [bucket] = [b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("signal9-desk-")]
    kept = []
    while len(kept) < 2:
        assert time.monotonic() < ends, kept
        listed = s3.list_objects_v2(Bucket=bucket, Prefix="audit/").get("Contents", ())
        kept = sorted(each["Key"] for each in listed if denied["order_id"] in each["Key"])

    changes = [json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read()) for key in kept]
    assert [change["to_status"] for change in changes] == ["queued", "rejected"]
    assert {change["analysis_id"] for change in changes} == {"abc-1"}


def test_a_simulated_order_is_judged_and_sent_nowhere(signal9):
    before = signal9("orders", "list", "--account", "cleos", "--json")["items"]

    verdict = signal9("orders", "submit", *UNLISTED, "--simulate", "--json")
    told = signal9("orders", "submit", *UNLISTED, "--simulate")

    assert (verdict["would_be"], verdict["denial_code"]) == ("rejected", "SYMBOL_UNKNOWN")
    assert "would be rejected (SYMBOL_UNKNOWN" in told
    assert told.rstrip().endswith("nothing was sent")
    assert signal9("orders", "list", "--account", "cleos", "--json")["items"] == before


def test_the_same_client_order_id_orders_once(signal9):
    named = (*UNLISTED, "--client-order-id", "twice", "--json")

    first, second = (signal9("orders", "submit", *named)["order_id"] for _ in range(2))

    assert first == second


def test_orders_are_listed_by_account_and_status(signal9, denied):
    rejected = signal9("orders", "list", "--account", "cleos", "--status", "rejected", "--json")["items"]

    assert denied["order_id"] in {order["order_id"] for order in rejected}
    assert denied["order_id"] in signal9("orders", "list", "--account", "cleos")
    assert signal9("orders", "list", "--account", "cleos", "--status", "filled").strip() == "No orders."


def test_what_is_over_is_not_canceled(signal9, denied):
    assert "order_closed" in signal9("orders", "cancel", denied["order_id"], code=1)


def test_an_order_nobody_gave_is_not_found(signal9):
    unknown = "00000000-0000-5000-8000-000000000000"

    assert "order" in signal9("orders", "show", unknown, code=4)


def test_the_basis_of_an_order_says_that_its_analysis_is_not_held(signal9, denied):
    found = signal9("orders", "basis", denied["order_id"], "--json")

    assert found["doubts"] == ["no analysis abc-1 is held"]


def test_the_ledger_shows_what_was_paid_in_and_adds_up(signal9, denied):
    balances = signal9("ledger", "balances", "cleos", "--json")["items"]
    postings = signal9("ledger", "postings", "cleos", "--json")["items"]
    verified = signal9("ledger", "verify", "--json")

    assert {"book": "cash", "unit": "USD", "amount": "5000"} in balances
    assert {posting["kind"] for posting in postings} == {"deposit"}
    assert (verified["mismatches"], verified["examples"]) == (0, [])
    assert verified["postings"] >= 2
    assert "no mismatches" in signal9("ledger", "verify")
    assert signal9("positions", "cleos", "--json")["items"] == []
    assert signal9("positions", "cleos").strip() == "No positions."
