"""The paths of the machine that holds the desk's book beside the brokers'."""

import json

from tests.workflow.interpreter import Failure, run

AS_OF = "2026-11-20T17:00:00Z"
ACCOUNTS = {"accounts": [{"account_id": name, "broker": "alpaca"} for name in ("anns", "bobs")]}
COMPARED = {"outcome": "compared", "account_id": "anns", "kinds": {"matched": 2}, "differences": []}
REPORT = {"kinds": {}, "needing_a_person": 0, "report": "reconciliation/1.json"}


def reported(functions):
    [report] = functions.payloads("ReportReconciliation")
    return report["accounts"]


def test_every_account_is_compared_and_all_of_it_is_reported(monkeypatch):
    answers = {
        "ListDeskAccounts": ACCOUNTS,
        "ReconcileAccount": COMPARED,
        "ReportReconciliation": REPORT,
    }

    ended, functions = run("Reconciliation", {"as_of": AS_OF}, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert sorted(each["account_id"] for each in functions.payloads("ReconcileAccount")) == ["anns", "bobs"]
    assert reported(functions) == [COMPARED, COMPARED]


def test_a_broker_that_asks_for_patience_is_asked_again(monkeypatch):
    answers = {
        "ListDeskAccounts": {"accounts": ACCOUNTS["accounts"][:1]},
        "ReconcileAccount": [{"outcome": "throttled", "retry_after_seconds": 7}, COMPARED],
        "ReportReconciliation": REPORT,
    }

    ended, functions = run("Reconciliation", {"as_of": AS_OF}, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names().count("ReconcileAccount") == 2
    assert reported(functions) == [COMPARED]


def test_an_account_that_cannot_be_compared_is_reported_and_holds_back_no_other(monkeypatch):
    fault = Failure(errorType="RuntimeError", errorMessage="no such broker")
    answers = {
        "ListDeskAccounts": {"accounts": ACCOUNTS["accounts"][:1]},
        "ReconcileAccount": fault,
        "ReportReconciliation": REPORT,
    }

    ended, functions = run("Reconciliation", {"as_of": AS_OF}, answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    [account] = reported(functions)
    assert (account["account_id"], account["kinds"]) == ("anns", {"ambiguous": 1})
    assert "no such broker" in json.dumps(account["error"])


def test_a_desk_that_cannot_be_asked_is_told_to_the_operators(monkeypatch):
    fault = Failure(errorType="RuntimeError", errorMessage="database unavailable")
    answers = {"ListDeskAccounts": fault, "RecordFailure": None}

    ended, functions = run("Reconciliation", {"as_of": AS_OF}, answers, monkeypatch)

    assert (ended["status"], ended["error"]) == ("FAILED", "ReconciliationFailed")
    [recorded] = functions.payloads("RecordFailure")
    assert recorded["workflow"] == "Reconciliation"
