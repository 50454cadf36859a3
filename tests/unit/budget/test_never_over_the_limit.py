"""Workers reserve, call, pause, settle and die in any order, against a provider that counts every call."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from functions.research.domain import call_budget
from functions.research.domain.call_budget import Ask, Granted, Moment
from functions.research.domain.call_window import Window, from_text, to_text
from functions.research.domain.plans import FREE, CallClass, plan_named

PREMIUM = plan_named("premium-75")
# Small enough to be spent in a few steps.
SHORT_DAY = replace(
    FREE,
    calls_per_minute=20,
    calls_per_day=9,
    spacing_seconds=0,
    news_every_hours=12,
    reservations={CallClass.CALENDAR: 1, CallClass.NEWS: 2, CallClass.EARNINGS: 3, CallClass.REGULAR: 2},
)
PLANS = [FREE, SHORT_DAY, replace(FREE, calls_per_day=None), replace(PREMIUM, calls_per_minute=7)]
# Around what the ledger counts in: the spacing, the minute, the lease.
SECONDS = st.one_of(st.sampled_from([0.05, 1.0, 2.2, 30.0, 59.1, 61.0, 90.0]), st.floats(0, 3))


@dataclass
class Worker:
    reservation_id: str
    call_class: CallClass
    needed: int
    granted: int = 0
    made: int = 0
    lease_ends_at: float = 0.0
    day: str = ""
    is_dead: bool = False


class Workers(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.window = Window()
        self.now = 1_763_600_000.0
        self.today = date(2026, 11, 20)
        self.hour = 0
        self.workers = []
        self.called_at = []
        self.calls_by_day = {}

    @initialize(plan=st.sampled_from(PLANS))
    def sign_up(self, plan):
        self.plan = plan

    @rule(seconds=SECONDS)
    def time_passes(self, seconds):
        self.now += seconds

    @rule(hours=st.integers(1, 20), seconds=SECONDS)
    def hours_pass(self, hours, seconds):
        self.now += seconds
        self.today += timedelta(days=(self.hour + hours) // 24)
        self.hour = (self.hour + hours) % 24

    @rule(call_class=st.sampled_from(CallClass), calls=st.sampled_from([1, 5, 6]), is_late=st.booleans())
    def reserve(self, call_class, calls, is_late):
        worker = Worker(f"asset-{len(self.workers)}", call_class, calls)
        self.workers.append(worker)
        self.ask(worker, is_late=is_late)

    @rule(
        call_class=st.sampled_from(CallClass),
        is_late=st.booleans(),
        pause_seconds=st.sampled_from([0, 2.2, 12]),
    )
    def work_hard(self, call_class, is_late, pause_seconds):
        for _ in range(6):
            self.reserve(call_class, 5, is_late)
            self.call(at_most=5)
            self.end(self.workers[-1], call_budget.settle)
            self.now += pause_seconds

    @rule(at_most=st.sampled_from([1, 100]))
    def call(self, at_most):
        for worker in self.workers:
            calls = min(at_most, worker.granted - worker.made) if self.now < worker.lease_ends_at else 0
            worker.made += calls
            self.called_at += [self.now] * calls
            self.calls_by_day[worker.day] = self.calls_by_day.get(worker.day, 0) + calls

    @precondition(lambda self: self.working())
    @rule(data=st.data(), ending=st.sampled_from([call_budget.settle, call_budget.pause]))
    def stop(self, data, ending):
        self.end(data.draw(st.sampled_from(self.working())), ending)

    def end(self, worker, ending):
        self.window = ending(self.window, worker.reservation_id, worker.made, self.now)
        worker.needed -= worker.made
        worker.granted = worker.made = 0

    @precondition(lambda self: self.working())
    @rule(data=st.data(), is_slow=st.booleans())
    def die(self, data, is_slow):
        """It settles nothing, and may call until its lease ends."""
        worker = data.draw(st.sampled_from(self.working()))
        worker.is_dead = True
        if is_slow:
            self.now = max(self.now, worker.lease_ends_at - 0.5)
        self.call(at_most=100)

    @precondition(lambda self: self.dead())
    @rule(data=st.data())
    def retry(self, data):
        self.start_again(data.draw(st.sampled_from(self.dead())))

    @precondition(lambda self: self.waiting())
    @rule(data=st.data())
    def go_on(self, data):
        self.start_again(data.draw(st.sampled_from(self.waiting())))

    def start_again(self, worker):
        worker.granted = worker.made = 0
        worker.is_dead = False
        self.ask(worker, is_late=False)
        self.call(at_most=100)

    def working(self):
        return [w for w in self.workers if w.granted and not w.is_dead]

    def dead(self):
        return [w for w in self.workers if w.is_dead]

    def waiting(self):
        return [w for w in self.workers if w.needed > 0 and not w.granted]

    def ask(self, worker, *, is_late):
        day = (self.today - timedelta(days=is_late)).isoformat()
        ask = Ask(worker.reservation_id, worker.call_class, worker.needed)
        moment = Moment(self.now, day, self.hour)
        self.window, answer = call_budget.reserve(self.window, self.plan, ask, moment)
        if isinstance(answer, Granted):
            assert answer.calls + answer.calls_left == worker.needed
            worker.granted, worker.lease_ends_at = answer.calls, answer.lease_ends_at
            worker.day = self.window.day

    @invariant()
    def no_sixty_seconds_hold_more_calls_than_the_plan(self):
        recent = [at for at in self.called_at if at >= self.now - 60]
        assert not recent or len(recent) <= self.plan.calls_per_minute

    @invariant()
    def no_call_follows_another_faster_than_the_spacing(self):
        gaps = [later - earlier for earlier, later in pairwise(self.called_at)]
        assert not self.plan.spacing_seconds or min(gaps, default=60) >= self.plan.spacing_seconds

    @invariant()
    def no_day_holds_more_calls_than_the_plan(self):
        if self.called_at and self.plan.calls_per_day is not None:
            assert max(self.calls_by_day.values()) <= self.plan.calls_per_day

    @invariant()
    def the_ledger_reads_back_what_it_wrote(self):
        assert from_text(to_text(self.window)) == self.window


TestWorkers = Workers.TestCase
TestWorkers.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
