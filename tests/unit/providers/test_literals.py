"""Providers write numbers as text, and nothing at all in many words."""

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.adapters.literals import Reading, day, excerpt, moment, text


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("62753000000", 62753000000),
        ("-218000000", -218000000),
        ("+5", 5),
        ("0", 0),
        ("007", 7),
        ("1.60", 1.6),
        ("12.0", 12.0),
        (".5", 0.5),
        ("-3.", -3.0),
        ("1.5e9", 1.5e9),
        (" 4 ", 4),
        (4, 4),
        (0.021785, 0.021785),
        ("1000000000000000000000000", 10**24),
    ],
)
def test_a_figure_is_whole_when_it_is_written_whole(written, figure):
    read = Reading().number(written, "total_revenue")

    assert read == figure
    assert type(read) is type(figure)


@pytest.mark.parametrize("written", ["None", "none", "-", "", "  ", "NaN", "null", "N/A", None, float("nan")])
def test_a_missing_figure_is_none_and_nothing_to_remark_on(written):
    reading = Reading()

    assert reading.number(written, "total_revenue") is None
    assert reading.findings == []


@pytest.mark.parametrize(
    "written", ["abc", "1,234", "1_000", "0x10", "١٢", "--1", "1.2.3", True, [], {}, "5%"]
)
def test_text_that_is_no_number_counts_as_missing_and_is_remarked_on(written):
    reading = Reading("income_statement")

    assert reading.number(written, "total_revenue", "2025-12-31") is None
    [finding] = reading.findings
    assert (finding.code, finding.statement, finding.fiscal_date) == (
        "NOT_A_NUMBER",
        "income_statement",
        "2025-12-31",
    )


@pytest.mark.parametrize("written", ["1e400", "-1e400", "1e25", 1e300, 10**30, float("inf"), "9" * 30])
def test_a_figure_beyond_every_figure_counts_as_missing_and_is_remarked_on(written):
    reading = Reading()

    assert reading.number(written, "total_assets") is None
    assert [finding.code for finding in reading.findings] == ["NUMBER_OUT_OF_RANGE"]


@given(st.integers(-(10**24), 10**24))
def test_every_whole_number_survives_its_spelling(figure):
    assert Reading().number(str(figure), "eps") == figure


@given(st.floats(min_value=-1e24, max_value=1e24))
def test_every_float_survives_its_spelling(figure):
    assert Reading().number(repr(figure), "eps") == figure


@given(st.text() | st.floats() | st.integers() | st.binary())
def test_any_value_is_a_finite_number_or_missing(value):
    read = Reading().number(value, "eps")

    assert read is None or math.isfinite(read)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("0000-00-00", None),
        ("1899-12-31", None),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("2200-01-01", None),
        ("20251231", None),
        ("2025-W01-1", None),
        ("12/31/2025", None),
        ("٢٠٢٥-12-31", None),
        ("None", None),
        (20251231, None),
    ],
)
def test_a_day_exists_and_is_written_one_way(written, known):
    assert day(written) == known


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2022-02-01T05:00:00Z", "2022-02-01T05:00:00Z"),
        ("2023-12-12T22:31:24.668464435Z", "2023-12-12T22:31:24Z"),
        ("2023-12-31T23:30:00-05:00", "2024-01-01T04:30:00Z"),
        ("2023-12-31T23:30:61Z", None),
        ("2023-12-31T23:30:00", None),
        ("2023-12-31T23:30:00+99:00", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("2023-12-31", None),
        (5, None),
    ],
)
def test_a_moment_of_any_precision_is_utc_to_the_second(written, known):
    assert moment(written) == known


@pytest.mark.parametrize("written", ["\ud800Acme", "Ac\x00me", "Société Générale `SA`"])
def test_text_can_be_written_anywhere(written):
    json.dumps(text(written), ensure_ascii=False).encode()
    assert "\x00" not in text(written)


def test_an_excerpt_is_short_and_never_a_dump():
    assert excerpt("x" * 1000, 10) == "'xxxxxxxxxx'..."
    assert excerpt([["deep"]] * 1000) == "a JSON array"
