import pytest

from scripts.sandbox.access_keys import Plan
from scripts.sandbox.limits import AlphaVantageLimits, Limit


def served(answer):
    return "Information" not in answer.json()


@pytest.fixture
def overview(desk):
    return lambda plan, **more: desk.alpha_vantage("OVERVIEW", plan=plan, symbol="ACME", **more)


def test_the_fifth_call_of_a_minute_is_served_and_the_sixth_refused(desk, overview):
    desk.register_plan("fast-five", callsPerMinute=5)

    answers = [overview("fast-five") for _ in range(6)]

    assert [served(answer) for answer in answers] == [True] * 5 + [False]
    assert "5 requests per minute" in answers[5].json()["Information"]
    assert answers[5].status_code == 200


@pytest.mark.parametrize(("seconds", "is_served"), [(59.999, False), (60.0, True)])
def test_a_call_counts_against_the_minute_for_sixty_seconds(clock, overview, seconds, is_served):
    overview("premium-1")
    clock.advance(seconds)

    assert served(overview("premium-1")) is is_served


def test_a_refused_call_counts_as_well(clock, overview):
    overview("premium-1")
    clock.advance(30)
    overview("premium-1")
    clock.advance(31)

    assert not served(overview("premium-1"))


def test_the_window_slides_instead_of_starting_over(clock, overview):
    moments = [0, 20, 40, 61, 62, 81]

    answers = []
    for before, moment in zip([0, *moments], moments, strict=False):
        clock.advance(moment - before)
        answers.append(served(overview("premium-3")))

    assert answers == [True, True, True, True, False, False]


@pytest.mark.parametrize(("seconds", "is_served"), [(0.999, False), (1.0, True)])
def test_the_free_plan_wants_a_second_between_calls(clock, overview, seconds, is_served):
    overview("free")
    clock.advance(seconds)

    answer = overview("free")

    assert served(answer) is is_served
    assert is_served or "1 request per second" in answer.json()["Information"]


def test_the_free_plan_serves_five_calls_a_minute(clock, overview):
    answers = []
    for _ in range(6):
        answers.append(overview("free"))
        clock.advance(2)

    assert [served(answer) for answer in answers] == [True] * 5 + [False]
    assert "per minute" in answers[5].json()["Information"]


def test_the_free_plan_serves_twenty_five_calls_a_day(clock, overview):
    answers = []
    for _ in range(26):
        answers.append(overview("free"))
        clock.advance(61)

    assert [served(answer) for answer in answers] == [True] * 25 + [False]
    assert "25 requests per day" in answers[25].json()["Information"]


def test_a_new_day_is_a_new_key_with_a_fresh_budget(desk, overview):
    desk.register_plan("once", callsPerMinute=9, callsPerDay=1)

    assert served(overview("once", day="2026-11-20"))
    assert not served(overview("once", day="2026-11-20"))
    assert served(overview("once", day="2026-11-21"))


def test_premium_plans_have_neither_a_day_limit_nor_spacing(overview):
    assert all(served(overview("premium-75")) for _ in range(75))
    assert not served(overview("premium-75"))


def test_the_burst_notice_names_the_day_limit_too_as_the_provider_does(overview):
    overview("free")

    text = overview("free").json()["Information"]

    assert "more sparingly (1 request per second)" in text
    assert "(25 requests per day)" in text


def test_a_notice_carries_neither_the_key_nor_rate_limit_headers(overview):
    overview("free")

    refused = overview("free")

    assert "sandbox.free" not in refused.text
    assert not [name for name in refused.headers if "ratelimit" in name.lower() or name == "retry-after"]


def test_an_unknown_function_costs_a_call(desk):
    assert "Error Message" in desk.alpha_vantage("NOPE", plan="premium-1").json()
    assert "Information" in desk.alpha_vantage("OVERVIEW", plan="premium-1", symbol="ACME").json()


@pytest.mark.parametrize(
    ("plan", "limit"),
    [
        (Plan(1, calls_per_day=1, spacing_seconds=5), Limit.DAY),
        (Plan(1, calls_per_day=2, spacing_seconds=5), Limit.MINUTE),
        (Plan(2, calls_per_day=2, spacing_seconds=5), Limit.BURST),
        (Plan(2, calls_per_day=2, spacing_seconds=0), None),
    ],
)
def test_the_limit_that_lasts_longest_is_the_one_named(plan, limit):
    limits = AlphaVantageLimits()
    limits.take("key", plan, now=100.0)

    assert limits.take("key", plan, now=101.0) is limit
