"""What is published of a rating and what is written when an outcome is due, on planted closes."""

from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.track_record import Close
from tests.support.track_record import Tape, outcomes, publish, settle

AT_SEVEN = "2026-05-27T07:00:00Z"
DUE, NEXT_RUN = "2026-06-27", "2026-06-29"  # a Saturday, and the Monday after it
TABLE = "signal9-track-record-dev"


@pytest.fixture
def tape(stack):
    return Tape(stack)


@pytest.fixture
def published(stack, tape):
    """ACME is rated on a Wednesday morning; BOLT and CORK are not, and only trade."""
    stack.holds("ACME", "BOLT", "CORK")
    tape.closes("ACME", d2026_05_26=96.0, d2026_05_27=100.0, d2026_06_25=105.0, d2026_06_26=110.0)
    tape.closes("BOLT", d2026_05_26=50.0, d2026_05_27=50.0, d2026_06_26=45.0)
    tape.closes("CORK", d2026_05_26=10.0, d2026_05_27=10.0, d2026_06_26=13.0)
    tape.takes_in("2026-05-27")
    publish(stack, "ACME", AT_SEVEN)
    return stack


def only_outcome(symbol="ACME"):
    [outcome] = outcomes(symbol)
    return outcome


def test_a_rating_is_published_with_the_close_of_the_day_before(published):
    [told], none = wiring.track_record().of("ACME")

    assert none == []
    assert (told.as_of, told.rating, told.label, told.score100) == (AT_SEVEN, 3.8, "buy", 70.0)
    assert (told.rule_set_version, told.rule_set_hash) == ("1", "0123456789abcdef")
    assert told.price == Close(date(2026, 5, 26), 96.0)
    assert published.calls.rows_written(TABLE) == 1


def test_what_was_published_for_a_moment_stands(published):
    before = published.items("track-record")

    publish(published, "ACME", AT_SEVEN, score100=5.0, label="strong_sell", number=1.2)

    assert published.items("track-record") == before


def test_a_withheld_rating_is_not_published(stack):
    publish(stack, "ACME", AT_SEVEN, number=None, score100=None, label="not_rated")

    assert stack.items("track-record") == []


def test_a_rating_of_an_asset_without_prices_is_published_without_one(stack):
    publish(stack, "ACME", AT_SEVEN)

    [told], _ = wiring.track_record().of("ACME")
    assert told.price is None


def test_an_outcome_is_the_return_over_that_of_the_whole_universe(published, tape):
    tape.takes_in(NEXT_RUN)

    assert settle(published, NEXT_RUN) == 1

    found = only_outcome()
    # +10 %, -10 % and +30 %: a mean of +10 %.
    assert (found.price_return, found.universe.mean, found.excess_return) == (0.1, 0.1, 0.0)
    assert (found.universe.size, found.universe.delisted, found.reason) == (3, 0, None)
    assert (found.span.months, found.span.due_on) == (1, date(2026, 6, 27))
    assert found.ends.start == Close(date(2026, 5, 27), 100.0)
    assert found.ends.end == Close(date(2026, 6, 26), 110.0)


def test_nothing_is_settled_before_prices_of_a_later_day_are_in(published, tape):
    tape.takes_in(DUE)
    assert settle(published, DUE) == 0

    assert settle(published, NEXT_RUN) == 0

    assert outcomes("ACME") == []


def test_settling_again_writes_nothing(published, tape):
    tape.takes_in(NEXT_RUN)
    settle(published, NEXT_RUN)
    before = published.items("track-record")

    assert settle(published, NEXT_RUN) == 0
    assert published.items("track-record") == before


def test_a_day_without_anything_due_costs_four_queries_and_no_look_at_a_price(published, tape):
    tape.takes_in("2026-05-28")
    settle(published, "2026-05-28")
    tape.takes_in("2026-05-29")
    before = len(published.calls.made)

    published.run("settle_outcomes", as_of="2026-05-29T08:00:00Z", settled=0)

    made = [(call.operation, call.params["TableName"]) for call in published.calls.made[before:]]
    assert made.count(("Query", TABLE)) == 4
    assert {table for _, table in made} == {TABLE, "signal9-ops-dev"}


def test_an_asset_that_was_delisted_ends_at_its_last_close_and_stays_in_the_universe(published, tape):
    wiring.assets().mark_inactive("BOLT", "2026-06-08T04:00:00Z")
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    found = only_outcome()
    # BOLT was last seen at 50, as it began: +10 %, 0 % and +30 %.
    assert (found.universe.size, found.universe.delisted) == (3, 1)
    assert found.universe.mean == pytest.approx(0.4 / 3, abs=1e-6)


def test_a_rated_asset_that_was_delisted_has_its_outcome_too(published, tape):
    wiring.assets().mark_inactive("ACME", "2026-06-08T04:00:00Z")
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    found = only_outcome()
    assert (found.price_return, found.ends.is_delisted, found.ends.end.on) == (0.0, True, date(2026, 5, 27))


def test_an_asset_that_is_listed_and_no_longer_traded_has_none_and_says_why(published, tape):
    tape.closes("HALT", d2026_05_27=20.0, d2026_06_19=21.0)
    published.holds("HALT")
    publish(published, "HALT", AT_SEVEN)
    tape.takes_in("2026-05-28")
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    assert (only_outcome("HALT").reason, only_outcome("HALT").price_return) == ("NO_PRICE_AT_HORIZON", None)
    assert only_outcome().universe.size == 3


def test_a_split_is_no_loss_of_anybody(published, tape):
    for symbol in ("ACME", "BOLT"):
        tape.closes(symbol, d2026_06_10=100.0, volume=1000)
        tape.closes(symbol, d2026_06_11=25.0, volume=4000)
        tape.closes(symbol, d2026_06_26=24.0, volume=4000)
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    found = only_outcome()
    assert (found.reason, found.ends.jumped_on) == ("SPLIT_LIKE_JUMP", date(2026, 6, 11))
    assert (found.universe.size, found.universe.jumped, found.universe.mean) == (1, 2, 0.3)


def test_a_rated_split_is_found_even_where_the_closes_are_near_each_other(published, tape):
    tape.closes("ACME", d2026_06_10=190.0)
    tape.closes("ACME", d2026_06_11=95.0, volume=2000)
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    assert only_outcome().reason == "SPLIT_LIKE_JUMP"


def test_an_asset_that_was_listed_later_is_no_member(published, tape):
    published.holds("LATE")
    tape.closes("LATE", d2026_06_10=10.0, d2026_06_26=90.0)
    tape.takes_in(NEXT_RUN)

    settle(published, NEXT_RUN)

    assert only_outcome().universe.size == 3


def test_an_outcome_costs_one_write_unit_for_itself_and_one_for_its_index(published, tape):
    tape.takes_in(NEXT_RUN)
    before = len(published.calls.made)
    settle(published, NEXT_RUN)

    largest = max(
        sum(len(name) + len(str(value)) for name, value in item.items()) for item in kept(published)
    )

    assert published.calls.rows_written(TABLE, since=before) == 1
    assert largest < 1024


def kept(stack):
    return stack.items("track-record")
