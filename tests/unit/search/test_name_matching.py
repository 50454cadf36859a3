"""Companies found in a plain list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.advisor.domain.name_matching import Listed, folded, ranked, words_of


def listed(symbol, *names, size=1.0):
    return Listed(symbol, tuple(" ".join(words_of(name)) for name in names), size)


COMPANIES = [
    listed("CAR", "Avenstone Rentals Inc Common Stock"),
    listed("QZB.B", "Zorwick Holdings Inc Class B", "Umbertide Mutual"),
    listed("CARS", "Carsten Motors Inc", size=2.0),
    listed("BIGC", "Carsten Group Plc", size=9.0),
    listed("ZQNM", "Fiz`dine & Söhne Brauhäuser"),
]


@pytest.mark.parametrize(
    ("asked", "symbols"),
    [
        ("car", ["CAR", "CARS", "BIGC"]),
        ("qzb-b", ["QZB.B"]),
        ("QZB/B", ["QZB.B"]),
        ("umbertide", ["QZB.B"]),
        ("carsten", ["BIGC", "CARS"]),
        ("holdings zorwick", ["QZB.B"]),
        ("sohne fizdine", ["ZQNM"]),
        ("common stock", []),
        ("nobody", []),
    ],
)
def test_tickers_come_first_then_beginnings_then_what_is_contained(asked, symbols):
    assert [company.symbol for _, company in ranked(asked, COMPANIES)] == symbols


@given(st.text(max_size=100))
def test_no_text_is_too_odd_to_be_asked(text):
    scores = [score for score, _ in ranked(text, COMPANIES)]

    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@given(st.text(max_size=50))
def test_folding_again_changes_nothing_for_plain_letters(text):
    once = folded(text)
    if once.isascii():
        assert folded(once) == once
