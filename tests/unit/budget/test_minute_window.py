import pytest

from functions.research.domain.call_budget import (
    Ask,
    BudgetSpent,
    Granted,
    Moment,
    Throttled,
    exhausted,
    pause,
    reserve,
    settle,
)
from functions.research.domain.call_window import LEASE_SECONDS, PAUSE_SECONDS, Window
from functions.research.domain.plans import FREE, CallClass, Plan

TEN_A_MINUTE = Plan(
    "ten", 10, None, spacing_seconds=0, has_transcripts=True, news_every_hours=1, recollect_after_days=30
)
START = 1_000_000


def ask(window, calls, at_seconds, *, id_="AAPL", plan=TEN_A_MINUTE):
    moment = Moment(START + at_seconds, "2026-11-20", 8)
    return reserve(window, plan, Ask(id_, CallClass.REGULAR, calls), moment)


def test_an_empty_minute_grants_a_whole_asset():
    _, answer = ask(Window(), 6, 0)

    assert answer == Granted(calls=6, calls_left=0, lease_ends_at=START + LEASE_SECONDS)


@pytest.mark.parametrize(("at_seconds", "is_free"), [(69.9, False), (70.9, False), (71, True)])
def test_settled_calls_leave_the_minute_a_minute_after_the_settle_rounded_up(at_seconds, is_free):
    window, _ = ask(Window(), 10, 0)
    window = settle(window, "AAPL", 10, START + 10.9)

    _, answer = ask(window, 1, at_seconds, id_="MSFT")

    assert isinstance(answer, Granted) is is_free


def test_the_seconds_to_wait_are_enough_and_not_one_more_than_needed():
    window, _ = ask(Window(), 10, 0)
    window = settle(window, "AAPL", 10, START + 2.5)

    _, answer = ask(window, 6, 20.25, id_="MSFT")

    assert answer == Throttled(retry_after_seconds=43)
    assert isinstance(ask(window, 6, 20.25 + 43, id_="MSFT")[1], Granted)
    assert isinstance(ask(window, 6, 20.25 + 42, id_="MSFT")[1], Throttled)


def test_open_reservations_fill_the_minute_although_nothing_was_called_yet():
    window, _ = ask(Window(), 10, 0)

    _, answer = ask(window, 1, 59, id_="MSFT")

    assert isinstance(answer, Throttled)


def test_what_was_not_called_is_given_back_at_once():
    window, _ = ask(Window(), 10, 0)
    window = settle(window, "AAPL", 1, START + 1)

    _, answer = ask(window, 9, 2, id_="MSFT")

    assert answer == Granted(9, 0, START + 2 + LEASE_SECONDS)


def test_half_an_asset_is_granted_when_half_fits_and_the_other_half_goes_on_by_the_same_id():
    window, _ = ask(Window(), 7, 0)
    window = settle(window, "AAPL", 7, START + 1)

    window, answer = ask(window, 6, 30, id_="MSFT")
    assert answer == Granted(calls=3, calls_left=3, lease_ends_at=START + 30 + LEASE_SECONDS)

    window = pause(window, "MSFT", 3, START + 31)
    assert isinstance(ask(window, 3, 32, id_="MSFT")[1], Throttled)
    assert ask(window, 3, 62, id_="MSFT")[1] == Granted(3, 0, START + 62 + LEASE_SECONDS)


@pytest.mark.parametrize(
    ("at_seconds", "is_free"),
    [(LEASE_SECONDS, False), (LEASE_SECONDS + 60.9, False), (LEASE_SECONDS + 61, True)],
)
def test_a_worker_that_died_is_counted_in_full_until_a_minute_after_its_lease(at_seconds, is_free):
    window, _ = ask(Window(), 10, 0)

    _, answer = ask(window, 10, at_seconds, id_="MSFT")

    assert (isinstance(answer, Granted) and answer.calls == 10) is is_free


def test_a_retried_worker_pays_for_what_its_dead_self_may_have_called():
    window, _ = ask(Window(), 6, 0)

    window, answer = ask(window, 6, 5)

    assert isinstance(answer, Granted)
    assert answer.calls == 4
    assert window.calls_in_minute() == 10


def test_a_settle_after_the_lease_counts_nothing_twice():
    window, _ = ask(Window(), 6, 0)

    late = settle(window, "AAPL", 6, START + LEASE_SECONDS + 5)

    assert late.calls_in_minute() == 6
    assert late.calls_in_day() == 6


def test_more_calls_than_granted_are_counted_as_made():
    window, _ = ask(Window(), 1, 0)

    assert settle(window, "AAPL", 3, START + 1).calls_in_minute() == 3


def test_a_plan_with_spacing_grants_one_call_to_one_worker_at_a_time():
    window, answer = ask(Window(), 5, 0, plan=FREE)
    assert answer == Granted(calls=1, calls_left=4, lease_ends_at=START + LEASE_SECONDS)

    assert ask(window, 1, 3, id_="MSFT", plan=FREE)[1] == Throttled(retry_after_seconds=2)

    window = pause(window, "AAPL", 1, START + 3.5)
    assert ask(window, 4, 5.0, plan=FREE)[1] == Throttled(retry_after_seconds=2)
    assert ask(window, 4, 5.1, plan=FREE)[1] == Granted(1, 3, START + 5 + LEASE_SECONDS)


@pytest.mark.parametrize(("at_seconds", "calls_in_day"), [(PAUSE_SECONDS - 1, 5), (PAUSE_SECONDS, 1)])
def test_a_pause_nobody_comes_back_from_gives_the_day_its_calls_back(at_seconds, calls_in_day):
    window, _ = ask(Window(), 5, 0, plan=FREE)
    window = pause(window, "AAPL", 1, START)

    assert window.at(START + at_seconds).calls_in_day() == calls_in_day


def test_a_day_the_provider_calls_spent_stays_spent_until_the_next():
    window = exhausted(Window(), "2026-11-20")

    assert ask(window, 1, 0)[1] == BudgetSpent(until_day="2026-11-21")
    tomorrow = Moment(START, "2026-11-21", 4)
    assert isinstance(reserve(window, FREE, Ask("AAPL", CallClass.REGULAR, 1), tomorrow)[1], Granted)


@pytest.mark.parametrize("calls", [0, -1])
def test_asking_for_no_calls_is_refused(calls):
    with pytest.raises(ValueError, match="at least 1"):
        ask(Window(), calls, 0)


def test_asking_for_more_than_the_day_has_is_refused():
    with pytest.raises(ValueError, match="26 calls asked for, but plan free has 25 a day"):
        ask(Window(), 26, 0, plan=FREE)


def test_a_negative_count_is_refused():
    window, _ = ask(Window(), 1, 0)

    with pytest.raises(ValueError, match="-1 calls made"):
        settle(window, "AAPL", -1, START)
