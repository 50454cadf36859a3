import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.call_budget import Ask, BudgetSpent, Granted, Moment, reserve, settle
from functions.research.domain.call_usage import ClassUsage, usage
from functions.research.domain.call_window import Window
from functions.research.domain.plans import FREE, CallClass

CALENDAR, NEWS, EARNINGS, REGULAR, ON_DEMAND = CallClass
DAY = "2026-11-20"


class Day:
    """Calls made one after another, each settled at once, with minutes between them."""

    def __init__(self):
        self.window = Window()
        self.seconds = 0.0
        self.made_by_class = dict.fromkeys(CallClass, 0)

    def call(self, call_class, hour, calls=1, day=DAY):
        """Whether the day granted them."""
        for left in range(calls, 0, -1):
            self.seconds += 300
            moment = Moment(self.seconds, day, hour)
            self.window, answer = reserve(self.window, FREE, Ask("it", call_class, left), moment)
            if isinstance(answer, BudgetSpent):
                return False
            assert answer == Granted(1, left - 1, int(self.seconds) + 90)
            self.window = settle(self.window, "it", 1, self.seconds + 1)
            self.made_by_class[call_class] += 1
        return True

    def call_until_refused(self, call_class, hour):
        while self.call(call_class, hour):
            pass
        return self.made_by_class[call_class]


@pytest.mark.parametrize(
    ("call_class", "hour", "calls"),
    [
        (CALENDAR, 5, 1 + 2),  # and the news hours 0 and 4 that are over
        (NEWS, 0, 6),
        (EARNINGS, 5, 12 + 2),
        (EARNINGS, 6, 12 + 1 + 2),  # and calendar's
        (REGULAR, 6, 6 + 1 + 2),
        (REGULAR, 7, 6 + 12 + 1 + 2),
        (REGULAR, 21, 25),
        (ON_DEMAND, 3, 6 + 1),  # regular's, and the news hour 0 that is over
        (ON_DEMAND, 7, 6 + 12 + 1 + 2),
    ],
)
def test_a_class_uses_its_own_calls_and_what_the_hour_has_released(call_class, hour, calls):
    assert Day().call_until_refused(call_class, hour) == calls


def test_earnings_that_come_after_their_hour_take_what_is_there():
    day = Day()
    day.call_until_refused(REGULAR, 7)

    assert not day.call(EARNINGS, 7)


def test_an_asset_that_does_not_fit_the_day_leaves_room_for_a_smaller_one():
    day = Day()
    day.call(REGULAR, 21, calls=20)

    assert not day.call(REGULAR, 21, calls=6)
    assert day.call(REGULAR, 21, calls=5)


def test_a_busy_day_ends_with_every_call_used():
    day = Day()
    for hour in range(24):
        if hour % FREE.news_every_hours == 0:
            assert day.call(NEWS, hour)
        if hour == 5:
            assert day.call(CALENDAR, hour)
        if hour == 6:
            assert day.call(EARNINGS, hour, calls=5)
            assert day.call(EARNINGS, hour, calls=5)
        if hour >= 7:
            day.call_until_refused(REGULAR, hour)

    assert sum(day.made_by_class.values()) == FREE.calls_per_day


def test_the_next_day_starts_afresh():
    day = Day()
    day.call_until_refused(REGULAR, 21)

    assert day.call(REGULAR, 7, calls=18, day="2026-11-21")


def test_a_run_of_yesterday_that_is_still_going_spends_todays_calls():
    day = Day()
    day.call(REGULAR, 7, day="2026-11-21")

    assert day.call(ON_DEMAND, 23, day="2026-11-20")
    assert day.window.day == "2026-11-21"
    assert day.window.calls_in_day() == 2


def test_a_run_of_yesterday_has_no_claim_on_what_today_has_not_released():
    day = Day()
    day.call(NEWS, 0, day="2026-11-21")

    while day.call(ON_DEMAND, 23, day="2026-11-20"):
        pass
    assert day.made_by_class[ON_DEMAND] == 6


@given(
    st.lists(st.tuples(st.sampled_from([EARNINGS, REGULAR, ON_DEMAND]), st.integers(1, 6)), max_size=30),
    st.data(),
)
def test_calendar_and_news_never_miss_their_hour_whatever_the_others_do(asks, data):
    day = Day()
    for hour in range(24):
        if hour % FREE.news_every_hours == 0:
            assert day.call(NEWS, hour)
        if hour == 5:
            assert day.call(CALENDAR, hour)
        for _ in range(data.draw(st.integers(0, 2)) if asks else 0):
            call_class, calls = asks.pop() if asks else (REGULAR, 1)
            day.call(call_class, hour, calls)

    assert sum(day.made_by_class.values()) <= FREE.calls_per_day


@given(st.lists(st.tuples(st.sampled_from(CallClass), st.integers(1, 6)), max_size=12))
def test_earnings_find_their_twelve_calls_at_six_unless_they_used_them(asks):
    day = Day()
    for call_class, calls in asks:
        day.call(call_class, 5, calls)

    own = max(0, FREE.reservations[EARNINGS] - day.made_by_class[EARNINGS])
    assert all(day.call(EARNINGS, 6) for _ in range(own))


def test_the_usage_shows_who_used_what_and_what_is_kept_for_whom():
    day = Day()
    day.call(NEWS, 4)
    day.call(ON_DEMAND, 4, calls=2)

    shown = usage(day.window, FREE, Moment(day.seconds + 5, DAY, 6))

    assert (shown.minute_used, shown.minute_limit, shown.day_used, shown.day_limit) == (1, 5, 3, 25)
    assert shown.by_class[NEWS] == ClassUsage(used=1, reserved=6, kept=4)
    assert shown.by_class[CALENDAR] == ClassUsage(used=0, reserved=1, kept=0)
    assert shown.by_class[REGULAR] == ClassUsage(used=0, reserved=6, kept=4)
    assert shown.open_reservations == ()
