"""The track record as tables that fit 80 columns."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from functions.research.domain.track_record import WHY_NOT_COMPUTED, Close, Outcome, Span
from functions.research.domain.track_record_summary import LEAST_OUTCOMES, HorizonRecord, LabelRecord
from scripts.signal9.rating_table import STYLES, section, worded
from scripts.signal9.track_record import Followed, TrackRecord

NOTHING_SAID = "-"
READ_ON = "What these numbers cannot say: docs/track-record.md"


def print_track_record(console: Console, record: TrackRecord) -> None:
    if record.first_published_on is None:
        console.print("No rating has been published yet; run a day with `signal9 day run`.")
        return
    settled = [horizon for horizon in record.horizons if horizon.outcomes or horizon.not_computed]
    waiting = [horizon for horizon in record.horizons if horizon not in settled]
    for horizon in settled:
        _print_horizon(console, horizon)
    if not settled:
        console.print(f"No outcome yet. Ratings have been published since {record.first_published_on}.")
    for horizon in waiting:
        console.print(_due(record, horizon.months))
    if settled:
        console.print(Text(f"{NOTHING_SAID} fewer than five outcomes: nothing is said.", "dim"))
        console.print(Text(READ_ON, "dim"))


def print_followed(console: Console, publications: Sequence[Followed]) -> None:
    symbol = publications[0].publication.symbol
    console.print(Text(f"{symbol}: {_counted(len(publications), 'published rating')}", "bold"), "")
    for one in publications:
        published = one.publication
        label = Text(worded(published.label), STYLES.get(published.label, ""))
        price = f", close {_price(published.price)} then" if published.price else ""
        console.print(Text.assemble(f"{published.as_of}  {published.rating:.1f} ", label, price))
        console.print(_followed_table(one))
        for note in _notes(one):
            console.print(Text(note))
        console.print()


def _print_horizon(console: Console, horizon: HorizonRecord) -> None:
    title = f"{_months(horizon.months)} after publication"
    if horizon.outcomes:
        _print_labels(console, title, horizon)
    else:
        console.print(Text(title, "bold"))
    if horizon.not_computed:
        reasons = (f"{n} with {WHY_NOT_COMPUTED[code]}" for code, n in horizon.not_computed.items())
        console.print(f"Not computed: {'; '.join(reasons)}.")
    if len(horizon.rule_sets) > 1:
        each = (f"{n} of {name}" for name, n in horizon.rule_sets.items())
        console.print(f"Of {len(horizon.rule_sets)} rule sets: {', '.join(each)}.")
    console.print()


def _print_labels(console: Console, title: str, horizon: HorizonRecord) -> None:
    table = section(title)
    table.add_column("Label", no_wrap=True)
    for name in ("Outcomes", "Median excess", "Mean excess", "Above zero"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", ratio=1)
    for label in horizon.labels:
        table.add_row(*_label_cells(label))
    console.print(table)
    seen = (
        f"{_counted(horizon.companies, 'company', 'companies')}, published on {_counted(horizon.days, 'day')}"
    )
    console.print(f"{_counted(horizon.outcomes, 'outcome')} of {seen}.")
    if horizon.outcomes < LEAST_OUTCOMES:
        console.print("Too few to compare ratings with what followed.")
    else:
        hits = _share(horizon.hit_rate)
        console.print(f"Hit rate {hits} of {_counted(horizon.promising, 'buy or sell', 'buys and sells')}.")
        rho = NOTHING_SAID if horizon.rank_correlation is None else f"{horizon.rank_correlation:+.2f}"
        console.print(f"Rank correlation of score and excess return {rho} (n {horizon.outcomes}).")


def _due(record: TrackRecord, months: int) -> str:
    due_on = record.first_due_on(months)
    if record.is_overdue(months):
        return (
            f"{_months(months)}: the first outcomes were due on {due_on} and are not settled; `signal9 runs`"
            " shows whether the job track-record failed or waits for prices."
        )
    return f"{_months(months)}: the first outcomes are due on {due_on}."


def _label_cells(label: LabelRecord) -> tuple[str | Text, ...]:
    return (
        Text(worded(label.label), STYLES.get(label.label, "")),
        str(label.outcomes),
        _percent(label.median_excess),
        _percent(label.mean_excess),
        _share(label.share_positive),
    )


def _followed_table(one: Followed) -> Table:
    table = section("")
    table.title = None
    for name in ("Months", "Close at start", "Close at horizon", "Return", "Universe", "Excess"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", ratio=1)
    for months, outcome in one.outcomes.items():
        table.add_row(str(months), *_cells(Span(one.publication.published_on, months), outcome))
    return table


def _cells(span: Span, outcome: Outcome | None) -> tuple[str, ...]:
    if outcome is None:
        return ("", f"due on {span.due_on}")
    return (
        _price(outcome.ends.start),
        _price(outcome.ends.end),
        _percent(outcome.price_return),
        _percent(outcome.universe.mean),
        _percent(outcome.excess_return),
    )


def _notes(one: Followed) -> Iterator[str]:
    """What a row of numbers cannot say of itself."""
    for months, outcome in one.outcomes.items():
        if outcome and outcome.reason:
            jumped_on = f" on {outcome.ends.jumped_on}" if outcome.ends.jumped_on else ""
            yield f"{_months(months)}: {WHY_NOT_COMPUTED[outcome.reason]}{jumped_on}."
        elif outcome and outcome.ends.is_delisted:
            yield f"{_months(months)}: delisted; the last close stands for what came after."


def _price(close: Close | None) -> str:
    return f"{close.price:,.2f} on {close.on}" if close else NOTHING_SAID


def _percent(value: float | None) -> str:
    return NOTHING_SAID if value is None else f"{value:+.1%}".replace("%", " %")


def _share(value: float | None) -> str:
    return NOTHING_SAID if value is None else f"{value:.0%}".replace("%", " %")


def _months(months: int) -> str:
    return _counted(months, "month")


def _counted(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
