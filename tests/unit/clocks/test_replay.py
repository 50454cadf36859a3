import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.replay import (
    LONGEST_VALUE,
    MOST_LISTED,
    Difference,
    MomentUnreadable,
    Outcome,
    compare,
    first_difference,
    moments,
    summary,
)

STORED = {
    "as_of": "2026-05-08T07:00:00Z",
    "rating": 3.6,
    "reason": None,
    "components": [{"code": "growth", "score": 4.0}, {"code": "risk", "score": 2.0}],
}
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def changed(**values):
    return {**deepcopy(STORED), **values}


@pytest.mark.parametrize(
    ("replayed", "path", "stored", "again"),
    [
        (changed(rating=3.7), "rating", "3.6", "3.7"),
        (changed(reason="NO_STATEMENTS"), "reason", "None", "'NO_STATEMENTS'"),
        (changed(rating=None), "rating", "3.6", "None"),
        (changed(rating="3.6"), "rating", "3.6", "'3.6'"),
        (changed(components=[STORED["components"][0]]), "components", "2 entries", "1 entries"),
        (
            changed(components=[STORED["components"][0], {"code": "risk", "score": 2.5}]),
            "components[1].score",
            "2.0",
            "2.5",
        ),
        (changed(peers=None), "peers", "nothing", "None"),
        ({name: value for name, value in STORED.items() if name != "reason"}, "reason", "None", "nothing"),
    ],
)
def test_the_first_difference_says_where_and_what_on_both_sides(replayed, path, stored, again):
    assert first_difference(STORED, replayed) == Difference(path, stored, again)


def test_of_several_differences_the_first_in_the_stored_order_is_told():
    assert first_difference(STORED, changed(rating=1.0, reason="X", components=[])).path == "rating"


def test_a_whole_number_is_the_same_with_and_without_a_point_and_truth_is_no_number():
    assert first_difference({"confidence": 85}, {"confidence": 85.0}) is None
    assert first_difference({"is_sufficient": True}, {"is_sufficient": 1}).path == "is_sufficient"


def test_a_long_value_is_told_by_its_beginning():
    difference = first_difference({"text": "x" * 1000}, {"text": ""})

    assert len(difference.stored) == LONGEST_VALUE + len("...")


@given(DOCUMENTS)
def test_a_document_does_not_differ_from_itself_sent_as_json(document):
    assert first_difference(document, json.loads(json.dumps(document))) is None


@given(DOCUMENTS, DOCUMENTS)
def test_documents_without_a_difference_are_equal(one, other):
    difference = first_difference(one, other)

    assert (difference is None) == (first_difference(other, one) is None)
    if difference is None:
        assert one == other


def test_a_rating_is_matched_only_if_all_of_it_is():
    assert compare("ACME", STORED, STORED).outcome is Outcome.MATCHED
    found = compare("ACME", STORED, changed(rating=1.0))

    assert (found.symbol, found.as_of, found.outcome) == ("ACME", STORED["as_of"], Outcome.MISMATCHED)


def test_a_result_counts_every_outcome_and_lists_the_first_mismatches():
    mismatches = [{"symbol": f"S{n}"} for n in range(MOST_LISTED + 1)]

    result = summary("2026-05-08", {"matched": 2, "mismatched": len(mismatches)}, mismatches)

    assert (result["replayed"], result["matched"], result["other_rule_set"]) == (MOST_LISTED + 3, 2, 0)
    assert result["mismatches"] == mismatches[:MOST_LISTED]


@pytest.mark.parametrize("text", ["2026-05-08", "2026-05-08T07:00:00Z"])
def test_a_day_and_a_moment_may_be_replayed(text):
    assert moments(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-05", "20260508", "2026-02-30", "2026-05-08T07:00:00", "2026-05-08T07:00:00+02:00"],
)
def test_anything_else_is_refused_with_what_was_expected(text):
    with pytest.raises(MomentUnreadable, match="expected a day or a moment in UTC: 2026-11-20"):
        moments(text)
