import pytest

from functions.research import wiring
from tests.support import desk

EXACT = {"symbol", "name", "rating", "label", "confidence", "as_of", "findings", "reason"}


@pytest.fixture
def mixed_day(stage):
    """One asset of every fate a day can bring."""
    desk.ran()
    desk.listed("ACME", "Acme Corporation")
    desk.did("ACME")
    desk.rated("ACME", 3.6, label="buy", findings=("UNIT_JUMP", "BALANCE_IDENTITY_OFF"))
    desk.listed("BRK.B", "Berkshire Hathaway")
    desk.did("BRK.B", "unchanged")
    desk.rated("BRK.B", 4.4, day="2026-11-19", label="strong_buy", flags=("STALE_STATEMENTS",))
    desk.listed("OLD", "Old Company")
    desk.did("OLD")
    desk.withheld("OLD", "STATEMENTS_TOO_OLD")
    desk.listed("BAD", "Broken Books", quarter=None)
    desk.did("BAD", "failed", reason="ProviderUnavailable: connection reset")
    desk.quarantined("BAD", "OVERVIEW", "PAYLOAD_IS_NOTICE", "a notice, not a profile")
    desk.listed("SHELL", "Shell Company", quarter=None)
    desk.did("SHELL", "no_fundamentals")
    desk.listed("SPY", "SPDR S&P 500 ETF Trust", quarter=None, exchange="ARCA")
    desk.did("SPY", "no_fundamentals", trigger="manual")
    desk.listed("LATE", "Late Corporation", quarter=None)
    desk.did("LATE", "budget_spent", reason="no calls left until 2026-11-21")
    desk.listed("NEXT", "Next Corporation", quarter=None)
    wiring.run_log().planned(desk.at("2026-11-20"), "regular", ["ACME", "OLD", "LATE", "NEXT"])
    desk.listed("REST", "Resting Corporation", quarter=None)


def by_symbol(answer):
    return {asset["symbol"]: asset for asset in answer.document}


def test_every_asset_the_day_looked_at_appears_once_with_a_rating_or_a_reason(signal9, mixed_day):
    assets = by_symbol(signal9("ratings", "--json"))

    assert {symbol: asset["reason"] for symbol, asset in assets.items()} == {
        "ACME": None,
        "BRK.B": None,
        "OLD": "STATEMENTS_TOO_OLD",
        "BAD": "FAILED",
        "SHELL": "NO_FUNDAMENTALS",
        "SPY": "INELIGIBLE_FUND",
        "LATE": "BUDGET_SPENT",
        "NEXT": "WAITING",
    }
    assert all((asset["rating"] is None) == bool(asset["reason"]) for asset in assets.values())
    assert all(asset.keys() >= EXACT for asset in assets.values())


def test_findings_are_sorted_codes_of_the_rating_its_flags_and_what_was_quarantined(signal9, mixed_day):
    assets = by_symbol(signal9("ratings", "--json"))

    assert assets["ACME"]["findings"] == ["BALANCE_IDENTITY_OFF", "UNIT_JUMP"]
    assert assets["BRK.B"]["findings"] == ["STALE_STATEMENTS"]
    assert assets["BAD"]["findings"] == ["PAYLOAD_IS_NOTICE"]


def test_the_reasons_are_explained_in_the_days_own_words(signal9, mixed_day):
    explained = {
        symbol: asset["explanation"] for symbol, asset in by_symbol(signal9("ratings", "--json")).items()
    }

    assert explained["BAD"].endswith("ProviderUnavailable: connection reset")
    assert explained["LATE"].endswith("no calls left until 2026-11-21")
    assert explained["ACME"] is None


def test_all_adds_the_active_assets_the_day_did_not_look_at(signal9, mixed_day):
    desk.listed("GONE", "Delisted Corporation", status="inactive")

    assets = by_symbol(signal9("ratings", "--all", "--json"))

    assert assets["REST"]["reason"] == "NOT_LOOKED_AT"
    assert "GONE" not in assets


def test_a_past_day_shows_the_ratings_as_they_were_then(signal9, mixed_day):
    desk.did("ACME", day="2026-11-19")
    desk.rated("ACME", 2.9, day="2026-11-19")

    [acme] = signal9("ratings", "--day", "2026-11-19", "--json").document

    assert (acme["rating"], acme["as_of"]) == (2.9, "2026-11-19T07:00:00Z")


def test_an_asset_that_failed_today_keeps_its_earlier_rating_and_says_what_went_wrong(signal9, stage):
    desk.ran()
    desk.listed("ACME", "Acme Corporation")
    desk.rated("ACME", 3.6, day="2026-11-19")
    desk.did("ACME", "failed", reason="ProviderUnavailable: connection reset")

    [acme] = signal9("ratings", "--json").document

    assert (acme["rating"], acme["as_of"][:10], acme["reason"]) == (3.6, "2026-11-19", None)
    assert acme["trouble"].endswith("ProviderUnavailable: connection reset")
