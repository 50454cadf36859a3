import io

import pytest
from rich.console import Console

from scripts.signal9 import day_progress
from scripts.signal9.day import Step
from scripts.signal9.day_progress import DayProgress, progress_of


def watched(*steps, terminal=False):
    out = io.StringIO()
    console = Console(
        file=out, width=80, force_terminal=terminal, color_system="standard" if terminal else None
    )
    with DayProgress(console, "2026-11-20") as progress:
        for step in steps:
            progress.report(step)
    return out.getvalue()


def test_a_log_gets_one_line_for_each_change_however_often_a_job_reports():
    reports = [Step("regular-pollenation", "running", done, 17) for done in range(17)]

    lines = watched(*reports, Step("regular-pollenation", "done", 17, 17)).splitlines()

    assert len(lines) == 3
    assert lines[0] == "Market day 2026-11-20"
    assert lines[1] == "  regular-pollenation: running, 0 of 17, 17 left"
    assert lines[2].startswith("  regular-pollenation: done, 17 of 17, ")


def test_a_log_hears_of_a_long_job_again_and_again(monkeypatch):
    monkeypatch.setattr(day_progress, "PLAIN_EVERY_SECONDS", 0.0)

    lines = watched(*[Step("analysis", "running", done, 3) for done in range(3)]).splitlines()

    assert [line.split(", ")[1] for line in lines[1:]] == ["0 of 3", "1 of 3", "2 of 3"]


def test_a_job_of_an_earlier_run_is_said_to_have_run_before():
    assert "  asset-sync: ran before\n" in watched(Step("asset-sync", "already", detail="ran before"))


def test_a_terminal_shows_every_job_from_the_start():
    shown = watched(Step("asset-sync", "running"), terminal=True)

    assert all(name in shown for name in day_progress.NAMES)


def test_a_failed_job_is_red_in_a_terminal():
    shown = watched(Step("asset-sync", "failed", detail="timed_out"), terminal=True)

    red = "\x1b[1;31m"
    assert f"{red}asset-sync" in shown
    assert f"{red}timed_out" in shown


def test_waiting_for_calls_is_said_while_it_lasts():
    step = Step("regular-pollenation", "running", 1, 17, detail="waiting for the minute's call limit")

    assert "1 of 17, 16 left, waiting for the minute's call limit" in watched(step)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("asset-sync", "running"), ""),
        (Step("analysis", "running", 0, 0), "0 of 0"),
        (Step("analysis", "running", 2, 3), "2 of 3, 1 left"),
        (Step("analysis", "running", 3, 3), "3 of 3"),
        # An asset collected by two jobs may count above the plan.
        (Step("analysis", "running", 4, 3), "4 of 3"),
        (Step("analysis", "failed", 2, 3), "2 of 3"),
    ],
)
def test_what_is_left_is_said_only_while_a_job_runs(step, words):
    assert progress_of(step) == words
