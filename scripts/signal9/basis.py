"""What was known when an order was given: the analysis it names, and where that one's figures came from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from functions.research import wiring
from functions.research.domain.rating import rate
from functions.research.domain.statements import Row, known_as_of
from scripts.signal9 import orders
from scripts.signal9.rating_table import section, worded

HASH_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Analysis:
    """As it was stored. `is_same`: what was recorded by then gives it again; None under other rules."""

    document: Mapping[str, Any]
    seen_until: str
    is_same: bool | None
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Basis:
    order: Mapping[str, Any]
    analysis: Analysis | None

    @property
    def doubts(self) -> list[str]:
        """Why the analysis may not be what the order acted on."""
        named, order = self.order["analysis_id"], self.order
        if named is None:
            return ["the order names no analysis"]
        if self.analysis is None:
            return [f"no analysis {named} is held"]
        stored = self.analysis.document
        found = []
        if stored["symbol"] != order["symbol"]:
            found.append(f"the analysis is of {stored['symbol']}, the order of {order['symbol']}")
        if stored["as_of"] > order["submitted_at"]:
            found.append(f"the analysis is for {stored['as_of']}, after the order")
        if self.analysis.is_same is False:
            found.append("what was recorded by then gives another rating now")
        return found

    def document(self) -> dict[str, Any]:
        return {
            "order": self.order,
            "analysis": self.analysis.document if self.analysis else None,
            "seen_until": self.analysis.seen_until if self.analysis else None,
            "comes_out_the_same": self.analysis.is_same if self.analysis else None,
            "figures": [_figures(row) for row in self.analysis.rows] if self.analysis else [],
            "doubts": self.doubts,
        }


def basis(order: Mapping[str, Any]) -> Basis:
    analysis_id = order["analysis_id"]
    found = wiring.analyses().by_id(analysis_id) if analysis_id else None
    return Basis(order, _worked_again(found) if found else None)


def _worked_again(found: Mapping[str, Any]) -> Analysis:
    symbol, as_of = found["symbol"], found["as_of"]
    document = {name: value for name, value in found.items() if name != "analysis_id"}
    of_moment = wiring.analyses().stored(symbol, as_of, earlier=False)
    seen_until = next(each.seen_until for each in of_moment if each.document == document)
    known, rules = wiring.knowledge().known_about(symbol, as_of, seen_until), wiring.rule_set()
    is_same = None
    if document["rule_set"]["content_hash"] == rules.content_hash:
        again = rate(known, as_of=as_of, rule_set=rules)
        is_same = json.loads(again.to_bytes()) == document
    return Analysis(found, seen_until, is_same, known_as_of(known.rows, as_of))


def _figures(row: Row) -> dict[str, str]:
    return {
        "statement": row.report.statement.value,
        "period": row.report.period.value,
        "fiscal_date_ending": row.report.fiscal_date.isoformat(),
        "known_from": row.known_from,
        "recorded_at": row.recorded_at or row.known_from,
        "payload_sha256": row.payload_hash,
    }


def print_basis(console: Console, found: Basis) -> None:
    orders.print_order(console, dict(found.order))
    console.print()
    for doubt in found.doubts:
        console.print(Text(f"! {doubt}", "yellow"))
    if found.analysis:
        _print_analysis(console, found.analysis)


def _print_analysis(console: Console, analysis: Analysis) -> None:
    stored = analysis.document
    rated = (
        f"{stored['rating']:.1f} {worded(stored['label'])}" if stored["rating"] is not None else "withheld"
    )
    console.print(Text(f"Analysis {stored['analysis_id']}", "bold"))
    console.print(Text(f"{stored['symbol']} {rated}, as of {stored['as_of']}"))
    for sign, side in (("+", "for"), ("-", "against")):
        for reason in stored["reasons"][side]:
            console.print(Text(f"  {sign} {reason['text']}"))
    again = {
        True: "gives the same rating again",
        False: "gives another one",
        None: "is read by other rules now",
    }
    console.print(
        Text(f"What was recorded by {analysis.seen_until} {again[analysis.is_same]}."), "", sep="\n"
    )
    table = section("The newest figures known then")
    for name in ("Statement", "Period", "Known from", "Payload"):
        table.add_column(name, no_wrap=True)
    newest = {(row.report.statement, row.report.period): row for row in analysis.rows}
    for row in newest.values():
        period = f"{row.report.fiscal_date} {row.report.period.value}"
        name = row.report.statement.value.replace("_", " ")
        table.add_row(name, period, row.known_from[:10], row.payload_hash[:HASH_DIGITS])
    console.print(table)
    day = stored["as_of"][:10]
    console.print(Text(f"signal9 explain {stored['symbol']} --day {day} opens the arithmetic.", "dim"))
