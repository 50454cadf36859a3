"""The day's jobs as they go: live in a terminal, one plain line a change elsewhere."""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from functions.research.domain.jobs import JOBS
from scripts.signal9.day import Step

ANALYSIS = "analysis"
NAMES = (*JOBS, ANALYSIS)
MARKS = {
    "waiting": Text("·", "dim"),
    "running": Text("▸", "cyan"),
    "done": Text("✓", "green"),
    "already": Text("✓", "dim green"),
    "failed": Text("✗", "bold red"),
}
REFRESHES_PER_SECOND = 8
# Where nothing can be redrawn, a long step says this often how far it is.
PLAIN_EVERY_SECONDS = 15.0


@dataclass(slots=True)
class _Shown:
    step: Step
    began: float
    ended: float | None = None
    printed_at: float = 0.0

    def elapsed_seconds(self) -> float:
        return (self.ended or time.monotonic()) - self.began


class DayProgress:
    def __init__(self, console: Console, day: str) -> None:
        self._console = console
        self._day = day
        self._shown: dict[str, _Shown] = {}
        self._live: Live | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live = Live(
                console=self._console,
                get_renderable=self._table,
                refresh_per_second=REFRESHES_PER_SECOND,
            )
            self._live.start()
        else:
            self._console.print(f"Market day {self._day}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def report(self, step: Step) -> None:
        now = time.monotonic()
        is_new = step.name not in self._shown
        shown = self._shown.setdefault(step.name, _Shown(step, began=now))
        is_change = is_new or shown.step.state != step.state
        shown.step = step
        if step.state != "running":
            shown.ended = now
        if self._live is None and (is_change or now - shown.printed_at > PLAIN_EVERY_SECONDS):
            shown.printed_at = now
            self._print_plain(shown, is_new=is_new)

    def _print_plain(self, shown: _Shown, *, is_new: bool) -> None:
        step = shown.step
        words = [step.detail if step.state == "already" else step.state, progress_of(step)]
        if step.detail not in words:
            words.append(step.detail)
        if step.state != "already" and not is_new:
            words.append(f"{shown.elapsed_seconds():.1f} s")
        line = f"  {step.name}: " + ", ".join(word for word in words if word)
        self._console.print(Text(line, style_of(step.state)), soft_wrap=True)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 1))
        table.title, table.title_justify, table.title_style = f"Market day {self._day}", "left", "bold"
        between = [name for name in self._shown if name not in NAMES]
        for name in (*JOBS, *between, ANALYSIS):
            shown = self._shown.get(name)
            if shown is None:
                table.add_row(MARKS["waiting"], Text(name, "dim"))
                continue
            step = shown.step
            style = style_of(step.state)
            table.add_row(
                MARKS[step.state],
                Text(name, style),
                _bar(step),
                Text(progress_of(step), style),
                Text(f"{shown.elapsed_seconds():.1f} s", "dim"),
                Text(step.detail, style or "dim", no_wrap=True, overflow="ellipsis"),
            )
        return table


def progress_of(step: Step) -> str:
    """`12 of 17, 5 left`; nothing where the amount of work is not known."""
    if step.of is None:
        return ""
    left = max(0, step.of - step.done)
    return f"{step.done} of {step.of}" + (f", {left} left" if left and step.state == "running" else "")


def style_of(state: str) -> str:
    return {"failed": "bold red", "already": "dim"}.get(state, "")


def _bar(step: Step) -> ProgressBar | Text:
    if step.of is None and step.state == "running":
        return ProgressBar(pulse=True, width=16)
    if not step.of or step.state == "already":
        return Text("")
    return ProgressBar(total=step.of, completed=step.done, width=16)
