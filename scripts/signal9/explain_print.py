"""A rating's arithmetic for people, on 80 columns, from the documents that the API answers too."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.rating.scoring import NEUTRAL
from scripts.signal9.amounts import amount
from scripts.signal9.rating_table import STYLES, section, worded

Document = Mapping[str, Any]

HASH_DIGITS = 8
MOST_FIGURES = 8
MOST_CHANGES = 4


def print_rating(console: Console, rating: Document, *, name: str = "", is_stored: bool = True) -> None:
    _print_head(console, rating, name, is_stored=is_stored)
    if rating["rating"] is None:
        reason = rating["reason"] or ""
        console.print(Text(f"Not rated ({reason}): {WHY_NOT_RATED.get(reason, reason)}", "yellow"), "")
    _print_components(console, rating)
    for sign, of, style in (("+", "for", "green"), ("-", "against", "red")):
        for reason in rating["reasons"][of]:
            console.print(Text(f"{sign} {reason['text']}", style))
    _print_certainty(console, rating)
    console.print()
    console.print(Text(f"signal9 explain {rating['symbol']} METRIC opens one of the metrics above.", "dim"))


def print_metrics(console: Console, uses: Sequence[Document]) -> None:
    for found in uses:
        _print_metric(console, found)


def _print_metric(console: Console, found: Document) -> None:
    where = (found["component"] or "").replace("_", " ") or "shown, not graded"
    console.print(Text.assemble((found["name"], "bold"), f"  {found['symbol']}, {found['as_of']}, {where}"))
    console.print(Text(found["formula"]), Text(f"{found['period']}; {found['source']}", "dim"), "", sep="\n")
    if found["reason"]:
        console.print(Text(f"No value: {found['reason']}", "yellow"), "", sep="\n")
    else:
        _print_value(console, found)
    _print_inputs(console, found["inputs"])
    _print_changes(console, found)


def _print_head(console: Console, rating: Document, name: str, *, is_stored: bool) -> None:
    console.print(Text.assemble((f"{rating['symbol']}  {name}", "bold")))
    kind = "stored" if is_stored else "worked out now from what was known then"
    console.print(Text(f"as of {rating['as_of']}, {kind}; rules {rating['rule_set']['version']}", "dim"))
    if rating["rating"] is not None:
        head = Text(f"Rating {rating['rating']:.1f} ")
        head.append(worded(rating["label"]), STYLES.get(rating["label"], ""))
        head.append(
            f"  {rating['score100']:.0f} of 100, {rating['letter']}; interval {rating['rating_low']:.1f}-"
            f"{rating['rating_high']:.1f}, confidence {rating['confidence']:.0f} %"
        )
        console.print(head)
    if grounds := rating["grounds"]:
        basis = "last four quarters" if grounds["basis"] == "ttm" else "fiscal year"
        console.print(
            Text(
                f"{basis} to {grounds['period_end']}, {grounds['currency']}, judged as"
                f" {grounds['firm_kind']}; next report due {grounds['next_report_due']}",
                "dim",
            )
        )
    for flag in rating["flags"]:
        console.print(Text(f"! {flag['code']}: {flag['message']}", "yellow"))
    if cap := rating["cap"]:
        told = f"! {cap['uncapped']:.2f} held down to {cap['cap']:g} by {cap['flag']}"
        console.print(Text(told, "yellow"))
    console.print()


def _print_components(console: Console, rating: Document) -> None:
    available = sum(c["weight"] for c in rating["components"] if c["score"] is not None)
    for part in rating["components"]:
        share = part["weight"] / available if part["score"] is not None and available else 0.0
        scored = f"{part['score']:.2f}" if part["score"] is not None else "not judged"
        table = section(
            f"{part['name']}: {scored}, {100 * part['weight']:.0f} % of the rating,"
            f" {100 * part['coverage']:.0f} % covered"
        )
        table.add_column("Metric", ratio=1, no_wrap=True, overflow="ellipsis")
        table.add_column("Code", no_wrap=True, style="dim", overflow="ellipsis", max_width=24)
        for name in ("Value", "Score", "Pull"):
            table.add_column(name, justify="right", no_wrap=True)
        for metric in part["metrics"]:
            if not (metric["reason"] or "").startswith("NOT_APPLICABLE"):
                _add_metric(table, metric, share)
        console.print(table, "")


def _add_metric(table: Table, metric: Document, share: float) -> None:
    score = metric["score"]
    pull = share * metric["weight"] * ((score or NEUTRAL) - NEUTRAL)
    table.add_row(
        metric["name"],
        metric["code"],
        amount(metric["value"], metric["unit"]) if metric["value"] is not None else "-",
        f"{score:.1f}" if score is not None else "-",
        Text(f"{round(pull, 2) + 0.0:+.2f}" if score is not None and share else "", _sign_style(pull)),
    )


def _print_certainty(console: Console, rating: Document) -> None:
    if lean := rating["without_one_metric"]:
        console.print()
        console.print(
            Text(
                f"It leans most on {lean['metric']}: {lean['rating_without']:.2f} without it; without any one"
                f" metric it lies between {lean['low']:.2f} and {lean['high']:.2f}."
            ),
        )
    if stability := rating["stability"]:
        console.print(Text(f"Stability {stability['level']} over {_counted(stability['runs'])}."))
    if bankruptcy := rating["bankruptcy"]:
        console.print(
            Text(
                f"Bankruptcy heuristic {bankruptcy['heuristic_percent']:.0f} of 100 ({bankruptcy['level']});"
                " not a calibrated probability."
            )
        )


def _print_value(console: Console, found: Document) -> None:
    line = Text(f"{amount(found['value'], found['unit'])} ", "bold")
    if found["score"] is not None:
        line.append(f" scores {found['score']:.2f} of 5", "bold")
        line.append(f", {100 * found['weight']:.1f} % of the rating, pulls it by {found['pull']:+.3f}")
    console.print(line)
    if found["note"]:
        console.print(Text(found["note"]))
    if found["thresholds"]:
        scale = "   ".join(
            f"{one['score']} at {amount(one['value'], found['unit'])}" for one in found["thresholds"]
        )
        console.print(Text(scale), Text(found["thresholds_reason"], "dim"), sep="\n")
    if found["percentile_among_peers"] is not None:
        console.print(
            Text(
                f"Above {100 * found['percentile_among_peers']:.0f} % of its peers, whose median is"
                f" {amount(found['median_of_peers'], found['unit'])}."
            )
        )
    console.print()


def _print_inputs(console: Console, inputs: Sequence[Document]) -> None:
    table = section("Inputs")
    table.add_column("Input", ratio=1, no_wrap=True, overflow="ellipsis")
    for name in ("Value", "Period", "Known from", "Payload"):
        table.add_column(name, no_wrap=True, justify="right" if name == "Value" else "left")
    for one in inputs:
        figures = one["figures"]
        shown = figures[:MOST_FIGURES]
        if len(shown) != 1:
            total = amount(one["value"]) if figures else "missing"
            table.add_row(
                Text(one["name"]), total if one["value"] is not None or not figures else "", "", "", ""
            )
        for figure in shown:
            _add_figure(table, one["name"] if len(shown) == 1 else f"  {figure['name']}", figure)
        if len(figures) > len(shown):
            table.add_row(Text(f"  and {len(figures) - len(shown)} more", "dim"), "", "", "", "")
    console.print(table, "")


def _add_figure(table: Table, name: str, figure: Document) -> None:
    period = " ".join(filter(None, (figure["fiscal_date"], figure["period"])))
    table.add_row(
        name,
        amount(figure["value"]),
        period,
        (figure["known_from"] or "")[:10],
        figure["payload_hash"][:HASH_DIGITS],
    )
    for was in figure["restated_from"]:
        table.add_row(
            Text("    restated, was", "yellow"),
            Text(amount(was["value"]), "yellow"),
            "",
            Text(was["known_from"][:10], "yellow"),
            was["payload_hash"][:HASH_DIGITS],
        )


def _print_changes(console: Console, found: Document) -> None:
    """The nearest ones up, then the nearest ones down."""
    score = found["score"] or NEUTRAL
    up = [change for change in found["changes"] if change["score"] > score][:MOST_CHANGES]
    down = [change for change in found["changes"] if change["score"] < score][:MOST_CHANGES]
    if not up and not down:
        return
    console.print(Text("What would change the grade, all else the same", "bold"))
    for change in (*up, *down):
        now, value = change["now"], change["value"]
        relative = f" ({100 * (value - now) / abs(now):+.0f} %)" if now else ""
        text = f"{change['input']} {amount(now)} -> {amount(value)}{relative} scores {change['score']:.0f}"
        console.print(Padding(Text(text), (0, 0, 0, 2), expand=False))


def _counted(runs: int) -> str:
    return f"{runs} rating" if runs == 1 else f"{runs} ratings"


def _sign_style(points: float) -> str:
    return "green" if points > 0 else "red" if points < 0 else ""
