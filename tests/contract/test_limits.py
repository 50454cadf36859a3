"""Ceilings on what a reader has to take in at once. Raising one takes a decision record."""

import ast
from pathlib import Path

import pytest

from scripts.build.build import rendered_workflows
from scripts.build.contract import client

ROOT = Path(__file__).parents[2]
MODULE_LINES = 300
FUNCTION_LINES = 50
HANDLER_LINES = 20
TEST_LINES = 40
FRAGMENT_LINES = 250
SERVERLESS_LINES = 100
STATES_PER_LEVEL = 12
MADE = set(client())


def modules(*folders):
    """But those made from the contract, which nobody reads or edits: decision 0019."""
    found = {path for folder in folders for path in (ROOT / folder).rglob("*.py")}
    return sorted(found - MADE)


def lines(path):
    return len(path.read_text().splitlines())


def named(path):
    return str(path.relative_to(ROOT))


def functions_longer_than(limit, paths, *, only=lambda name: True):
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and only(node.name):
                length = node.end_lineno - node.lineno + 1
                if length > limit:
                    yield f"{named(path)}:{node.lineno} {node.name}: {length} lines, at most {limit}"


def none_of(offenders):
    offenders = list(offenders)
    assert not offenders, "\n" + "\n".join(offenders)


def test_modules_fit_in_a_reading():
    paths = modules("functions", "workflows", "scripts", "tests")

    none_of(f"{named(p)}: {lines(p)} lines, at most {MODULE_LINES}" for p in paths if lines(p) > MODULE_LINES)


def test_functions_fit_on_a_screen():
    none_of(functions_longer_than(FUNCTION_LINES, modules("functions", "workflows", "scripts")))


def test_handlers_read_decide_and_write():
    handlers = [path for path in modules("functions") if path.parent.name == "handlers"]

    none_of(functions_longer_than(HANDLER_LINES, handlers, only=lambda name: name == "handler"))


def test_tests_show_one_behaviour():
    none_of(functions_longer_than(TEST_LINES, modules("tests"), only=lambda name: name.startswith("test_")))


def test_fragments_stay_readable():
    fragments = [*sorted((ROOT / "resources").glob("*.yml")), *sorted((ROOT / "functions").glob("*/*.yml"))]

    none_of(
        f"{named(p)}: {lines(p)} lines, at most {FRAGMENT_LINES}"
        for p in fragments
        if lines(p) > FRAGMENT_LINES
    )


def test_the_composition_fits_on_a_page():
    assert lines(ROOT / "serverless.yml") <= SERVERLESS_LINES


@pytest.mark.parametrize(("machine", "document"), sorted(rendered_workflows().items()))
def test_machines_can_be_drawn_on_a_napkin(machine, document):
    def levels(definition, name):
        yield name, len(definition["States"])
        for state_name, state in definition["States"].items():
            if "ItemProcessor" in state:
                yield from levels(state["ItemProcessor"], f"{name}.{state_name}")

    none_of(
        f"{level}: {states} states, at most {STATES_PER_LEVEL}"
        for level, states in levels(document["definition"], machine)
        if states > STATES_PER_LEVEL
    )
