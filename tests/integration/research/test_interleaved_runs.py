"""Runs for any moments, in any order and overlapping: what a rating saw is what is seen again."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.research import wiring
from functions.research.adapters.paid_calls import Payload
from functions.research.domain.rating.known import Known
from functions.research.handlers import sync_earnings_calendar
from tests.support import clocks

MOMENTS = [f"2026-05-{day:02d}T{hour:02d}:00:00Z" for day in (8, 9, 10) for hour in (4, 7, 12)]
HEADER = "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"


@dataclass(frozen=True)
class Seen:
    """What one rating saw, and up to which moment of recording it did."""

    as_of: str
    seen_until: str
    known: Known


class Company:
    """ACME and the runs that work on it; a rating that has read and not stored yet is `open`."""

    def __init__(self):
        self.ratings = []
        self.open = []

    def statement(self, as_of, value):
        known_from = "2026-05-01" if value == 1 else as_of
        held = {row.known_from for row in wiring.statements().rows(clocks.SYMBOL)}
        if known_from not in held:
            clocks.statement(as_of, value, known_from=known_from)

    def profile(self, as_of, value):
        clocks.profile(as_of, 1000 * value)

    def bar(self, as_of, value):
        clocks.bar(as_of, f"2026-05-{5 + value % 3:02d}", 10.0 + value)

    def story(self, as_of, value):
        clocks.story(as_of, value % 3, f"2026050{5 + value % 3}T010000", score=0.1 * value)

    def finding(self, as_of, value):
        clocks.finding(as_of, ("NOT_A_NUMBER", "PERIOD_UNREADABLE")[value % 2])

    def calendar(self, as_of, value):
        rows = f"ACME,Acme,2026-05-{20 + value % 3:02d},2026-03-31,,,\r\n"
        payload = Payload("EARNINGS_CALENDAR", f"{HEADER}\r\n{rows}".encode(), "hash")
        sync_earnings_calendar.store(payload, as_of)

    def snapshot(self, as_of, value):
        clocks.peers(as_of, 10.0 + value)

    def rate(self, as_of, value):
        seen_until = wiring.knowledge().close(clocks.SYMBOL, as_of)
        seen = Seen(as_of, seen_until, clocks.known(as_of, seen_until))
        self.ratings.append(seen)
        self.open.append((seen, value))

    def store(self, _, value):
        if self.open:
            seen, number = self.open.pop(value % len(self.open))
            self._store(seen, number)

    def _store(self, seen, number):
        rules = {"version": wiring.rule_set().version, "content_hash": "0" * 16}
        document = {"symbol": clocks.SYMBOL, "as_of": seen.as_of, "rating": 1.0 + number / 2, "label": "hold"}
        document |= {"confidence": 80.0, "rating_low": 1.0, "rating_high": 5.0, "reason": None}
        at = wiring.closed_moments().rating_recorded_at(clocks.SYMBOL, seen.seen_until)
        wiring.analyses().put(
            document | {"rule_set": rules},
            analysis_id="id",
            sector=None,
            seen_until=seen.seen_until,
            recorded_at=at,
        )


RUNS = st.sampled_from(
    [
        "statement",
        "profile",
        "bar",
        "story",
        "finding",
        "calendar",
        "snapshot",
        "rate",
        "rate",
        "store",
        "store",
    ]
)
STEPS = st.lists(st.tuples(RUNS, st.sampled_from(MOMENTS), st.integers(0, 5)), min_size=4, max_size=16)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_what_a_rating_saw_is_seen_again_whatever_runs_come_in_whatever_order(stack, steps):
    stack.forget()
    stack.holds("ACME")
    company = Company()

    for run, as_of, value in steps:
        getattr(company, run)(as_of, value)
    while company.open:
        company.store("", 0)

    for seen in company.ratings:
        assert clocks.known(seen.as_of, seen.seen_until) == seen.known


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_a_run_that_is_repeated_changes_nothing_that_is_known(stack, steps):
    stack.forget()
    stack.holds("ACME")
    company = Company()
    writers = [step for step in steps if step[0] not in ("rate", "store")]
    for run, as_of, value in writers:
        getattr(company, run)(as_of, value)
    before = {moment: clocks.known(moment, moment) for moment in MOMENTS}

    for run, as_of, value in writers[-1:]:
        getattr(company, run)(as_of, value)

    assert {moment: clocks.known(moment, moment) for moment in MOMENTS} == before
