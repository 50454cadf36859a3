from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.assets import Asset
from functions.research.domain.planner import (
    Candidate,
    Choice,
    Reason,
    Selection,
    select_regular,
    waiting_order,
)

AS_OF = "2026-11-20T07:00:00Z"
NEVER = "1970-01-01T00:00:00Z"


def days_ago(days):
    moment = datetime.fromisoformat(AS_OF) - timedelta(days=days)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def candidate(symbol, volume=1_000_000, age_days=10.0, **changed):
    flags = (True, True, True, True, True)
    asset = Asset(symbol, symbol, "Acme Corp", "us_equity", "NYSE", "active", *flags, (), None)
    return replace(Candidate(asset, volume, days_ago(age_days)), **changed)


def symbols(selection):
    return [choice.symbol for choice in selection.chosen]


def test_the_score_is_six_parts_volume_on_a_log_scale_and_four_parts_staleness():
    selection = select_regular(
        [candidate("BIG", 9_999_999, 15), candidate("MID", 999, 6)], as_of=AS_OF, limit=9
    )

    big, mid = selection.chosen
    assert big == Choice("BIG", Reason.SCORE, 0.6 + 0.4 * 0.5, 1.0, 0.5)
    assert mid.volume_score == pytest.approx(log1p(999) / log1p(9_999_999)) == pytest.approx(3 / 7)
    assert mid.score == pytest.approx(0.6 * 3 / 7 + 0.4 * 6 / 30)


@pytest.mark.parametrize(("age_days", "staleness"), [(29.7, 0.99), (30, 1.0), (31, 1.0)])
def test_data_older_than_thirty_days_are_as_stale_as_data_can_be(age_days, staleness):
    [choice] = select_regular([candidate("AAPL", age_days=age_days)], as_of=AS_OF, limit=1).chosen

    assert choice.staleness_score == pytest.approx(staleness)


def test_an_asset_never_collected_is_fully_stale():
    [choice] = select_regular([candidate("AAPL", last_collected=NEVER)], as_of=AS_OF, limit=1).chosen

    assert choice.staleness_score == 1.0


def test_a_few_shares_do_not_make_the_most_traded_asset_of_a_quiet_market():
    [choice] = select_regular([candidate("AAPL", volume=999)], as_of=AS_OF, limit=1).chosen

    assert choice.volume_score == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(("age_days", "is_chosen"), [(0.999, False), (1, True)])
def test_an_asset_collected_within_a_day_is_left_alone(age_days, is_chosen):
    selection = select_regular([candidate("AAPL", age_days=age_days)], as_of=AS_OF, limit=1)

    assert bool(selection.chosen) is is_chosen
    assert selection.passed_over == ({} if is_chosen else {Reason.FRESH: 1})


@pytest.mark.parametrize(("days", "is_chosen"), [(29.9, False), (30, True)])
def test_an_asset_without_fundamentals_is_asked_again_after_thirty_days(days, is_chosen):
    dull = candidate("AAPL", no_fundamentals_since=days_ago(days))

    selection = select_regular([dull], as_of=AS_OF, limit=1)

    assert bool(selection.chosen) is is_chosen
    assert selection.passed_over == ({} if is_chosen else {Reason.NO_FUNDAMENTALS: 1})


def test_an_untraded_asset_with_fresh_data_is_not_worth_a_call():
    selection = select_regular([candidate("AAPL", volume=None, age_days=22)], as_of=AS_OF, limit=9)

    assert selection == Selection((), {Reason.LOW_SCORE: 1})


def test_assets_without_a_known_volume_go_by_age():
    assets = [candidate("NEW", None, 23), candidate("OLD", None, 29)]

    assert symbols(select_regular(assets, as_of=AS_OF, limit=9)) == ["OLD", "NEW"]


def test_an_ineligible_asset_is_passed_over_with_its_reason():
    fund = candidate("SPY")

    selection = select_regular(
        [replace(fund, asset=replace(fund.asset, exchange="ARCA"))], as_of=AS_OF, limit=9
    )

    assert selection == Selection((), {"fund": 1})


def test_equal_scores_go_by_symbol():
    assets = [candidate(symbol) for symbol in ("MSFT", "AAPL", "GOOGL")]

    assert symbols(select_regular(assets, as_of=AS_OF, limit=3)) == ["AAPL", "GOOGL", "MSFT"]


def test_every_fourth_place_goes_to_the_oldest_data_however_little_traded():
    traded = [candidate(f"BIG{n}", 50_000_000, 20 - n) for n in range(6)]
    forgotten = [candidate("OLD", 2_000, 400), candidate("OLDER", 1_000, 500)]

    selection = select_regular([*traded, *forgotten], as_of=AS_OF, limit=8)

    assert symbols(selection) == ["BIG0", "BIG1", "BIG2", "OLDER", "BIG3", "BIG4", "BIG5", "OLD"]
    assert [c.reason for c in selection.chosen if c.symbol.startswith("OLD")] == [
        Reason.OLDEST,
        Reason.OLDEST,
    ]


def test_those_who_waited_yesterday_come_first_in_their_order():
    assets = [candidate("AAPL", 9_000_000), candidate("MSFT", 5_000), candidate("GOOGL", 4_000)]

    selection = select_regular(assets, as_of=AS_OF, limit=2, waiting=["GOOGL", "MSFT", "GONE", "GOOGL"])

    assert [(c.symbol, c.reason) for c in selection.chosen] == [
        ("GOOGL", Reason.WAITING),
        ("MSFT", Reason.WAITING),
    ]
    assert selection.passed_over == {Reason.LIMIT: 1}


def test_one_who_waited_and_was_collected_since_waits_no_more():
    assets = [candidate("AAPL", age_days=0.5), candidate("MSFT")]

    assert symbols(select_regular(assets, as_of=AS_OF, limit=2, waiting=["AAPL"])) == ["MSFT"]


def test_who_was_not_reached_comes_first_tomorrow():
    assert waiting_order(["AAPL", "MSFT", "GOOGL"], {"MSFT"}) == ["AAPL", "GOOGL"]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (8, [8]), (9, [8, 1]), (25, [8, 8, 8, 1])])
def test_batches_hold_eight_and_the_last_short_one_is_not_dropped(count, sizes):
    choices = tuple(Choice(f"A{n}", Reason.SCORE, 1.0, 1.0, 1.0) for n in range(count))

    batches = Selection(choices, {}).batches()

    assert [len(batch) for batch in batches] == sizes
    assert [symbol for batch in batches for symbol in batch] == [choice.symbol for choice in choices]


assets = st.lists(
    st.builds(
        candidate,
        st.from_regex(r"[A-Z]{1,5}", fullmatch=True),
        st.none() | st.integers(0, 10**10),
        st.floats(0, 400),
        no_fundamentals_since=st.none() | st.floats(0, 60).map(days_ago),
    ),
    unique_by=lambda c: c.asset.symbol,
    max_size=20,
)


@settings(max_examples=50)
@given(assets, st.integers(0, 25), st.randoms(use_true_random=False))
def test_every_asset_is_chosen_once_or_counted_whatever_the_order_they_come_in(candidates, limit, chance):
    shuffled = [*candidates]
    chance.shuffle(shuffled)

    selection = select_regular(candidates, as_of=AS_OF, limit=limit)

    assert selection == select_regular(shuffled, as_of=AS_OF, limit=limit)
    assert len(set(symbols(selection))) == len(selection.chosen) <= limit
    assert len(selection.chosen) + sum(selection.passed_over.values()) == len(candidates)
    assert all(0.3 <= choice.score <= 1.0 + 1e-12 for choice in selection.chosen)
