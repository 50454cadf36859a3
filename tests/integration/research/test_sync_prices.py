import pytest

from functions.research import wiring
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.handlers import sync_prices

BARS = "/v2/stocks/bars"


def sync(stack, after=""):
    return stack.run("sync_prices", as_of=stack.market.at(4), after_symbol=after)


def stored(symbol, bars=100):
    return [
        (bar.timestamp[:10], bar.volume) for bar in wiring.prices().latest(symbol, until="2027", bars=bars)
    ]


@pytest.fixture
def slices_of_four(monkeypatch):
    """Two calls of two symbols each, instead of ten of 200."""
    monkeypatch.setattr(sync_prices, "SYMBOLS_PER_CALL", 2)
    monkeypatch.setattr(sync_prices, "CALLS_PER_SLICE", 2)


def test_a_first_sync_brings_a_week_of_bars_and_what_is_traded(stack, market):
    stack.holds("ACME")
    market.trades("ACME", d2026_04_27=1, d2026_04_28=1000, d2026_05_06=2000, d2026_05_07=3000, d2026_05_11=9)

    assert sync(stack) == {"outcome": "stored", "after_symbol": "ACME", "bars": 3}

    assert stored("ACME") == [("2026-05-07", 3000), ("2026-05-06", 2000), ("2026-04-28", 1000)]
    held = wiring.assets().get("ACME")
    assert (held.volume, held.volume_as_of) == (2000, "2026-05-07T04:00:00Z")


def test_later_syncs_start_three_days_before_the_last_one(stack, market):
    stack.holds("ACME")
    market.trades("ACME", d2026_04_30=1, d2026_05_04=2, d2026_05_07=3)
    stack.run("complete_run", job="asset-sync", as_of="2026-05-07T04:00:00Z")

    assert sync(stack)["bars"] == 2
    assert stored("ACME") == [("2026-05-07", 3), ("2026-05-04", 2)]


def test_a_corrected_bar_replaces_the_one_before(stack, market):
    stack.holds("ACME")
    market.trades("ACME", d2026_05_07=3000)
    sync(stack)
    market.trades("ACME", d2026_05_07=4000)
    sync(stack)

    assert stored("ACME") == [("2026-05-07", 4000)]
    assert wiring.assets().get("ACME").volume == 4000


def test_what_starts_after_the_run_is_not_known_to_it(stack, market):
    stack.holds("ACME")
    market.trades("ACME", d2026_05_07=3000, d2026_05_08=5000)

    stack.run("sync_prices", as_of="2026-05-08T03:59:59Z", after_symbol="")

    assert stored("ACME") == [("2026-05-07", 3000)]


def test_prices_come_in_slices_that_say_where_to_go_on(stack, market, slices_of_four):
    stack.holds("AA", "BB", "CC", "DD", "EE")
    for symbol in ("AA", "BB", "CC", "DD", "EE"):
        market.trades(symbol, d2026_05_07=10)

    assert sync(stack) == {"outcome": "more", "after_symbol": "DD", "bars": 4}
    assert stored("EE") == []
    assert sync(stack, "DD") == {"outcome": "stored", "after_symbol": "EE", "bars": 1}
    assert market.asked("alpaca") == [BARS] * 3


@pytest.mark.parametrize("symbols", [4, 0])
def test_a_slice_that_fits_exactly_is_the_last(stack, market, slices_of_four, symbols):
    stack.holds(*("AA", "BB", "CC", "DD")[:symbols])

    assert sync(stack)["outcome"] == "stored"


def test_a_limit_in_mid_slice_goes_on_behind_what_is_stored(stack, market, slices_of_four):
    stack.holds("AA", "BB", "CC", "DD")
    for symbol in ("AA", "BB", "CC", "DD"):
        market.trades(symbol, d2026_05_07=10)
    market.fails(BARS, "status", 429, symbol="CC", times=1)

    answer = sync(stack)

    assert (answer["outcome"], answer["after_symbol"]) == ("throttled", "BB")
    assert stored("AA") != []
    assert sync(stack, "BB") == {"outcome": "stored", "after_symbol": "DD", "bars": 2}


def test_only_active_and_tradable_assets_have_prices(stack, market):
    stack.holds("ACME", "GONE")
    wiring.assets().mark_inactive("GONE", market.at(4))
    market.trades("ACME", d2026_05_07=10)
    market.trades("GONE", d2026_05_07=10)

    assert sync(stack)["bars"] == 1


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("status", 401, ProviderRefused),
        ("status", 500, ProviderUnavailable),
        ("reset", None, ProviderUnavailable),
    ],
)
def test_a_broker_in_trouble_fails_the_run(stack, market, kind, value, error):
    stack.holds("ACME")
    market.fails(BARS, kind, value)

    with pytest.raises(error, match="Alpaca bars: "):
        sync(stack)


def test_an_unreadable_bar_costs_itself_only(stack, market):
    stack.holds("ACME")
    good = {"t": "2026-05-07T04:00:00Z", "o": 10, "h": 11, "l": 9, "c": 10, "v": 5, "n": None, "vw": None}
    market.writes("alpaca/bars/ACME.json", [{**good, "t": "2026-05-06T04:00:00Z", "c": 0}, good])

    assert sync(stack)["bars"] == 1
    [bar] = wiring.prices().latest("ACME", until="2027", bars=5)
    assert (bar.close, bar.trade_count, bar.vwap) == (10.0, None, None)
