"""Which lines of docs/acceptance.toml are proven by which tests.

    python -m scripts.build.acceptance

The tests say it themselves, with `@pytest.mark.acceptance(numbers)`; they are collected, not run.
"""

import io
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import pytest

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "acceptance.toml"
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    area: str
    criterion: str
    reason: str | None  # why no test proves it


class _Marks:
    def __init__(self) -> None:
        self.tests: dict[int, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("acceptance"):
                for number in mark.args:
                    self.tests[number].add(item.nodeid.partition("[")[0])


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


def tests_by_number() -> dict[int, set[str]]:
    marks = _Marks()
    with redirect_stdout(io.StringIO()) as said:
        code = pytest.main(
            ["--collect-only", "-q", "-p", "no:randomly", str(ROOT / "tests")], plugins=[marks]
        )
    if code != pytest.ExitCode.OK:
        raise SystemExit(f"the tests cannot be collected:\n{said.getvalue()}")
    return marks.tests


def table(listed: Sequence[Line], tests: Mapping[int, set[str]]) -> str:
    rows: list[str] = []
    for line in listed:
        text = f"{line.number:>3}  {line.criterion} [{line.area}]"
        rows += wrap(text, WIDTH, subsequent_indent=" " * 5)
        rows += [f"{'':9}{test}" for test in sorted(tests.get(line.number, ()))]
        if not tests.get(line.number):
            rows += wrap(f"no test: {line.reason or 'open'}", WIDTH, initial_indent=" " * 9)
    return "\n".join(rows)


def summary(listed: Sequence[Line], tests: Mapping[int, set[str]]) -> str:
    proven = [line for line in listed if tests.get(line.number)]
    reasoned = [line for line in listed if line.reason and line not in proven]
    proving = set().union(*tests.values())
    return (
        f"{len(listed)} lines: {len(proven)} proven by {len(proving)} tests, {len(reasoned)} with a reason, "
        f"{len(listed) - len(proven) - len(reasoned)} open"
    )


def main() -> None:
    listed, tests = lines(), tests_by_number()
    sys.stdout.write(f"{table(listed, tests)}\n\n{summary(listed, tests)}\n")


if __name__ == "__main__":
    main()
