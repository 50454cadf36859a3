from datetime import date

import pytest

from functions.research.domain.assets import Bar
from functions.research.domain.track_record import Close, Ends, Publication, Span, outcome, universe_return


@pytest.fixture
def bar():
    """A daily bar of ACME; opens where it closes unless told otherwise."""

    def made(day, close, *, opening=None, volume=1000, symbol="ACME"):
        first = close if opening is None else opening
        return Bar(symbol, f"{day}T04:00:00Z", first, close, close, close, volume, None, None)

    return made


@pytest.fixture
def published():
    def made(symbol="ACME", as_of="2026-05-27T07:00:00Z", *, score100=70.0, label="buy", rule_set="hash"):
        return Publication(
            symbol, as_of, 3.8, label, score100, 85.0, 3.4, 4.2, "1", rule_set, Close(date(2026, 5, 26), 10.0)
        )

    return made


@pytest.fixture
def followed(published):
    """An outcome whose asset went from 100 to `to` while the universe stayed where it was."""

    def made(to, symbol="ACME", as_of="2026-05-27T07:00:00Z", *, months=1, **rated):
        publication = published(symbol, as_of, **rated)
        span = Span(publication.published_on, months)
        still = universe_return([Ends(Close(span.published_on, 1.0), Close(span.due_on, 1.0))])
        own = Ends(Close(span.published_on, 100.0), Close(span.due_on, to) if to else None)
        return outcome(publication, span, own, still)

    return made
