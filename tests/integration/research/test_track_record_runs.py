"""Runs that come late, die, repeat or overlap leave the same table; and what a run reads."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.research import wiring
from functions.research.domain.track_record import HORIZONS, Ends, Span, outcome, publication, universe_return
from tests.support import permissions
from tests.support.aws_calls import Killed
from tests.support.track_record import Tape, outcomes, publish, rating, settle

FIRST, NEXT = "2026-05-27", "2026-05-28"
# Of both days, at one month; prices of these mornings hold all that is needed.
MORNINGS = ("2026-05-27", "2026-05-28", "2026-06-27", "2026-06-29", "2026-06-30")
# When every run came, or only some did.
IN_TIME, LATE = MORNINGS, MORNINGS[-1:]
SYMBOLS = ("ACME", "BOLT")


@pytest.fixture
def tape(stack):
    return Tape(stack)


@pytest.fixture
def lived(stack, tape):
    """Two companies rated on two days, five weeks ago."""
    stack.holds(*SYMBOLS)
    tape.closes(
        "ACME", d2026_05_26=99.0, d2026_05_27=100.0, d2026_05_28=102.0, d2026_06_26=110.0, d2026_06_29=90.0
    )
    tape.closes(
        "BOLT", d2026_05_26=49.0, d2026_05_27=50.0, d2026_05_28=51.0, d2026_06_26=45.0, d2026_06_29=60.0
    )
    stack.once("two days of ratings and five weeks of prices", lambda: live(stack, tape))
    return stack


def live(stack, tape):
    for morning in MORNINGS:
        tape.takes_in(morning)
        if morning in (FIRST, NEXT):
            for symbol in SYMBOLS:
                publish(stack, symbol, f"{morning}T07:00:00Z")


def settled_by(stack, days):
    """The table after runs on these days, from the same beginning."""
    begun = stack.state()
    for day in days:
        settle(stack, day)
    table = stack.items("track-record")
    stack.go_back_to(begun)
    return table


def test_a_run_that_comes_late_writes_what_runs_in_time_would_have(lived):
    late = settled_by(lived, LATE)

    assert len(late) == 8
    assert settled_by(lived, IN_TIME) == late
    assert settled_by(lived, [*IN_TIME, *IN_TIME, *reversed(IN_TIME)]) == late


def test_each_day_is_settled_by_the_first_run_that_can(lived):
    settle(lived, LATE[0])

    by_day = {found.publication.as_of[:10]: found.ends.end.on.isoformat() for found in outcomes("ACME")}

    # Saturday and Sunday, 27 and 28 June, both end at Friday's close.
    assert by_day == {FIRST: "2026-06-26", NEXT: "2026-06-26"}


@pytest.mark.parametrize("writes", range(5))
def test_a_run_that_is_killed_is_finished_by_the_next(lived, writes):
    whole = settled_by(lived, LATE)

    with lived.calls.dying_after(writes), pytest.raises(Killed):
        settle(lived, LATE[0])
    settle(lived, LATE[0])

    assert lived.items("track-record") == whole


def test_a_run_settles_one_day_of_publication_a_call(lived):
    first = lived.run("settle_outcomes", as_of=f"{LATE[0]}T08:00:00Z", settled=0)
    second = lived.run("settle_outcomes", as_of=f"{LATE[0]}T08:00:00Z", settled=first["settled"])

    assert first == {"outcome": "more", "settled": 2, "waiting": 0}
    assert second == {"outcome": "stored", "settled": 4, "waiting": 0}


def test_what_is_said_for_a_moment_whose_horizon_has_passed_was_no_forecast(lived):
    settle(lived, LATE[0])
    before = len(outcomes("ACME"))

    publish(lived, "ACME", "2026-05-29T07:00:00Z")
    settle(lived, LATE[0])

    assert len(outcomes("ACME")) == before


def test_a_year_of_mornings_settles_every_horizon_once(stack, tape):
    stack.holds("ACME")
    tape.closes(
        "ACME", d2026_01_30=100.0, d2026_02_27=100.0, d2026_04_30=100.0, d2026_07_30=100.0, d2027_01_29=100.0
    )
    tape.takes_in("2026-01-30")
    publish(stack, "ACME", "2026-01-30T07:00:00Z")
    around = "2026-02-28", "2026-03-02", "2026-04-30", "2026-05-01", "2026-07-30", "2026-07-31", "2027-01-30"

    written = {}
    for day in (*around, "2027-02-01", "2027-02-02"):
        tape.takes_in(day)
        written[day] = settle(stack, day)

    # Due on 28 February, a Saturday, on 30 April, 30 July and 30 January, another Saturday.
    assert [day for day, n in written.items() if n] == [
        "2026-03-02",
        "2026-05-01",
        "2026-07-31",
        "2027-02-01",
    ]
    assert [found.span.months for found in outcomes("ACME")] == list(HORIZONS)
    assert all(found.excess_return == 0.0 for found in outcomes("ACME"))


def test_prices_that_stay_out_keep_their_outcomes_waiting(stack, tape):
    stack.holds("ACME")
    tape.closes("ACME", d2026_05_27=100.0, d2026_06_26=110.0)
    tape.takes_in(FIRST)
    publish(stack, "ACME", f"{FIRST}T07:00:00Z")

    assert [settle(stack, day) for day in ("2026-06-27", "2026-06-29", "2026-07-06")] == [0, 0, 0]

    tape.takes_in("2026-07-06")
    assert settle(stack, "2026-07-06") == 1


@pytest.mark.parametrize(("last_close", "is_settled"), [("2026_06_19", False), ("2026_06_20", True)])
def test_a_span_waits_while_the_whole_market_has_no_close_in_the_week_before_its_horizon(
    stack, tape, last_close, is_settled
):
    stack.holds(*SYMBOLS)
    for symbol in SYMBOLS:
        tape.closes(symbol, d2026_05_27=100.0, **{f"d{last_close}": 110.0})
    tape.takes_in(FIRST)
    publish(stack, "ACME", f"{FIRST}T07:00:00Z")
    tape.takes_in("2026-06-29")

    assert settle(stack, "2026-06-29") == int(is_settled)

    tape.closes("BOLT", d2026_06_26=111.0)
    tape.takes_in("2026-06-30")
    assert settle(stack, "2026-06-30") == int(not is_settled)


def test_a_span_that_waits_does_not_hold_up_the_others(stack, tape):
    stack.holds("ACME")
    tape.closes("ACME", d2026_05_20=100.0, d2026_05_27=100.0, d2026_06_19=110.0)
    for day in ("2026-05-20", FIRST):
        tape.takes_in(day)
        publish(stack, "ACME", f"{day}T07:00:00Z")
    tape.takes_in("2026-06-29")

    answer = stack.run("settle_outcomes", as_of="2026-06-29T08:00:00Z", settled=0)

    assert answer == {"outcome": "stored", "settled": 1, "waiting": 1}
    assert stack.ops("JOB#track-record-cursor", "STATE")["as_of"] == "2026-06-27T00:00:00Z"


def test_a_stage_that_never_fetched_prices_settles_nothing(stack):
    publish(stack, "ACME", f"{FIRST}T07:00:00Z")

    assert settle(stack, "2027-01-04") == 0


def test_the_whole_universe_is_read_once_for_all_ratings_of_a_day(stack, tape):
    symbols = [f"S{number:03d}" for number in range(101)]
    stack.holds(*symbols)
    for symbol in symbols:
        tape.closes(symbol, d2026_05_27=100.0, d2026_06_26=101.0)
    for morning in (NEXT, "2026-06-29"):
        tape.takes_in(morning)
    for symbol in symbols[:5]:
        publish(stack, symbol, f"{FIRST}T07:00:00Z")
    before = len(stack.calls.made)

    assert settle(stack, "2026-06-29") == 5

    prices = [c.operation for c in stack.calls.made[before:] if "prices" in str(c.params)]
    # 101 symbols at two ends; ten of the most traded tell each session and the newest; the spans of the five.
    assert (prices.count("BatchGetItem"), prices.count("Query")) == (2 * 2, 3 * 10 + 5)
    assert outcomes(symbols[0])[0].universe.size == 101


def test_long_lists_are_read_page_by_page(lived):
    whole = settled_by(lived, LATE)

    with lived.calls.in_pages_of(1):
        settle(lived, LATE[0])
        told, settled = wiring.track_record().of("ACME")

    assert (len(told), len(settled)) == (2, 2)
    assert lived.items("track-record") == whole


def test_the_job_uses_every_permission_it_has(lived):
    settle(lived, LATE[0])
    handler = "functions.research.handlers.settle_outcomes"

    idle = [
        granted
        for granted in permissions.granted(handler, "dev")
        if not any(permissions.covers(granted, used) for used in lived.used[handler])
    ]

    assert idle == []


def entries():
    """Two publications, each with an outcome, as writes that can be repeated in any order."""
    table, writes = wiring.track_record(), []
    for symbol in SYMBOLS:
        told = publication(rating(symbol, f"{FIRST}T07:00:00Z"), [])
        settled = outcome(told, Span(told.published_on, 1), Ends(None, None), universe_return([]))
        writes += [lambda told=told: table.publish(told), lambda settled=settled: table.settle(settled)]
    return writes


@pytest.fixture
def expected(stack):
    for write in entries():
        write()
    kept = stack.items("track-record")
    stack.forget()
    return kept


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(list(permutations(range(4)))), min_size=1, max_size=3))
def test_rows_written_in_any_order_and_again_make_the_same_table(stack, expected, order):
    stack.forget()
    writes = entries()

    added = sum(writes[number]() for turn in order for number in turn)

    assert added == 4
    assert stack.items("track-record") == expected
