"""An asset's page for people: the newest periods, where each figure came from, and what is odd."""

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from functions.research.domain.finding_codes import MEANINGS
from functions.research.domain.restatements import restatements
from functions.research.domain.statements import Row
from scripts.signal9.asset_page import AssetPage, collected_on, s3_address
from scripts.signal9.rating_table import STYLES, age, interval, section, worded
from scripts.signal9.restatements import print_restatements

NEWEST_PERIODS = 4
HASH_DIGITS = 12


def print_asset(console: Console, page: AssetPage) -> None:
    _print_head(console, page)
    _print_rating(console, page)
    _print_statements(console, page)
    print_restatements(console, restatements(page.rows))
    _print_payloads(console, page)
    _print_calendar(console, page)
    _print_findings(console, page)


def _print_head(console: Console, page: AssetPage) -> None:
    asset, overview = page.held.asset, page.overview
    console.print(Text(f"{asset.symbol}  {asset.name}", "bold"))
    facts = [asset.exchange, asset.status, "tradable" if asset.tradable else "not tradable"]
    facts += filter(None, [page.held.sector, overview.industry if overview else None])
    console.print(Text(", ".join(facts)))
    collected = collected_on(page.held)
    console.print(Text(f"Collected {collected}" if collected else "Never collected"), end="")
    quarter = page.held.latest_quarter
    newest = (
        f", newest period {quarter} ({age(page.rated)} old on {page.day})" if quarter else ", no period held"
    )
    console.print(Text(newest))
    if overview:
        market_cap = overview.figures.get("market_capitalization")
        worth = (
            f", market value {market_cap:,.0f} {overview.currency or ''}" if market_cap is not None else ""
        )
        month = overview.fiscal_year_end_month
        year_end = f", fiscal year ends in month {month}" if month else ""
        latest = overview.latest_quarter or "unknown"
        console.print(Text(f"Profile: latest quarter {latest}{year_end}{worth}"))
    console.print()


def _print_rating(console: Console, page: AssetPage) -> None:
    rated, analysis = page.rated, page.analysis or {}
    if rated.rating is None:
        console.print(Text(f"Not rated ({rated.reason}): {rated.explanation}", "yellow"), end="\n\n")
        return
    head = Text(f"Rating {rated.rating:.1f} ")
    head.append(worded(rated.label), STYLES.get(rated.label, ""))
    head.append(f", confidence {rated.confidence:.0f} %, interval {interval(rated)}, as of {rated.as_of}")
    console.print(head)
    if rated.previous_rating is not None:
        console.print(Text(f"  before: {rated.previous_rating:.1f} as of {rated.previous_as_of}"))
    reasons = analysis.get("reasons", {})
    for sign, side in (("+", "for"), ("-", "against")):
        for reason in reasons.get(side, ()):
            console.print(Text(f"  {sign} {reason['text']}"))
    for code, message in rated.flags.items():
        console.print(Text(f"  ! {code}: {message}", "yellow"))
    if rated.trouble:
        console.print(Text(f"  ! {rated.trouble}", "yellow"))
    console.print()


def _print_statements(console: Console, page: AssetPage) -> None:
    if not page.rows:
        console.print("No figures are held.", end="\n\n")
        return
    table = section("Figures held, newest periods")
    for name in ("Statement", "", "Period", "Known from", "Basis", "Payload"):
        table.add_column(name, no_wrap=True)
    older = 0
    ordered = sorted(page.rows, key=_kind)
    for (statement, period), rows in groupby(ordered, key=_kind):
        newest_first = sorted(rows, key=lambda row: (row.report.fiscal_date, row.known_from), reverse=True)
        older += len(newest_first[NEWEST_PERIODS:])
        for position, row in enumerate(newest_first[:NEWEST_PERIODS]):
            head = (statement.replace("_", " "), period) if position == 0 else ("", "")
            _add_row(table, head, row)
    console.print(table)
    others = f"{older} older rows are held too; " if older else ""
    console.print(Text(f"{others}--json lists every figure.", "dim"), end="\n\n")


def _kind(row: Row) -> tuple[str, str]:
    return row.report.statement.value, row.report.period.name.lower()


def _add_row(table: Table, head: tuple[str, str], row: Row) -> None:
    basis = row.known_from_basis.value.replace("_", " ")
    fiscal_date = row.report.fiscal_date.isoformat()
    table.add_row(*head, fiscal_date, row.known_from[:10], basis, row.payload_hash[:HASH_DIGITS])


def _print_payloads(console: Console, page: AssetPage) -> None:
    if not page.payloads:
        return
    console.print(Text("Payloads", "bold"))
    for function, answer in sorted(page.payloads.items()):
        address = s3_address(page, function, answer)
        console.print(Text(f"{function}, asked on {answer.day or 'an unknown day'}"))
        console.print(Text(f"  {address or 'the provider said that it has nothing'}", "dim"), soft_wrap=True)
    console.print()


def _print_calendar(console: Console, page: AssetPage) -> None:
    if not page.calendar:
        return
    table = section("Earnings calendar")
    for name in ("Report", "Period", "Expected EPS", "Time", "Status"):
        table.add_column(name, no_wrap=True)
    for row in page.calendar:
        expected = row.expected
        estimate = "" if expected.estimated_eps is None else f"{expected.estimated_eps:.2f}"
        status = "collected" if row.is_processed else row.processing_status
        days = (expected.report_date.isoformat(), expected.fiscal_date_ending.isoformat())
        table.add_row(*days, estimate, expected.report_time, status)
    console.print(table, "")


def _print_findings(console: Console, page: AssetPage) -> None:
    codes = sorted({*page.rated.findings, *(finding.code for finding in page.findings)})
    if codes:
        table = section("Findings")
        table.add_column("Code", no_wrap=True)
        table.add_column("Meaning", ratio=1)
        for code in codes:
            table.add_row(code, MEANINGS.get(code, ""))
        console.print(table, "")
    for case in page.quarantined:
        command = f".venv/bin/signal9 quarantine show '{case['id']}'"
        console.print(Text(f"In quarantine: {command}", "yellow"), soft_wrap=True)
