import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from functions.research.domain.finding_codes import MEANINGS
from functions.research.domain.rating.result import WHY_NOT_RATED
from scripts.signal9.rating_table import print_codes, print_ratings, shortened
from scripts.signal9.ratings import RatedAsset, in_order

LONG_NAME = "Berkshire Hathaway Inc. Class B Common Stock (New)"
CODES = ("BALANCE_IDENTITY_OFF", "EBITDA_WITHOUT_DEPRECIATION", "PERIOD_MISSING_IN_STATEMENT")


def rated(symbol, rating, *, confidence=85.0, name="Acme Corporation", **what):
    low, high = (None, None) if rating is None else (max(1.0, rating - 0.4), min(5.0, rating + 0.4))
    return RatedAsset(symbol, name, "stored", rating, low, high, confidence=confidence, **what)


def withheld(symbol, reason):
    return RatedAsset(symbol, LONG_NAME, "stored", reason=reason, explanation=WHY_NOT_RATED[reason])


def printed(assets, columns):
    out = io.StringIO()
    console = Console(file=out, width=columns, highlight=False)
    print_ratings(console, assets)
    print_codes(console, assets)
    return out.getvalue()


def test_the_best_rating_stands_first_and_withheld_ones_last():
    assets = [rated("C", 2.0), withheld("A", "STATEMENTS_TOO_OLD"), rated("D", 4.1), rated("B", 2.0)]

    assert [asset.symbol for asset in in_order(assets)] == ["D", "B", "C", "A"]


def test_of_equal_ratings_the_more_certain_one_stands_first():
    assets = [rated("A", 3.0, confidence=40.0), rated("B", 3.0, confidence=90.0)]

    assert [asset.symbol for asset in in_order(assets)] == ["B", "A"]


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(columns):
    assets = [
        rated("BRK.B", 4.4, name=LONG_NAME, findings=CODES, label="strong_sell"),
        withheld("X", "UNIT_CONFLICT"),
    ]

    assert max(len(line) for line in printed(assets, columns).splitlines()) <= columns


@pytest.mark.parametrize("columns", [80, 120])
def test_every_reason_and_meaning_is_printed_in_whole_words(columns):
    assets = [rated("ACME", 3.6, findings=tuple(MEANINGS))]
    assets += [withheld(f"W{n}", reason) for n, reason in enumerate(WHY_NOT_RATED)]

    words = set(printed(assets, columns).split())

    texts = (*MEANINGS.values(), *WHY_NOT_RATED.values(), *(f"{code}:" for code in MEANINGS))
    assert {word for text in texts for word in text.split()} - words == set()


def test_eighty_columns_show_symbol_rating_label_confidence_interval_and_age():
    asset = rated("ACME", 3.6, label="buy", newest_statement_age_days=51, findings=CODES)

    line = next(line for line in printed([asset], 80).splitlines() if line.startswith("ACME"))

    assert re.fullmatch(r"ACME +Acme Corporation +3\.6 +buy +85 % +3\.2-4\.0 +51 d +3", line)


def test_a_wide_terminal_names_the_codes_it_has_room_for_and_counts_the_others():
    lines = printed([rated("ACME", 3.6, findings=CODES)], 120).splitlines()

    line = next(line for line in lines if line.startswith("ACME"))
    assert line.rstrip().endswith("BALANCE_IDENTITY_OFF +2")


def test_a_rating_without_an_age_or_findings_leaves_these_empty():
    line = next(line for line in printed([rated("ACME", 3.6)], 80).splitlines() if line.startswith("ACME"))

    assert line.rstrip().endswith("3.2-4.0")


def test_a_reason_that_many_share_is_printed_once():
    assets = [withheld(symbol, "NO_STATEMENTS") for symbol in ("A", "B", "C")]

    assert printed(assets, 120).count(WHY_NOT_RATED["NO_STATEMENTS"]) == 1


def test_a_flag_is_explained_by_the_company_it_was_raised_for():
    flags = {"STALE_STATEMENTS": "the newest statement is 231 days old"}

    assert "ACME: the newest statement is 231 days old." in printed([rated("ACME", 3.6, flags=flags)], 120)


def test_an_empty_day_says_so():
    assert printed([], 80) == "No asset was looked at.\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs"]), max_size=40))
def test_any_name_a_broker_may_list_leaves_the_table_standing(name):
    assert "3.6" in printed([rated("ACME", 3.6, name=name)], 80)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A", "B"], "A, B"),
        (["A", "B", "C"], "A, B, C"),
        (["A", "B", "C", "D"], "A, B, C and 1 more"),
    ],
)
def test_a_long_list_is_cut_after_its_first_names(names, words):
    assert shortened(names, most=3) == words
