"""While work waits, at least 95 % of what the plan allows is called, and never more in any 60 s."""

import heapq
import itertools
import random
from bisect import bisect_left
from dataclasses import replace

import pytest

from functions.research.domain import call_budget
from functions.research.domain.call_budget import Ask, Granted, Moment, Throttled
from functions.research.domain.call_window import Window
from functions.research.domain.plans import FREE, CallClass, plan_named

FIVE_A_MINUTE = replace(FREE, name="five a minute", calls_per_day=None)
# How long the provider takes to answer.
ANSWER_SECONDS = (0.2, 0.4)


class Simulation:
    """Workers that always have another asset, on a clock that jumps from one thing to the next."""

    def __init__(self, plan, *, workers, calls_per_asset, seed=20261120):
        self.plan = plan
        self.calls_per_asset = calls_per_asset
        self.random = random.Random(seed)
        self.window = Window()
        self.called_at = []
        self.order = itertools.count()
        self.queue = []
        for number in range(workers):
            self.at(number / workers, self.ask, f"asset-{number}", calls_per_asset)

    def at(self, seconds, step, *arguments):
        heapq.heappush(self.queue, (seconds, next(self.order), step, arguments))

    def run(self, until_seconds):
        while self.queue[0][0] < until_seconds:
            seconds, _, step, arguments = heapq.heappop(self.queue)
            step(seconds, *arguments)
        self.called_at.sort()

    def ask(self, now, asset, needed):
        ask, moment = Ask(asset, CallClass.REGULAR, needed), Moment(now, "2026-11-20", 8)
        self.window, answer = call_budget.reserve(self.window, self.plan, ask, moment)
        if isinstance(answer, Throttled):
            self.at(now + answer.retry_after_seconds, self.ask, asset, needed)
            return
        assert isinstance(answer, Granted)
        for _ in range(answer.calls):
            self.called_at.append(now)
            now += self.random.uniform(*ANSWER_SECONDS)
        self.at(now, self.answered, asset, needed, answer.calls)

    def answered(self, now, asset, needed, calls):
        if calls < needed:
            self.window = call_budget.pause(self.window, asset, calls, now)
            self.at(now + 1, self.ask, asset, needed - calls)
        else:
            self.window = call_budget.settle(self.window, asset, calls, now)
            self.at(now + 0.2, self.ask, f"asset-{next(self.order)}", self.calls_per_asset)


@pytest.mark.parametrize("calls_per_asset", [1, 5, 6])
@pytest.mark.parametrize(
    ("plan", "workers", "minutes"),
    [(FIVE_A_MINUTE, 2, 60), (plan_named("premium-75"), 8, 40), (plan_named("premium-1200"), 24, 6)],
    ids=lambda value: getattr(value, "name", value),
)
def test_waiting_work_uses_the_minutes_it_may_and_no_more(plan, workers, minutes, calls_per_asset):
    simulation = Simulation(plan, workers=workers, calls_per_asset=calls_per_asset)

    # The first minute starts with an empty window and is left out.
    simulation.run(until_seconds=(minutes + 1) * 60)

    called_at = simulation.called_at
    used = len(called_at) - bisect_left(called_at, 60)
    most = max(i - bisect_left(called_at, seconds - 60) + 1 for i, seconds in enumerate(called_at))
    assert used >= 0.95 * plan.calls_per_minute * minutes
    assert most <= plan.calls_per_minute
