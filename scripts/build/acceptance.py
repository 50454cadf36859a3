"""Which lines of docs/acceptance.toml are proven by which tests.

    python -m scripts.build.acceptance

writes docs/acceptance.md. The tests say it themselves, with `@pytest.mark.acceptance(numbers)`.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "acceptance.toml"
PAGE = ROOT / "docs" / "acceptance.md"
HEAD = """# What the product has to show

Written by `python -m scripts.build.acceptance` from `docs/acceptance.toml` and the marks on tests. Every test
runs in `make test`, without which nothing is merged; so a line with a test is shown by every merged commit.
"""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    area: str
    criterion: str
    reason: str | None  # why no test can show it, and what does


def lines() -> list[Line]:
    document = tomllib.loads(LIST.read_text())
    reasons = document.pop("reasons")
    return sorted(
        (
            Line(int(number), area, criterion, reasons.get(number))
            for area, criteria in document.items()
            for number, criterion in criteria.items()
        ),
        key=lambda line: line.number,
    )


def proofs() -> dict[int, set[str]]:
    """Tests by the numbers they are marked with, themselves or by their module."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        module = ast.parse(path.read_text())
        of_all = [number for node in module.body if _is_pytestmark(node) for number in _numbers(node)]
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                own = [number for mark in node.decorator_list for number in _numbers(mark)]
                for number in (*of_all, *own):
                    found[number].add(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"


def _numbers(marks: ast.AST) -> Iterator[int]:
    for node in ast.walk(marks):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.acceptance":
            yield from map(ast.literal_eval, node.args)


def page(listed: Sequence[Line], tests: Mapping[int, set[str]]) -> str:
    parts = [HEAD, f"{summary(listed, tests)}.\n"]
    for area in dict.fromkeys(line.area for line in listed):
        parts += [f"## {area.capitalize()}\n", "| | what | shown by |", "|---|---|---|"]
        parts += [
            f"| {line.number} | {line.criterion} | {_shown_by(line, tests)} |"
            for line in listed
            if line.area == area
        ]
        parts.append("")
    return "\n".join(parts)


def _shown_by(line: Line, tests: Mapping[int, set[str]]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for test in sorted(tests.get(line.number, ())):
        file, _, name = test.partition("::")
        by_file[file.removeprefix("tests/")].append(name.removeprefix("test_").replace("_", " "))
    if by_file:
        return "<br>".join(f"`{file}`: {'; '.join(names)}" for file, names in by_file.items())
    return line.reason or "**open**"


def summary(listed: Sequence[Line], tests: Mapping[int, set[str]]) -> str:
    proven = [line for line in listed if tests.get(line.number)]
    rest = [line for line in listed if line not in proven]
    reasoned = [line for line in rest if line.reason]
    proving = set().union(*tests.values())
    return (
        f"{len(listed)} lines: {len(proven)} shown by {len(proving)} tests, {len(reasoned)} only by a real"
        f" account, {len(rest) - len(reasoned)} open"
    )


def main() -> None:
    listed, tests = lines(), proofs()
    PAGE.write_text(page(listed, tests))
    sys.stdout.write(f"{summary(listed, tests)}\n")


if __name__ == "__main__":
    main()
