"""`signal9 track-record`: by horizon and label, by symbol, and honest about what there is not."""

from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.track_record import (
    Close,
    Ends,
    Span,
    UniverseReturn,
    outcome,
    publication,
)
from tests.support import desk
from tests.support.stage import signal9
from tests.support.track_record import rating

DAY = "2026-05-27"
STILL = UniverseReturn(mean=0.0, size=40, delisted=1, jumped=0)


def published(symbol, *, day=DAY, **rated):
    told = publication(rating(symbol, desk.at(day), **rated), [])
    wiring.track_record().publish(told)
    return told


def followed(symbol, to, *, months=1, jumped_on=None, **rated):
    """From 100 to `to`, in a market that stood still."""
    told = published(symbol, **rated)
    span = Span(told.published_on, months)
    end = Close(span.due_on, float(to)) if to else None
    own = Ends(Close(span.published_on, 100.0), end, jumped_on=jumped_on)
    wiring.track_record().settle(outcome(told, span, own, STILL))


@pytest.fixture
def five_buys(stage):
    for number, to in enumerate((90, 98, 104, 106, 152)):
        followed(f"S{number}", to, label="buy", score100=60.0 + number)
    followed("SOLD", 80, label="sell", score100=20.0)
    followed("HALT", None, label="sell", score100=21.0)


def lines(*arguments):
    answer = signal9("track-record", *arguments)
    assert answer.exit_code == 0, answer.error
    return [" ".join(line.split()) for line in answer.out.splitlines() if line.strip()]


def test_nothing_published_says_how_to_begin(stage):
    assert lines() == ["No rating has been published yet; run a day with `signal9 day run`."]


def test_nothing_due_yet_says_when_the_first_outcomes_are(stage):
    published("ACME")
    published("BOLT", day="2026-05-28")

    assert lines() == [
        "No outcome yet. Ratings have been published since 2026-05-27.",
        "1 month: the first outcomes are due on 2026-06-27.",
        "3 months: the first outcomes are due on 2026-08-27.",
        "6 months: the first outcomes are due on 2026-11-27.",
        "12 months: the first outcomes are due on 2027-05-27.",
    ]


@pytest.mark.parametrize(("priced_on", "is_overdue"), [("2026-06-27", False), ("2026-06-29", True)])
def test_outcomes_that_should_be_there_and_are_not_are_told(stage, priced_on, is_overdue):
    published("ACME")
    wiring.run_log().succeeded("asset-sync", f"{priced_on}T04:00:00Z")

    told = " ".join(lines("--horizon", "1"))

    assert ("were due on 2026-06-27 and are not settled" in told) == is_overdue
    assert ("are due on 2026-06-27." in told) != is_overdue


def test_labels_stand_with_their_number_and_nothing_is_said_below_five(five_buys):
    found = lines("--horizon", "1")

    assert found[0] == "1 month after publication"
    assert "buy 5 +4.0 % +10.0 % 60 %" in found
    assert "sell 1 - - -" in found
    assert "6 outcomes of 6 companies, published on 1 day." in found
    assert "Hit rate 67 % of 6 buys and sells." in found
    assert "Rank correlation of score and excess return +1.00 (n 6)." in found
    assert any(
        line.startswith("Not computed: 1 with no close in the week before the horizon") for line in found
    )


def test_horizons_without_outcomes_say_when_theirs_are_due(five_buys):
    assert "3 months: the first outcomes are due on 2026-08-27." in lines()
    assert lines("--horizon", "3")[-1] == "3 months: the first outcomes are due on 2026-08-27."


def test_a_horizon_of_which_nothing_could_be_computed_shows_no_table(stage):
    followed("HALT", None)

    found = lines("--horizon", "1")

    assert found[0] == "1 month after publication"
    assert found[1].startswith("Not computed: 1 with no close in the week before the horizon")


def test_too_few_outcomes_are_not_compared(stage):
    followed("ACME", 110)

    found = lines("--horizon", "1")

    assert "1 outcome of 1 company, published on 1 day." in found
    assert "Too few to compare ratings with what followed." in found
    assert not any("Hit rate" in line for line in found)


def test_one_symbol_shows_each_of_its_ratings_with_both_closes_and_their_days(stage):
    followed("ACME", 110)
    followed("ACME", 150, months=3, jumped_on=date(2026, 7, 1))

    found = lines("--symbol", "acme")

    assert found[0] == "ACME: 1 published rating"
    assert found[1] == "2026-05-27T07:00:00Z 3.8 buy"
    assert any(
        line.startswith("1 100.00 on 2026-05-27 110.00 on 2026-06-27 +10.0 % +0.0 % +10.0 %")
        for line in found
    )
    assert "3 months: a price jump that looks like a split on 2026-07-01." in found
    assert "6 due on 2026-11-27" in found


def test_a_symbol_of_which_nothing_was_published_is_not_found(stage):
    answer = signal9("track-record", "--symbol", "GHOST")

    assert answer.exit_code == 4
    assert answer.error.startswith("NotPublished: no rating of GHOST was published")


def test_a_horizon_that_nobody_keeps_is_refused(stage):
    answer = signal9("track-record", "--horizon", "2")

    assert answer.exit_code == 2
    assert "got 2 months, expected one of 1, 3, 6, 12" in answer.error


def test_json_holds_the_same_numbers(five_buys):
    [horizon] = signal9("track-record", "--horizon", "1", "--json").document["horizons"]

    assert (horizon["months"], horizon["outcomes"], horizon["companies"], horizon["days"]) == (1, 6, 6, 1)
    assert (horizon["first_due_on"], horizon["promising"]) == ("2026-06-27", 6)
    assert horizon["not_computed"] == {"NO_PRICE_AT_HORIZON": 1}
    assert horizon["rule_sets"] == {"1 (0123456789abcdef)": 6}
    buy = next(label for label in horizon["labels"] if label["label"] == "buy")
    assert (buy["outcomes"], buy["median_excess"], buy["share_positive"]) == (5, 0.04, 0.6)
    sell = next(label for label in horizon["labels"] if label["label"] == "sell")
    assert (sell["outcomes"], sell["median_excess"]) == (1, None)


def test_json_of_a_symbol_names_every_bar_and_what_is_due(stage):
    followed("ACME", 110)

    [told] = signal9("track-record", "--symbol", "ACME", "--json").document

    assert (told["symbol"], told["as_of"], told["label"], told["price"]) == (
        "ACME",
        desk.at(DAY),
        "buy",
        None,
    )
    month, quarter, *_ = told["outcomes"]
    assert (month["is_settled"], month["excess_return"], month["universe_size"]) == (True, 0.1, 40)
    assert month["end"] == {"close": 110.0, "bar_on": "2026-06-27"}
    assert quarter == {"months": 3, "due_on": "2026-08-27", "is_settled": False}
