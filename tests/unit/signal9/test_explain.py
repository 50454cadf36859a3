"""Ratings opened into their arithmetic, printed for a terminal of 80 columns."""

import io

import pytest
from rich.console import Console

from functions.research.domain.rating import rate, spelled_out
from functions.research.domain.rating.difference import difference
from functions.research.domain.rating.explanation import explain
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.rule_set import RULE_SET
from scripts.signal9.amounts import amount
from scripts.signal9.difference_print import print_difference
from scripts.signal9.explain_print import print_metrics, print_rating

JUNE, MARCH = "2025-08-20T07:00:00Z", "2026-03-01T07:00:00Z"
CODES = sorted(
    {m.code for c in RULE_SET.components for b in c.blocks for m in b.metrics}
    | {m.code for p in RULE_SET.panels for m in p.metrics}
)


def printed(show, *what):
    out = io.StringIO()
    show(Console(file=out, width=80, highlight=False), *what)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    return "\n".join(line.rstrip() for line in lines)


@pytest.fixture(scope="module")
def known(acme):
    return Known("ACME", acme.rows(), acme.overview())


def test_a_rating_is_printed_with_its_interval_components_and_reasons(known):
    rating = rate(known, as_of=MARCH)

    page = printed(print_rating, rating.to_json())

    assert f"Rating {rating.rating:.1f}" in page
    assert f"interval {rating.rating_low:.1f}-{rating.rating_high:.1f}" in page
    assert all(c.result.component.name in page for c in rating.components)
    assert page.count("\n+ ") == 3
    assert "It leans most on" in page


def test_a_withheld_rating_says_why(acme):
    empty = Known("ACME", ())

    page = printed(print_rating, rate(empty, as_of=MARCH).to_json())

    assert "Not rated (NO_STATEMENTS)" in page


@pytest.mark.parametrize("code", CODES)
def test_every_metric_fits_the_terminal_with_its_formula(known, code):
    uses = explain(rate(known, as_of=MARCH), code, RULE_SET, known.rows)

    page = printed(print_metrics, [spelled_out.explanation(use) for use in uses])

    assert page.count("Inputs") == len(uses)
    assert all(use.asked.metric.name.split()[0] in page for use in uses)


def test_a_difference_is_printed_down_to_its_sum(known):
    earlier, later = rate(known, as_of=JUNE), rate(known, as_of=MARCH)

    page = printed(print_difference, spelled_out.difference(difference(earlier, later, RULE_SET)))

    assert page.splitlines()[-1].split()[0] == "sum"
    assert f"{later.rating - earlier.rating:+.3f}" in page


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (62_753_000_000, "", "62.75 bn"), (-1_500_000, "", "-1.50 m"), (999, "", "999"), (99.96, "", "100"),
        (1.0404, "times", "1.04"), (0.096, "percent", "9.6 %"), (None, "", "none"), (0, "", "0"),
        (2.5e12, "", "2.50 tn"), (1000, "", "1.00 k"),
    ],
)  # fmt: skip
def test_amounts_are_short(value, unit, text):
    assert amount(value, unit) == text
