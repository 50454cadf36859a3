"""Failures that the day's machines recorded, in the faults' own words and told once."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from functions.research import wiring
from functions.research.domain.jobs import JOBS
from scripts.signal9.rating_table import of_any, shortened

MOST_NAMED = 12

Failure = Mapping[str, Any]


def not_mended(day: str, failed_jobs: Collection[str]) -> tuple[list[Failure], int]:
    """The failures no later attempt of the day has made good, and how many were."""
    recorded: list[Failure] = list(wiring.run_log().failures_of(day))
    outcomes = {asset["symbol"]: asset.get("outcome") for asset in wiring.run_log().assets_of(day)}
    left = [failure for failure in recorded if _is_left(failure, outcomes, failed_jobs)]
    return left, len(recorded) - len(left)


def _is_left(failure: Failure, outcomes: Mapping[str, Any], failed_jobs: Collection[str]) -> bool:
    if symbol := failure.get("symbol"):
        return bool(outcomes.get(symbol, "failed") == "failed")
    job = next((job for job in JOBS if failure["execution"].startswith(f"{job}-")), None)
    return job is None or job in failed_jobs


def print_not_mended(console: Console, day: str, failed_jobs: Collection[str]) -> None:
    left, mended = not_mended(day, failed_jobs)
    print_recorded(console, left)
    if mended:
        text = f"{mended} earlier failures of the day were made good; `signal9 runs --failed` lists them."
        console.print(Text(text, "dim"))
    if left or mended:
        console.print()


def print_recorded(console: Console, recorded: Iterable[Failure]) -> None:
    for (workflow, execution, sentence), symbols in grouped(recorded).items():
        about = f" of {shortened(symbols, most=MOST_NAMED)}" if symbols else ""
        console.print(Text(f"✗ {workflow}{about}, in {execution}:", "red"))
        console.print(Padding(Text(sentence), (0, 0, 0, 2), expand=False))


def grouped(recorded: Iterable[Failure]) -> dict[tuple[str, str, str], list[str]]:
    """Symbols by workflow, execution and sentence: one fault often meets many assets."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for failure in recorded:
        symbol = failure.get("symbol")
        key = (failure["workflow"], failure["execution"], of_any(symbol, sentence_of(failure)))
        found.setdefault(key, []).extend(filter(None, [symbol]))
    return found


def sentence_of(failure: Failure) -> str:
    """Lambda puts the exception's text into a JSON cause."""
    error, cause = str(failure.get("error", "")), str(failure.get("cause", ""))
    try:
        details = json.loads(cause)
        return f"{details['errorType']}: {details['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        last = cause.strip().splitlines()[-1:] or [""]
        return ": ".join(filter(None, (error, last[0]))) or "no reason was recorded"
