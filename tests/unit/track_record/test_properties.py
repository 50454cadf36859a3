"""What holds for any prices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.track_record import (
    WHY_NOT_COMPUTED,
    Close,
    Ends,
    Publication,
    Span,
    outcome,
    universe_return,
)
from functions.research.domain.track_record_summary import rank_correlation

SPAN = Span(date(2026, 5, 27), 3)
RATED = Publication("ACME", "2026-05-27T07:00:00Z", 3.0, "hold", 50.0, 80.0, 2.0, 4.0, "1", "h", None)
prices = st.floats(0.01, 100_000, allow_nan=False)
starts = st.builds(Close, st.just(SPAN.published_on), prices)
finishes = st.builds(Close, st.just(SPAN.due_on), prices)
whole = st.builds(Ends, starts, finishes, is_delisted=st.booleans())
partial = st.builds(
    Ends, st.none() | starts, st.none() | finishes, st.booleans(), st.none() | st.just(date(2026, 6, 9))
)
numbers = st.lists(st.tuples(st.integers(0, 100), st.integers(-50, 50)), min_size=5, max_size=30)


@given(st.lists(whole, min_size=1, max_size=40))
def test_excess_returns_sum_to_nothing_when_every_asset_is_rated(members):
    universe = universe_return(members)

    settled = [outcome(RATED, SPAN, own, universe) for own in members]

    largest = max(abs(one.price_return) for one in settled)
    assert sum(one.excess_return for one in settled) == pytest.approx(
        0, abs=len(members) * (1e-6 + 1e-9 * largest)
    )


@given(st.lists(partial, max_size=20), partial)
def test_an_outcome_has_an_excess_return_or_a_reason_and_never_both(members, own):
    settled = outcome(RATED, SPAN, own, universe_return([own, *members]))

    assert (settled.excess_return is None) == (settled.reason is not None)
    assert settled.reason is None or settled.reason in WHY_NOT_COMPUTED


@given(st.lists(partial, max_size=20), st.randoms())
def test_the_order_of_a_catalogue_does_not_matter(members, random):
    shuffled = random.sample(members, len(members))

    assert universe_return(shuffled) == universe_return(members)


@given(numbers)
def test_a_rank_correlation_is_between_minus_one_and_one_and_turns_with_the_scores(pairs):
    scores, excess = [score for score, _ in pairs], [got for _, got in pairs]

    found = rank_correlation(scores, excess)

    if found is None:
        assert len(set(scores)) == 1 or len(set(excess)) == 1
    else:
        assert -1 - 1e-12 <= found <= 1 + 1e-12
        assert rank_correlation([-score for score in scores], excess) == pytest.approx(-found, abs=1e-12)
        assert rank_correlation([score**3 for score in scores], excess) == pytest.approx(found, abs=1e-12)
