"""Each path of each machine, run in an interpreter that is not the emulator's."""

import json

import pytest

from tests.workflow.interpreter import DAY, FAULT, job, run

SEEN = f"{DAY}T07:00:00Z"
FINE = {"outcome": "stored"}


def test_assets_then_prices_slice_by_slice_then_the_job_moves_forward(monkeypatch):
    answers = {
        "SyncAssets": FINE,
        "SyncPrices": [{"outcome": "more", "after_symbol": "MRVL"}, {**FINE, "after_symbol": "TSLA"}],
        "CompleteRun": None,
    }

    ended, functions = run("AssetSync", job("asset-sync"), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["SyncAssets", "SyncPrices", "SyncPrices", "CompleteRun"]
    assert [p["after_symbol"] for p in functions.payloads("SyncPrices")] == ["", "MRVL"]


def test_a_broker_that_asks_for_patience_is_waited_for(monkeypatch):
    throttled = {"outcome": "throttled", "retry_after_seconds": 1}
    answers = {
        "SyncAssets": [throttled, FINE],
        "SyncPrices": [{**throttled, "after_symbol": "AAPL"}, {**FINE, "after_symbol": "TSLA"}],
        "CompleteRun": None,
    }

    ended, functions = run("AssetSync", job("asset-sync"), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert [p["after_symbol"] for p in functions.payloads("SyncPrices")] == ["", "AAPL"]


@pytest.mark.acceptance(118)
@pytest.mark.parametrize(
    ("machine", "name", "function"),
    [
        ("AssetSync", "asset-sync", "SyncAssets"),
        ("EarningsCalendarSync", "earnings-calendar-sync", "SyncEarningsCalendar"),
        ("NewsSentimentSync", "news-sentiment-sync", "SyncNewsSentiment"),
    ],
)
def test_a_sync_that_fails_after_its_retries_is_recorded_and_fails_by_name(
    machine, name, function, monkeypatch
):
    ended, functions = run(machine, job(name), {function: FAULT, "RecordFailure": None}, monkeypatch)

    assert ended["status"] == "FAILED"
    assert ended["error"] == f"{machine}Failed"
    assert functions.names() == [function] * 4 + ["RecordFailure"]
    [recorded] = functions.payloads("RecordFailure")
    assert "disk on fire" in json.dumps(recorded["error"])


@pytest.mark.parametrize(
    ("machine", "name", "function"),
    [
        ("EarningsCalendarSync", "earnings-calendar-sync", "SyncEarningsCalendar"),
        ("NewsSentimentSync", "news-sentiment-sync", "SyncNewsSentiment"),
    ],
)
def test_a_spent_budget_ends_the_sync_well_without_moving_it_forward(machine, name, function, monkeypatch):
    ended, functions = run(machine, job(name), {function: {"outcome": "budget_spent"}}, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == [function]


def test_news_are_fetched_until_the_window_is_empty(monkeypatch):
    answers = {"SyncNewsSentiment": [{"outcome": "more"}, {"outcome": "more"}, FINE], "CompleteRun": None}

    ended, functions = run("NewsSentimentSync", job("news-sentiment-sync"), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names().count("SyncNewsSentiment") == 3


def analysed(symbols):
    return {"as_of": f"{DAY}T07:00:00Z", "symbols": symbols}


@pytest.mark.acceptance(118)
def test_a_usable_asset_is_validated_rated_stored_and_announced(monkeypatch):
    answers = {
        "ValidateData": {"outcome": "usable", "seen_until": SEEN},
        "AnalyzeAsset": {"seen_until": SEEN, "rating": {"symbol": "AAPL", "rating": 4.1}},
        "StoreResult": {"analysis_id": "a1", "rating": 4.1},
        "NotifySubscribers": {"symbol": "AAPL", "status": "completed"},
    }

    ended, functions = run("Analysis", analysed(["AAPL"]), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.names() == ["ValidateData", "AnalyzeAsset", "StoreResult", "NotifySubscribers"]


def test_an_unusable_asset_is_stored_with_its_reason_and_not_rated(monkeypatch):
    withheld = {"symbol": "ETF", "rating": None, "reason": "NO_STATEMENTS"}
    answers = {
        "ValidateData": {"outcome": "unusable", "seen_until": SEEN, "rating": withheld},
        "StoreResult": {"analysis_id": "a1", "rating": None},
        "NotifySubscribers": {"symbol": "ETF", "status": "completed"},
    }

    ended, functions = run("Analysis", analysed(["ETF"]), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert functions.payloads("StoreResult")[0]["rating"] == withheld


@pytest.mark.acceptance(118)
@pytest.mark.parametrize("function", ["ValidateData", "AnalyzeAsset", "StoreResult"])
def test_a_failed_analysis_is_recorded_and_announced_while_the_others_go_on(function, monkeypatch):
    fine = {
        "ValidateData": {"outcome": "usable", "seen_until": SEEN},
        "AnalyzeAsset": {"seen_until": SEEN, "rating": {"rating": 3.0}},
        "StoreResult": {"analysis_id": "a1"},
    }

    def unless_bad(name):
        return lambda payload: FAULT if name == function and payload["symbol"] == "BAD" else fine[name]

    answers = {name: unless_bad(name) for name in fine}
    answers |= {"RecordFailure": None, "NotifySubscribers": lambda payload: payload}

    ended, functions = run("Analysis", analysed(["AAPL", "BAD"]), answers, monkeypatch)

    assert ended["status"] == "SUCCEEDED"
    assert [p["symbol"] for p in functions.payloads("RecordFailure")] == ["BAD"]
    statuses = {p["symbol"]: p["status"] for p in functions.payloads("NotifySubscribers")}
    assert statuses == {"AAPL": "completed", "BAD": "failed"}
