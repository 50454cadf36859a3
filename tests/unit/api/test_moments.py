from types import SimpleNamespace

import pytest

from functions.runtime import moments
from functions.runtime.api import Refused


def asked(**query):
    return SimpleNamespace(query=query, at="2026-11-20T14:30:00Z")


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        (None, "2026-11-20T14:30:00Z"),
        ("2026-05-08", "2026-05-08T23:59:59Z"),
        ("2026-05-08T07:00:00Z", "2026-05-08T07:00:00Z"),
    ],
)
def test_a_day_is_known_at_its_end_and_no_day_means_now(given, moment):
    assert moments.as_of(asked(as_of=given)) == moment


def test_a_span_begins_with_its_first_day_and_ends_with_its_last():
    span = asked(**{"from": "2026-05-08", "to": "2026-05-08"})

    assert (moments.begun(span, "from"), moments.ended(span, "to")) == (
        "2026-05-08T00:00:00Z",
        "2026-05-08T23:59:59Z",
    )


@pytest.mark.parametrize("given", ["2026-02-30", "2026-05-08T25:00:00Z", "2026-13-01"])
def test_a_day_that_there_is_not_is_refused(given):
    with pytest.raises(Refused) as refused:
        moments.as_of(asked(as_of=given))

    assert (refused.value.status, refused.value.details[0].field) == (400, "as_of")
