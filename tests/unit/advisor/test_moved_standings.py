"""From which change on a rating or a price is told to have moved."""

import pytest

from functions.advisor.domain.briefing import MOST_ASSETS, Watched, standing, symbols_of
from functions.advisor.domain.watchlists import Held, Watchlist
from functions.research.domain.assets import Bar

AS_OF = "2026-11-20T12:00:00Z"


def rating(number, label="hold", as_of="2026-11-20T07:00:00Z"):
    return {"rating": number, "label": label, "as_of": as_of}


def bar(close):
    return Bar("AAPL", "2026-11-19T05:00:00Z", close, close, close, close, 1, None, None)


def moved(*, ratings=(), closes=()):
    return standing(Watched("AAPL", ratings, [bar(close) for close in closes]), AS_OF)["moved"]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(4.1, 3.8, ["rating"]), (4.0, 3.8, []), (3.8, 4.1, ["rating"]), (None, 3.8, []), (3.8, None, [])],
)
def test_a_rating_moves_by_three_tenths_in_either_direction(now, before, expected):
    assert moved(ratings=[rating(now), rating(before)]) == expected


def test_another_label_is_a_move_however_small():
    assert moved(ratings=[rating(3.5, "buy"), rating(3.4, "hold")]) == ["rating"]


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-11-19T12:00:01Z", ["rating"]), ("2026-11-19T12:00:00Z", [])]
)
def test_a_rating_of_more_than_a_day_ago_is_no_news(as_of, expected):
    assert moved(ratings=[rating(4.5, as_of=as_of), rating(3.0)]) == expected


@pytest.mark.parametrize(
    ("closes", "expected"),
    [((105.0, 100.0), ["price"]), ((104.99, 100.0), []), ((95.0, 100.0), ["price"]), ((95.01, 100.0), [])],
)
def test_a_price_moves_by_five_percent_in_either_direction(closes, expected):
    assert moved(closes=closes) == expected


@pytest.mark.parametrize("closes", [(), (100.0,), (100.0, 0.0)])
def test_a_close_without_one_to_compare_it_with_has_no_change(closes):
    watched = Watched("AAPL", (), [bar(close) for close in closes])

    assert standing(watched, AS_OF)["close_change_percent"] is None


def test_assets_of_the_default_list_come_first_and_the_rest_while_there_is_room():
    def watchlist(name, first):
        assets = tuple(Held(f"S{number}", AS_OF) for number in range(first, first + 60))
        return Watchlist(name, name, "", assets, AS_OF, AS_OF)

    symbols = symbols_of([watchlist("a", 0), watchlist("b", 30)], "b")

    assert len(symbols) == len(set(symbols)) == 90
    assert symbols[:60] == [f"S{number}" for number in range(30, 90)]
    assert len(symbols_of([watchlist("a", 0), watchlist("b", 100)], "b")) == MOST_ASSETS
