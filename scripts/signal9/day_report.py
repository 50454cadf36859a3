"""What a market day brought: ratings, what was withheld, calls, quarantine, failures, and where to look."""

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from functions.research import wiring
from functions.research.adapters.provider_secret import ProviderNotConfigured
from functions.research.domain.jobs import JOBS
from scripts.signal9.budget import document as usage_document
from scripts.signal9.budget import in_words, kept_usage, usage_of
from scripts.signal9.connection import LOCAL
from scripts.signal9.day import DayResult
from scripts.signal9.failures import NotFound
from scripts.signal9.rating_table import of_any, print_codes, print_ratings, section, shortened, worded
from scripts.signal9.ratings import SPENT, TRIGGERS, WAITING, RatedAsset, rated_assets
from scripts.signal9.recorded import print_not_mended
from scripts.signal9.why_print import print_why

COMMAND = ".venv/bin/signal9"
MOST_WAITING = 20


def document(result: DayResult) -> dict[str, Any]:
    day = result.day
    return {
        "day": day,
        "ran_before": len(result.already) == len(JOBS),
        "seconds": round(result.seconds, 3),
        "failed": result.failed,
        "already": result.already,
        "ratings": [asset.document() for asset in rated_assets(day)],
        "calls": usage_document(usage) if (usage := usage_of(day)) else None,
        "quarantined": wiring.quarantine().list(day=day),
        "waiting": waiting_of(day),
        "failures": list(wiring.run_log().failures_of(day)),
    }


def print_day(console: Console, result: DayResult) -> None:
    console.print(_headline(result), end="\n\n")
    assets = rated_assets(result.day)
    # Whom no call was left for stands further down, in the order of their turn.
    print_ratings(console, [a for a in assets if a.rating is not None or a.outcome not in (WAITING, SPENT)])
    print_why(console, assets)
    print_codes(console, assets)
    print_changes(console, assets, result.day)
    print_troubles(console, assets)
    _print_calls(console, result.day)
    print_quarantined(console, wiring.quarantine().list(day=result.day))
    print_waiting(console, waiting_of(result.day))
    print_failures(console, result)
    _print_next(console, result, assets)


def _headline(result: DayResult) -> Text:
    seconds = f"{result.seconds:.1f} s"
    if len(result.already) == len(JOBS):
        failed = result.collected_again
        again = f"{failed} failed assets were collected" if failed else "nothing was started"
        return Text(f"Market day {result.day} ran before; {again} again ({seconds}).", "bold")
    before = f"; ran before: {', '.join(result.already)}" if result.already else ""
    return Text(f"Market day {result.day} ran in {seconds}{before}.", "bold")


def print_changes(console: Console, assets: list[RatedAsset], day: str) -> None:
    """Only of the day's own analyses; an older rating has not changed today."""
    compared = [a for a in assets if a.previous_rating is not None and (a.as_of or "")[:10] == day]
    changed = [asset for asset in compared if asset.delta != 0]
    if not compared:
        return
    if not changed:
        console.print(f"No rating changed; {len(compared)} were compared with the one before.", end="\n\n")
        return
    table = section("Changed since the previous rating")
    for name in ("Symbol", "Change", "Before", "Now"):
        table.add_column(name, no_wrap=True)
    table.add_column("Previous of", no_wrap=True, ratio=1)
    for asset in changed:
        now = "withheld" if asset.rating is None else f"{asset.rating:.1f} {worded(asset.label)}"
        before = f"{asset.previous_rating:.1f} {worded(asset.previous_label)}"
        table.add_row(asset.symbol, _signed(asset.delta), before, now, (asset.previous_as_of or "")[:10])
    console.print(table, "")


def _signed(delta: float | None) -> Text:
    if delta is None:
        return Text("-")
    return Text(f"{delta:+.1f}", "green" if delta > 0 else "red")


def print_troubles(console: Console, assets: list[RatedAsset]) -> None:
    """Assets whose rating above is not of today because today something went wrong with them.

    Whoever waits for calls stands in the line of those who wait.
    """
    kept: dict[tuple[str, str], list[str]] = {}
    for asset in assets:
        if asset.trouble and asset.outcome not in (WAITING, SPENT):
            since = (asset.as_of or "")[:10]
            kept.setdefault((since, of_any(asset.symbol, asset.trouble)), []).append(asset.symbol)
    for (since, trouble), symbols in kept.items():
        head = f"Still rated as of {since}: {shortened(symbols, most=MOST_WAITING)}"
        console.print(Text(head, "bold yellow"))
        console.print(Padding(Text(trouble), (0, 0, 1, 2), expand=False))


def _print_calls(console: Console, day: str) -> None:
    try:
        console.print(Text(in_words(kept_usage(day))), end="\n\n")
    except (ProviderNotConfigured, NotFound) as failure:
        console.print(Text(f"Provider calls: {failure}", "yellow"), end="\n\n")


def print_quarantined(console: Console, cases: list[dict[str, Any]]) -> None:
    if not cases:
        return
    table = section("Quarantined payloads")
    table.add_column("ID", no_wrap=True)
    table.add_column("Why", ratio=1)
    for case in cases:
        first = (
            case["findings"][0] if case["findings"] else {"code": "", "message": "no finding was recorded"}
        )
        table.add_row(case["id"], Text(f"{first['code']}: {first['message']}"))
    console.print(table, "")


def waiting_of(day: str) -> dict[str, list[str]]:
    """By trigger, whom the day's calls did not reach, in the order of their turn."""
    plans = {trigger: wiring.run_log().plan_of(day, trigger) for trigger in TRIGGERS}
    return {trigger: plan["waiting"] for trigger, plan in plans.items() if plan and plan["waiting"]}


def print_waiting(console: Console, waiting: dict[str, list[str]]) -> None:
    for trigger, symbols in waiting.items():
        line = shortened(symbols, most=MOST_WAITING)
        console.print(Text(f"Waiting for the next day's calls ({trigger}), in this order:", "bold yellow"))
        console.print(f"  {line}", end="\n\n")


def print_failures(console: Console, result: DayResult) -> None:
    for job in result.failed:
        console.print(Text(f"✗ {job} failed", "bold red"))
    print_not_mended(console, result.day, result.failed)


def _print_next(console: Console, result: DayResult, assets: list[RatedAsset]) -> None:
    best = assets[0].symbol if assets else "SYMBOL"
    is_local = wiring.settings().stage == LOCAL
    command = COMMAND if is_local else f"{COMMAND} --stage {wiring.settings().stage}"
    lines = [
        (f"{command} asset {best}", "what is held about one company"),
        (f"{command} ratings", "this table again; --json for programs"),
        (f"{command} quarantine list", "what could not be used"),
        (f"{command} budget", "provider calls"),
        (f"{command} runs --failed", "what failed and why")
        if result.failed
        else (f"{command} runs", "executions"),
    ]
    if is_local:
        from scripts.local.stack import Stack

        lines += [(str(Stack().logs), "logs"), ("make down", "stop; what is held is kept")]
    console.print(Text("Next", "bold"))
    width = max(len(line) for line, _ in lines[:5])
    for line, what in lines:
        console.print(Text(f"  {line:<{width}}  {what}"), soft_wrap=True)
