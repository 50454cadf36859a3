"""The list of acceptance lines and the tests' marks on it."""

import ast
import re

import pytest

from scripts.build.acceptance import PAGE, lines, page, proofs, summary
from tests.support.fragments import ROOT

LINES = {line.number: line for line in lines()}


def marks():
    """Every `@pytest.mark.acceptance(...)` with where it stands."""
    for path in sorted(ROOT.glob("tests/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.acceptance":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", [ast.literal_eval(n) for n in node.args]


def test_the_list_is_complete():
    assert list(LINES) == list(range(1, 143))


def test_every_criterion_is_said_once():
    criteria = [line.criterion for line in LINES.values()]

    assert len(set(criteria)) == len(criteria)


def test_every_mark_names_a_line_of_the_list():
    unknown = [f"{where}: {n}" for where, numbers in marks() for n in numbers if n not in LINES]

    assert unknown == []


def test_every_mark_names_a_line():
    assert [where for where, numbers in marks() if not numbers] == []


def test_a_line_with_a_test_needs_no_reason():
    marked = {number for _, numbers in marks() for number in numbers}

    assert [n for n, line in LINES.items() if line.reason and n in marked] == []


@pytest.mark.acceptance(112)
def test_every_line_has_a_test_or_a_reason():
    shown = proofs()

    assert [n for n, line in LINES.items() if not (n in shown or line.reason)] == []


def test_a_reason_names_the_command_that_will_show_it():
    assert [
        n for n, line in LINES.items() if line.reason and not re.search(r"`[^`]+ [^`]+`", line.reason)
    ] == []


def test_no_mark_is_overlooked():
    """Marks count on functions and modules; one anywhere else would be shown nowhere."""
    marked = {(where.partition(":")[0], n) for where, numbers in marks() for n in numbers}
    counted = {(test.partition("::")[0], n) for n, tests in proofs().items() for test in tests}

    assert marked == counted


@pytest.mark.acceptance(18, 112)
def test_the_page_is_written():
    assert PAGE.read_text() == page(list(LINES.values()), proofs()), (
        "run `python -m scripts.build.acceptance`"
    )


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ({1: {"tests/a.py::test_b_is_c"}}, "`a.py`: b is c"),
        ({}, "Only the public DNS can show it"),
        ({}, "**open**"),
    ],
)
def test_the_page_shows_the_tests_or_why_there_are_none(tests, said):
    assert said in page(list(LINES.values()), tests)


def test_the_summary_counts_every_line_once():
    listed = list(LINES.values())
    reasoned = sum(line.reason is not None for line in listed)

    assert summary(listed, {1: {"a", "b"}, 2: {"a"}}) == (
        f"142 lines: 2 shown by 2 tests, {reasoned} only by a real account, {140 - reasoned} open"
    )
