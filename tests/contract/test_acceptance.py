"""The list of acceptance lines and the tests' marks on it."""

import ast

import pytest

from scripts.build.acceptance import lines, summary, table
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


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ({1: {"tests/a.py::test_b"}}, "tests/a.py::test_b"),
        ({}, "no test: Every change is a commit"),
        ({}, "no test: open"),
    ],
)
def test_the_table_shows_the_tests_or_why_there_are_none(tests, said):
    assert said in table(list(LINES.values()), tests)


def test_the_summary_counts_every_line_once():
    reasoned = sum(line.reason is not None for line in LINES.values())

    assert summary(list(LINES.values()), {1: {"a", "b"}, 2: {"a"}}) == (
        f"142 lines: 2 proven by 2 tests, {reasoned} with a reason, {142 - 2 - reasoned} open"
    )
