"""Made-up prices: possible as bars, on trading days only, and the same on every run."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.sandbox.market_days import bar_timestamp, is_trading_day, next_trading_day, trading_days
from scripts.sandbox.price_walk import Temper, bars_until, seeded, walk

DAY = date(2026, 5, 27)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=6), st.floats(1.0, 900.0), st.floats(0.0, 2.5), st.floats(0.001, 0.05))
def test_every_bar_is_possible_and_the_wanted_close_is_hit(seed, close, beta, spread):
    days = trading_days(DAY + timedelta(days=9), 40)
    bars = walk(seeded(seed), days, Temper(beta, spread, 1e6), close=close, on=DAY)
    assert bars == walk(seeded(seed), days, Temper(beta, spread, 1e6), close=close, on=DAY)
    assert bars_until(bars, DAY)[-1]["c"] == round(close, 2)
    for bar in bars:
        assert bar["l"] <= min(bar["o"], bar["c"]) <= max(bar["o"], bar["c"]) <= bar["h"]
        assert bar["v"] > 0


def test_there_are_no_bars_on_weekends_and_holidays():
    days = trading_days(date(2026, 7, 8), 300)
    assert len(days) == 300
    assert all(day.weekday() < 5 for day in days)
    assert date(2026, 5, 25) not in days
    assert date(2026, 7, 3) not in days


@pytest.mark.parametrize(
    ("day", "timestamp"),
    [
        ("2026-03-06", "2026-03-06T05:00:00Z"),
        ("2026-03-09", "2026-03-09T04:00:00Z"),
        ("2025-10-31", "2025-10-31T04:00:00Z"),
        ("2025-11-03", "2025-11-03T05:00:00Z"),
    ],
)
def test_a_bar_starts_at_midnight_in_new_york(day, timestamp):
    assert bar_timestamp(date.fromisoformat(day)) == timestamp


def test_the_next_trading_day_skips_a_long_weekend():
    assert not is_trading_day(date(2026, 5, 25))
    assert next_trading_day(date(2026, 5, 22)) == date(2026, 5, 26)


@pytest.mark.parametrize("symbol", ["AAPL", "ZQAN", "QZB.B", "ZQET"])
def test_served_bars_cover_a_year_and_the_week_after_the_default_day(folder, symbol):
    bars = folder.bars(symbol)
    assert len(bars_until(bars, DAY)) >= 255
    assert bars[-1]["t"] > "2026-06-03"
    assert [bar["t"] for bar in bars] == sorted(bar["t"] for bar in bars)
