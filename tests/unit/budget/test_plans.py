import pytest

from functions.research.domain.plans import PLANS, CallClass, UnknownPlan, plan_named


def test_the_free_plan_promises_no_call_of_the_day_twice():
    free = plan_named("free")

    assert (free.calls_per_day, free.calls_per_minute, free.spacing_seconds) == (25, 5, 1.1)
    assert sum(free.reservations.values()) == free.calls_per_day
    assert not free.has_transcripts


def test_the_free_plan_reserves_one_news_call_for_each_news_hour():
    free = plan_named("free")

    assert free.reservations[CallClass.NEWS] == 24 // free.news_every_hours


@pytest.mark.parametrize("calls_per_minute", [75, 150, 300, 600, 1200])
def test_premium_plans_are_limited_by_the_minute_alone(calls_per_minute):
    plan = plan_named(f"premium-{calls_per_minute}")

    assert plan.calls_per_minute == calls_per_minute
    assert plan.calls_per_day is None
    assert plan.spacing_seconds == 0
    assert plan.has_transcripts


def test_a_plan_nobody_described_is_refused_with_the_plans_there_are():
    with pytest.raises(UnknownPlan, match=r"'premium-76'.*free, premium-75.*secret"):
        plan_named("premium-76")


def test_plans_are_found_under_their_own_names():
    assert all(plan_named(name).name == name for name in PLANS)
