"""A rating's arithmetic for people, on 80 columns."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from functions.research.domain.rating.explanation import Explanation, Figure, ReadInput
from functions.research.domain.rating.result import WHY_NOT_RATED, Rating
from functions.research.domain.rating.scoring import NEUTRAL
from scripts.signal9.amounts import amount
from scripts.signal9.arithmetic import Worked
from scripts.signal9.rating_table import STYLES, section, worded

HASH_DIGITS = 8
MOST_FIGURES = 8
MOST_CHANGES = 4


def print_rating(console: Console, found: Worked) -> None:
    rating = found.rating
    _print_head(console, found)
    if rating.rating is None:
        why = WHY_NOT_RATED.get(rating.reason or "", rating.reason or "")
        console.print(Text(f"Not rated ({rating.reason}): {why}", "yellow"), "")
    _print_components(console, rating)
    for sign, reasons in zip("+-", rating.reasons, strict=True):
        for reason in reasons:
            console.print(Text(f"{sign} {reason.text}", "green" if sign == "+" else "red"))
    _print_certainty(console, rating)
    console.print()
    console.print(Text(f"signal9 explain {rating.symbol} METRIC opens one of the metrics above.", "dim"))


def print_metrics(console: Console, uses: Sequence[Explanation]) -> None:
    for found in uses:
        _print_metric(console, found)


def _print_metric(console: Console, found: Explanation) -> None:
    metric, result = found.asked.metric, found.result
    where = found.component.replace("_", " ") or "shown, not graded"
    console.print(
        Text.assemble((metric.name, "bold"), f"  {found.rating.symbol}, {found.rating.as_of}, {where}")
    )
    console.print(Text(metric.formula), Text(f"{metric.period}; {metric.source}", "dim"), "", sep="\n")
    if result.reason:
        console.print(Text(f"No value: {result.reason}", "yellow"), "", sep="\n")
    else:
        _print_value(console, found)
    _print_inputs(console, found.inputs)
    _print_changes(console, found)


def _print_head(console: Console, found: Worked) -> None:
    rating = found.rating
    name = found.known.overview.name if found.known.overview else ""
    console.print(Text.assemble((f"{rating.symbol}  {name}", "bold")))
    kind = "stored" if found.is_stored else "worked out now from what was known then"
    console.print(Text(f"as of {rating.as_of}, {kind}; rules {rating.rule_set.version}", "dim"))
    if rating.rating is not None:
        head = Text(f"Rating {rating.rating:.1f} ")
        head.append(worded(rating.label), STYLES.get(rating.label, ""))
        head.append(
            f"  {rating.score100:.0f} of 100, {rating.letter}; interval {rating.rating_low:.1f}-"
            f"{rating.rating_high:.1f}, confidence {rating.confidence:.0f} %"
        )
        console.print(head)
    if rating.grounds:
        grounds = rating.grounds
        basis = "last four quarters" if grounds.basis == "ttm" else "fiscal year"
        console.print(
            Text(
                f"{basis} to {grounds.period_end}, {grounds.currency}, judged as {grounds.firm_kind};"
                f" next report due {grounds.next_report_due}",
                "dim",
            )
        )
    for flag in rating.flags:
        console.print(Text(f"! {flag.code}: {flag.message}", "yellow"))
    if rating.cap:
        console.print(
            Text(
                f"! {rating.cap.uncapped:.2f} held down to {rating.cap.cap:g} by {rating.cap.flag}", "yellow"
            )
        )
    console.print()


def _print_components(console: Console, rating: Rating) -> None:
    available = sum(c.weight for c in rating.components if c.result.score is not None)
    for part in rating.components:
        result = part.result
        share = part.weight / available if result.score is not None and available else 0.0
        scored = f"{result.score:.2f}" if result.score is not None else "not judged"
        table = section(
            f"{result.component.name}: {scored}, {100 * part.weight:.0f} % of the rating,"
            f" {100 * result.coverage:.0f} % covered"
        )
        table.add_column("Metric", ratio=1, no_wrap=True, overflow="ellipsis")
        table.add_column("Code", no_wrap=True, style="dim", overflow="ellipsis", max_width=24)
        table.add_column("Value", justify="right", no_wrap=True)
        table.add_column("Score", justify="right", no_wrap=True)
        table.add_column("Pull", justify="right", no_wrap=True)
        for metric in result.metrics:
            if metric.reason and metric.reason.startswith("NOT_APPLICABLE"):
                continue
            pull = share * metric.weight * ((metric.score or NEUTRAL) - NEUTRAL)
            table.add_row(
                metric.metric.name,
                metric.metric.code,
                amount(metric.value, metric.metric.unit) if metric.value is not None else "-",
                f"{metric.score:.1f}" if metric.score is not None else "-",
                Text(
                    f"{round(pull, 2) + 0.0:+.2f}" if metric.score is not None and share else "",
                    _sign_style(pull),
                ),
            )
        console.print(table, "")


def _print_certainty(console: Console, rating: Rating) -> None:
    lean = rating.leaning
    if lean:
        console.print()
        console.print(
            Text(
                f"It leans most on {lean.metric}: {lean.rating_without:.2f} without it; without any one"
                f" metric it lies between {lean.low:.2f} and {lean.high:.2f}."
            ),
        )
    if rating.stability:
        console.print(Text(f"Stability {rating.stability.level} over {_counted(rating.stability.runs)}."))
    if rating.bankruptcy:
        console.print(
            Text(
                f"Bankruptcy heuristic {rating.bankruptcy.percent:.0f} of 100 ({rating.bankruptcy.level});"
                " not a calibrated probability."
            )
        )


def _print_value(console: Console, found: Explanation) -> None:
    metric, result, anchors = found.asked.metric, found.result, found.asked.anchors
    line = Text(f"{amount(result.value, metric.unit)} ", "bold")
    if result.score is not None:
        line.append(f" scores {result.score:.2f} of 5", "bold")
        line.append(f", {100 * found.weight:.1f} % of the rating, pulls it by {found.pull:+.3f}")
    console.print(line)
    if result.note:
        console.print(Text(result.note))
    if anchors:
        scale = "   ".join(f"{n} at {amount(p, metric.unit)}" for n, p in enumerate(anchors.points, 1))
        console.print(Text(scale), Text(anchors.reason, "dim"), sep="\n")
    standing = found.standing
    if standing and standing.percentile is not None:
        console.print(
            Text(
                f"Above {100 * standing.percentile:.0f} % of {standing.peers} peers, whose median is"
                f" {amount(standing.median, metric.unit)}."
            )
        )
    console.print()


def _print_inputs(console: Console, inputs: tuple[ReadInput, ...]) -> None:
    table = section("Inputs")
    table.add_column("Input", ratio=1, no_wrap=True, overflow="ellipsis")
    for name in ("Value", "Period", "Known from", "Payload"):
        table.add_column(name, no_wrap=True, justify="right" if name == "Value" else "left")
    for one in inputs:
        shown = one.figures[:MOST_FIGURES]
        if len(shown) != 1:
            total = amount(one.value) if one.figures else "missing"
            table.add_row(
                Text(one.wanted.name), total if one.value is not None or not one.figures else "", "", "", ""
            )
        for figure in shown:
            _add_figure(table, one.wanted.name if len(shown) == 1 else f"  {figure.evidence.name}", figure)
        if len(one.figures) > len(shown):
            table.add_row(Text(f"  and {len(one.figures) - len(shown)} more", "dim"), "", "", "", "")
    console.print(table, "")


def _add_figure(table: Table, name: str, figure: Figure) -> None:
    origin = figure.evidence.origin
    period = " ".join(filter(None, (origin.fiscal_date, origin.period)))
    table.add_row(
        name,
        amount(figure.evidence.value),
        period,
        (origin.known_from or "")[:10],
        origin.payload_hash[:HASH_DIGITS],
    )
    for was in figure.restated_from:
        table.add_row(
            Text("    restated, was", "yellow"),
            Text(amount(was.value), "yellow"),
            "",
            Text(was.known_from[:10], "yellow"),
            was.payload_hash[:HASH_DIGITS],
        )


def _print_changes(console: Console, found: Explanation) -> None:
    """The nearest ones up, then the nearest ones down."""
    score = found.result.score or NEUTRAL
    up = [change for change in found.changes if change.score > score][:MOST_CHANGES]
    down = [change for change in found.changes if change.score < score][:MOST_CHANGES]
    if not up and not down:
        return
    console.print(Text("What would change the grade, all else the same", "bold"))
    for change in (*up, *down):
        text = (
            f"{change.input_name} {amount(change.now)} -> {amount(change.value)}"
            f" ({100 * change.relative:+.0f} %) scores {change.score:.0f}"
        )
        console.print(Padding(Text(text), (0, 0, 0, 2), expand=False))


def _counted(runs: int) -> str:
    return f"{runs} rating" if runs == 1 else f"{runs} ratings"


def _sign_style(points: float) -> str:
    return "green" if points > 0 else "red" if points < 0 else ""
