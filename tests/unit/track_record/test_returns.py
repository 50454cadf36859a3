"""Returns worked out by hand, and every reason why there is none."""

from datetime import date

import pytest

from functions.research.domain.track_record import (
    Close,
    Ends,
    Span,
    UniverseReturn,
    ends,
    outcome,
    publication,
    universe_return,
)

PUBLISHED_ON = date(2026, 5, 27)
SPAN = Span(PUBLISHED_ON, 1)
RATING = {
    "symbol": "ACME", "as_of": "2026-05-27T07:00:00Z", "rating": 4.1, "label": "buy", "score100": 77.5,
    "confidence": 89.0, "rating_low": 3.5, "rating_high": 4.8,
    "rule_set": {"version": "1", "content_hash": "0123456789abcdef"},
}  # fmt: skip


def held(start, end, **more):
    return Ends(Close(PUBLISHED_ON, start), Close(SPAN.due_on, end) if end else None, **more)


def test_the_excess_return_is_what_is_over_the_mean_of_all(published):
    universe = universe_return([held(100, 110), held(50, 45), held(20, 22), held(10, 12)])

    settled = outcome(published(), SPAN, held(100, 110), universe)

    # +10 %, -10 %, +10 %, +20 %: a mean of +7.5 %.
    assert universe == UniverseReturn(mean=0.075, size=4, delisted=0, jumped=0)
    assert (settled.price_return, settled.excess_return, settled.reason) == (0.1, 0.025, None)


def test_the_parts_are_equal_whatever_a_share_costs():
    assert universe_return([held(1000, 1100), held(1, 0.9)]).mean == 0.0


def test_a_universe_of_one_asset_has_no_excess(published):
    alone = held(100, 130)

    settled = outcome(published(), SPAN, alone, universe_return([alone]))

    assert (settled.price_return, settled.excess_return, settled.universe.size) == (0.3, 0.0, 1)


def test_members_without_a_close_at_both_ends_do_not_count():
    members = [held(100, 110), held(100, None), Ends(None, None), Ends(None, Close(SPAN.due_on, 5.0))]

    assert universe_return(members) == UniverseReturn(mean=0.1, size=1, delisted=0, jumped=0)


def test_a_delisted_member_counts_with_its_last_close():
    members = [held(100, 110), held(100, 20, is_delisted=True)]

    assert universe_return(members) == UniverseReturn(mean=-0.35, size=2, delisted=1, jumped=0)


def test_a_member_that_seems_to_have_split_is_left_out_and_counted():
    members = [held(100, 110), held(100, 10, jumped_on=date(2026, 6, 10))]

    assert universe_return(members) == UniverseReturn(mean=0.1, size=1, delisted=0, jumped=1)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (Ends(None, None), "NO_PRICE_AT_PUBLICATION"),
        (held(100, None), "NO_PRICE_AT_HORIZON"),
        (held(100, 50, jumped_on=date(2026, 6, 10)), "SPLIT_LIKE_JUMP"),
    ],
)
def test_an_outcome_without_a_return_says_why(published, own, reason):
    settled = outcome(published(), SPAN, own, universe_return([held(100, 110)]))

    assert (settled.reason, settled.price_return, settled.excess_return) == (reason, None, None)
    assert settled.universe.mean == 0.1


def test_an_asset_that_nobody_lists_has_a_return_and_nothing_to_compare_it_with(published):
    settled = outcome(published(), SPAN, held(100, 110), universe_return([]))

    assert (settled.reason, settled.price_return, settled.excess_return) == ("NO_UNIVERSE", 0.1, None)


@pytest.mark.parametrize(
    ("day", "is_used"),
    [("2026-05-27", True), ("2026-05-20", True), ("2026-05-19", False), ("2026-05-28", False)],
)
def test_the_close_at_publication_is_at_most_seven_days_old(bar, day, is_used):
    found = ends(SPAN, bar(day, 10.0), bar("2026-06-26", 11.0))

    assert found.start == (Close(date.fromisoformat(day), 10.0) if is_used else None)
    assert (found.price_return is not None) == is_used


@pytest.mark.parametrize(
    ("day", "is_used"), [("2026-06-27", True), ("2026-06-20", True), ("2026-06-19", False)]
)
def test_the_close_at_the_horizon_is_at_most_seven_days_old(bar, day, is_used):
    found = ends(SPAN, bar("2026-05-27", 10.0), bar(day, 11.0))

    assert found.end == (Close(date.fromisoformat(day), 11.0) if is_used else None)


@pytest.mark.parametrize(
    ("delisted_on", "end", "is_delisted"),
    [
        (date(2026, 6, 2), 4.0, True),
        (date(2026, 6, 27), 4.0, True),  # the day of the horizon
        (date(2026, 6, 28), None, False),  # not yet known to be gone at the horizon
        (date(2026, 5, 28), 4.0, True),
    ],
)
def test_an_asset_that_left_in_between_ends_at_its_last_close(bar, delisted_on, end, is_delisted):
    found = ends(SPAN, bar("2026-05-27", 10.0), bar("2026-06-01", 4.0), delisted_on)

    assert (found.end.price if found.end else None) == end
    assert found.is_delisted == is_delisted


@pytest.mark.parametrize("delisted_on", [date(2026, 5, 27), date(2026, 5, 26)])
def test_an_asset_that_had_left_before_is_no_member(bar, delisted_on):
    found = ends(SPAN, bar("2026-05-26", 10.0), bar("2026-05-26", 10.0), delisted_on)

    assert (found.start, found.end) == (None, None)


def test_an_asset_never_traded_has_no_ends():
    assert ends(SPAN, None, None) == Ends(None, None)


def test_a_publication_says_what_was_rated_and_the_newest_close_of_then(bar):
    told = publication(RATING, [bar("2026-05-26", 10.5)])

    assert (told.symbol, told.rating, told.label, told.score100) == ("ACME", 4.1, "buy", 77.5)
    assert (told.confidence, told.rating_low, told.rating_high) == (89.0, 3.5, 4.8)
    assert (told.rule_set_version, told.rule_set_hash) == ("1", "0123456789abcdef")
    assert told.price == Close(date(2026, 5, 26), 10.5)


@pytest.mark.parametrize(
    ("as_of", "close"),
    [
        ("2026-05-27T04:00:00Z", 10.5),
        ("2026-05-27T03:59:59Z", 10.0),
        ("2026-05-27T23:59:59Z", 10.5),
        ("2026-05-28T04:00:00Z", 11.0),
    ],
)
def test_a_day_that_is_not_over_has_no_close_yet(bar, as_of, close):
    bars = [bar("2026-05-27", 11.0), bar("2026-05-26", 10.5), bar("2026-05-25", 10.0)]

    assert publication({**RATING, "as_of": as_of}, bars).price.price == close


def test_a_rating_is_published_without_a_price_that_is_too_old(bar):
    assert publication(RATING, [bar("2026-05-19", 10.5)]).price is None
    assert publication(RATING, []).price is None
