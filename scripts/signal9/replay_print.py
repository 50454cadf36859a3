"""What a replay found, for people."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from scripts.signal9.rating_table import shortened

MOST_NAMED = 12


def print_replay(console: Console, result: Mapping[str, Any]) -> None:
    compared = result["matched"] + result["mismatched"]
    style = "red" if result["mismatched"] else "green" if compared else ""
    console.print(Text(f"Ratings of {result['as_of']}: matched {result['matched']} of {compared}.", style))
    if others := result["other_rule_set"]:
        console.print(Text(f"{others} were made by other rules than those at hand and are not compared."))
    if result["not_rated"]:
        console.print(Text(f"Not rated then: {shortened(result['not_rated'], most=MOST_NAMED)}"))
    for mismatch in result["mismatches"]:
        difference = mismatch["difference"]
        console.print(Text(f"✗ {mismatch['symbol']} as of {mismatch['as_of']}: {difference['path']}", "red"))
        console.print(Padding(Text(f"stored      {difference['stored']}"), (0, 0, 0, 2), expand=False))
        console.print(Padding(Text(f"made again  {difference['replayed']}"), (0, 0, 0, 2), expand=False))
    if left := result["mismatched"] - len(result["mismatches"]):
        console.print(Text(f"and {left} more", "dim"))
