"""Commands that work on a file of figures: writing it, rating it as of earlier dates, calibration."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from scripts.signal9.commands import tell
from scripts.signal9.options import Json, connected

if TYPE_CHECKING:
    from scripts.figures.batch import Batch, Numbers

File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `signal9 figures export` wrote.")]
First = Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year of yearly dates.")]
Last = Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year of yearly dates.")]
DayOfYear = Annotated[str, typer.Option("--on", metavar="MM-DD", help="The day of each year.")]
Dates = Annotated[
    list[str] | None, typer.Option("--dates", metavar="DATE", help="YYYY-MM-DD, instead; may be repeated.")
]
Workers = Annotated[int, typer.Option(help="Processes to rate with.", min=1)]
RuleSetName = Annotated[str, typer.Option("--rule-set", help="The built-in rules, or a file of rulesets/.")]
# By then most annual reports of the year before are out.
LATE_SPRING = "05-31"
PROGRESS_EVERY = 100

Item = TypeVar("Item")

figures_app = typer.Typer(help="Stored figures as one file, for work offline.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(figures_app, name="figures")
    app.command()(backtest)
    app.command()(calibration)


@figures_app.command("export")
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Replaced when all of it is written.")],
    as_json: Json = False,
) -> None:
    """Write all that ratings read of every asset: statements, profiles, closes, news, calendar, findings."""
    connected(ctx)
    from scripts.figures.figure_file import write
    from scripts.signal9.backtest import held_dossiers

    if not file.parent.is_dir():
        raise typer.BadParameter(f"got {file}, but there is no folder {file.parent}")
    count = write(file, _counted(held_dossiers(), "companies written"))
    size = file.stat().st_size
    told = {"file": str(file), "companies": count, "bytes": size}
    tell(told, lambda c: c.print(f"{count} companies, {size / 1e6:.1f} MB in {file}"), as_json=as_json)


def backtest(  # noqa: PLR0913, PLR0917  a command has that many options
    file: File,
    first: First = None,
    last: Last = None,
    day_of_year: DayOfYear = LATE_SPRING,
    dates: Dates = None,
    workers: Workers = 1,
    rule_set: RuleSetName = "signal9",
    into: Annotated[
        str | None, typer.Option("--json", metavar="OUT", help="Ratings as JSON lines; - is standard output.")
    ] = None,
) -> None:
    """Rate every company of a file of figures as of each date, from what was known then. No stage needed."""
    from rich.console import Console

    from scripts.signal9 import backtest as looking_back
    from scripts.signal9.backtest_print import print_dates

    batch = _batch(file, first, last, day_of_year, dates, rule_set)
    companies = 0

    def counting() -> Iterator[list["Numbers"]]:
        nonlocal companies
        for company in _counted(batch.rated(workers=workers), "companies rated"):
            companies += 1
            yield company

    with looking_back.lines_into(into) as keep:
        found = looking_back.summarised(counting(), keep)
    console = Console(highlight=False, stderr=into == looking_back.STANDARD_OUTPUT)
    if found:
        print_dates(console, found, companies)
    else:
        console.print("There is no company in the file.")


def calibration(  # noqa: PLR0913, PLR0917  a command has that many options
    file: File,
    first: First = None,
    last: Last = None,
    day_of_year: DayOfYear = LATE_SPRING,
    dates: Dates = None,
    workers: Workers = 1,
    rule_set: RuleSetName = "signal9",
    as_json: Json = False,
) -> None:
    """How often the rating of the next date fell inside the interval of the one before. No stage needed."""
    from functions.research.domain.calibration import calibrate
    from scripts.signal9.backtest import rated_once
    from scripts.signal9.backtest_print import print_calibration

    batch = _batch(file, first, last, day_of_year, dates, rule_set)
    if len(batch.moments) < 2:  # noqa: PLR2004  an earlier and a later one
        raise typer.BadParameter("got one date, expected at least two: ratings are compared with the next")
    found = calibrate(rated_once(_counted(batch.rated(workers=workers), "companies rated")))
    tell(found, lambda console: print_calibration(console, found), as_json=as_json)


def _batch(  # noqa: PLR0913, PLR0917  as the commands have them
    file: Path,
    first: int | None,
    last: int | None,
    day_of_year: str,
    dates: list[str] | None,
    rule_set: str,
) -> "Batch":
    from functions.research.adapters import rule_sets
    from functions.research.domain.rating.overrides import RuleSetInvalid
    from scripts.figures.batch import Batch
    from scripts.figures.figure_file import FigureFile, NoFigureFile
    from scripts.signal9.backtest import moments, yearly

    if dates is None and (first is None or last is None or first > last):
        raise typer.BadParameter(f"got --from {first} --to {last}, expected both in order, or --dates")
    if dates is not None and (first is not None or last is not None):
        raise typer.BadParameter("got --dates beside --from or --to, expected one of the two")
    try:
        FigureFile(file)
        rule_sets.rule_set(rule_set)
    except (NoFigureFile, RuleSetInvalid) as failure:
        raise typer.BadParameter(str(failure)) from failure
    days = dates if dates is not None else yearly(first or 0, last or 0, day_of_year)
    return Batch(file, moments(days), rule_set)


def _counted(items: Iterator[Item], what: str) -> Iterator[Item]:
    """Says on a terminal how far it is."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status(f"0 {what}") as status:
        for number, item in enumerate(items, start=1):
            if number % PROGRESS_EVERY == 0:
                status.update(f"{number} {what}")
            yield item
