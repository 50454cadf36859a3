"""What was said in an earnings call, by whom, of which quarter."""

import pytest

from functions.research.adapters.alpha_vantage.transcript import parse_transcript
from functions.research.domain.findings import Severity
from functions.research.domain.transcripts import Turn

TURN = {"speaker": "Ada Miller", "title": "CEO", "content": "We milled more flour.", "sentiment": "0.7"}


def parse(*turns, symbol="ACME", quarter="2025Q4"):
    return parse_transcript(
        {"symbol": symbol, "quarter": quarter, "transcript": list(turns)}, "ACME", "2025Q4"
    )


def test_turns_keep_their_order():
    transcript, findings = parse(TURN, TURN | {"speaker": "Operator", "title": "None", "sentiment": "0"})

    assert (transcript.symbol, transcript.quarter) == ("ACME", "2025Q4")
    assert transcript.turns == (
        Turn("Ada Miller", "CEO", "We milled more flour.", 0.7),
        Turn("Operator", None, "We milled more flour.", 0.0),
    )
    assert findings == []


def test_a_call_not_held_yet_has_no_turns():
    transcript, findings = parse()

    assert transcript.turns == ()
    assert findings == []


@pytest.mark.parametrize(("sentiment", "kept"), [("1", 1.0), ("-1", -1.0), ("1.1", None), ("None", None)])
def test_sentiment_is_between_minus_one_and_one_or_missing(sentiment, kept):
    assert parse(TURN | {"sentiment": sentiment})[0].turns[0].sentiment == kept


def test_a_turn_without_words_is_left_out():
    assert parse(TURN | {"content": ""}, TURN)[0].turns == (Turn("Ada Miller", "CEO", TURN["content"], 0.7),)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"symbol": "OTHER"}, "SYMBOL_MISMATCH"),
        ({"quarter": "2025Q3"}, "QUARTER_MISMATCH"),
        ({"quarter": ""}, "QUARTER_MISMATCH"),
    ],
)
def test_a_transcript_of_another_call_is_a_hard_finding(fields, code):
    transcript, findings = parse(TURN, **fields)

    assert transcript is None
    assert [(finding.code, finding.severity) for finding in findings] == [(code, Severity.HARD)]
