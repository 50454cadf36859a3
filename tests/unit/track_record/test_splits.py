"""Which price jumps look like splits: raw bars show them, and nobody tells us of them."""

from datetime import date

import pytest

from functions.research.domain.splits import is_suspect, split_like_jump

JUMP = date(2026, 6, 10)


@pytest.fixture
def month(bar):
    """Ten ordinary days at 100, then one that opens at `opening` with `turnover` times the usual money."""

    def made(opening, turnover=1.0):
        ordinary = [bar(f"2026-05-{day:02d}", 100.0) for day in range(18, 28)]
        volume = round(turnover * 100_000 / opening)
        return [*ordinary, bar(str(JUMP), opening, volume=volume), bar("2026-06-11", opening, volume=volume)]

    return made


@pytest.mark.parametrize("opening", [50, 33.4, 25, 10, 5, 66.7, 150, 200, 300, 1000, 2500, 48.1, 51.9, 207])
def test_a_night_that_moves_the_price_by_a_splits_size_looks_like_one(month, opening):
    assert split_like_jump(month(opening)) == JUMP


@pytest.mark.parametrize("opening", [100, 97, 90, 75, 69.5, 64.0, 57, 53, 47.5, 40, 140, 160, 180, 209, 240])
def test_a_night_that_moves_it_otherwise_does_not(month, opening):
    assert split_like_jump(month(opening)) is None


@pytest.mark.parametrize(("turnover", "jumped_on"), [(4.9, JUMP), (5.1, None)])
def test_a_company_that_halves_on_news_is_traded_many_times_as_much(month, turnover, jumped_on):
    assert split_like_jump(month(50, turnover)) == jumped_on


def test_a_slow_fall_by_half_is_no_split(bar):
    falling = [bar(f"2026-06-{day:02d}", 100 - 4 * day, opening=104 - 4 * day) for day in range(1, 16)]

    assert split_like_jump(falling) is None


def test_a_day_without_trades_before_it_says_nothing_about_what_is_usual(bar):
    quiet = [bar("2026-06-09", 100.0, volume=0), bar(str(JUMP), 50.0, volume=9000)]

    assert split_like_jump(quiet) == JUMP


def test_a_price_of_nothing_is_no_split(bar):
    assert split_like_jump([bar("2026-06-09", 100.0), bar(str(JUMP), 90.0, opening=0.0)]) is None


@pytest.mark.parametrize("days", [0, 1])
def test_less_than_two_days_hold_no_jump(bar, days):
    assert split_like_jump([bar("2026-06-09", 100.0)][:days]) is None


@pytest.mark.parametrize(
    ("start", "end", "suspect"), [(100, 140, True), (140, 100, True), (100, 139, False), (139, 100, False)]
)
def test_closes_are_looked_into_when_they_are_far_apart(start, end, suspect):
    assert is_suspect(start, end) == suspect
