import pytest

from functions.research import wiring
from tests.support import desk
from tests.support.stage import signal9

EXACT = {"symbol", "name", "rating", "label", "confidence", "as_of", "findings", "reason"}


@pytest.fixture(scope="module", autouse=True)
def mixed_day(shared_stage):
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
    desk.listed("GONE", "Delisted Corporation", status="inactive")
    desk.listed("SICK", "Sick Corporation")
    desk.did("SICK", "failed", reason="ProviderUnavailable: connection reset")
    desk.rated("SICK", 3.6, day="2026-11-19")
    desk.did("ACME", day="2026-11-19")
    desk.rated("ACME", 2.9, day="2026-11-19")


def by_symbol(answer):
    return {asset["symbol"]: asset for asset in answer.document}


@pytest.fixture(scope="module")
def today(mixed_day):
    return by_symbol(signal9("ratings", "--json"))


def test_every_asset_the_day_looked_at_appears_once_with_a_rating_or_a_reason(today):
    assert {symbol: asset["reason"] for symbol, asset in today.items()} == {
        "ACME": None,
        "BRK.B": None,
        "SICK": None,
        "OLD": "STATEMENTS_TOO_OLD",
        "BAD": "FAILED",
        "SHELL": "NO_FUNDAMENTALS",
        "SPY": "INELIGIBLE_FUND",
        "LATE": "BUDGET_SPENT",
        "NEXT": "WAITING",
    }
    assert all((asset["rating"] is None) == bool(asset["reason"]) for asset in today.values())
    assert all(asset.keys() >= EXACT for asset in today.values())


def test_findings_are_sorted_codes_of_the_rating_its_flags_and_what_was_quarantined(today):
    assert today["ACME"]["findings"] == ["BALANCE_IDENTITY_OFF", "UNIT_JUMP"]
    assert today["BRK.B"]["findings"] == ["STALE_STATEMENTS"]
    assert today["BAD"]["findings"] == ["PAYLOAD_IS_NOTICE"]


def test_the_reasons_are_explained_in_the_days_own_words(today):
    explained = {symbol: asset["explanation"] for symbol, asset in today.items()}

    assert explained["BAD"].endswith("ProviderUnavailable: connection reset")
    assert explained["LATE"].endswith("no calls left until 2026-11-21")
    assert explained["ACME"] is None


def test_all_adds_the_active_assets_the_day_did_not_look_at():
    assets = by_symbol(signal9("ratings", "--all", "--json"))

    assert assets["REST"]["reason"] == "NOT_LOOKED_AT"
    assert "GONE" not in assets


def test_a_past_day_shows_the_ratings_as_they_were_then():
    [acme] = signal9("ratings", "--day", "2026-11-19", "--json").document

    assert (acme["rating"], acme["as_of"]) == (2.9, "2026-11-19T07:00:00Z")


def test_an_asset_that_failed_today_keeps_its_earlier_rating_and_says_what_went_wrong(today):
    sick = today["SICK"]

    assert (sick["rating"], sick["as_of"][:10], sick["reason"]) == (3.6, "2026-11-19", None)
    assert sick["trouble"].endswith("ProviderUnavailable: connection reset")
