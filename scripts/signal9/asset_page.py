"""Everything held about one asset: catalogue, figures and their origin, profile, rating, calendar."""

from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from functions.research import wiring
from functions.research.adapters.asset_table import NEVER, HeldAsset
from functions.research.adapters.earnings_calendar_table import CalendarRow
from functions.research.adapters.payload_store import KeptAnswer
from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.restatements import recorded_at, restatements
from functions.research.domain.statements import Row
from scripts.signal9.days import end_of
from scripts.signal9.failures import NotFound
from scripts.signal9.ratings import RatedAsset, rated_asset

PROVIDER = "alphavantage"
SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class AssetPage:
    day: str
    held: HeldAsset
    rated: RatedAsset
    analysis: dict[str, Any] | None
    overview: Overview | None
    rows: list[Row]
    payloads: dict[str, KeptAnswer]
    calendar: list[CalendarRow]
    findings: list[Finding]
    quarantined: list[dict[str, Any]]

    def document(self) -> dict[str, Any]:
        return {
            "symbol": self.held.asset.symbol,
            "day": self.day,
            "rating": self.rated.document(),
            "analysis": self.analysis,
            "catalogue": asdict(self.held),
            "overview": asdict(self.overview) if self.overview else None,
            "statements": [_row_document(row) for row in self.rows],
            "restated": [asdict(restatement) for restatement in restatements(self.rows)],
            "payloads": [
                {"function": function, **asdict(answer), "s3": s3_address(self, function, answer)}
                for function, answer in sorted(self.payloads.items())
            ],
            "calendar": [asdict(row) for row in self.calendar],
            "findings": [finding.to_json() for finding in self.findings],
            "quarantined": self.quarantined,
        }


def asset_page(symbol: str, day: str) -> AssetPage:
    held = held_asset(symbol)
    known = held.asset.symbol
    rows = wiring.statements().rows(known)
    return AssetPage(
        day=day,
        held=held,
        rated=rated_asset(held, day),
        analysis=wiring.analyses().latest(known, until=end_of(day)),
        overview=wiring.overviews().as_of(known, end_of(day)),
        rows=sorted(rows, key=lambda row: (row.report.fiscal_date, row.known_from), reverse=True),
        payloads=wiring.payloads(PROVIDER).answers(known),
        calendar=sorted(wiring.calendar().of(known), key=lambda row: row.expected.report_date),
        findings=wiring.parse_findings().of(known, as_of=end_of(day)),
        quarantined=[case for case in wiring.quarantine().list() if case["symbol"] == known],
    )


def held_asset(asked: str) -> HeldAsset:
    """By the broker's spelling, or the provider's (BRK-B). Raises NotFound with what comes near."""
    symbol = asked.upper()
    held = wiring.assets().get(symbol) or wiring.assets().get(symbol.replace("-", "."))
    if held is None:
        raise NotFound(f"AssetNotListed: {asked} is not in the catalogue; {_what_comes_near(symbol)}")
    return held


def _what_comes_near(symbol: str) -> str:
    names = {held.asset.symbol: held.asset.name for held in wiring.assets().all()}
    if not names:
        return "it is empty: run a day first with `signal9 day run`"
    by_symbol = get_close_matches(symbol, names, n=SUGGESTIONS, cutoff=0.6)
    by_name = [known for known, name in sorted(names.items()) if symbol in name.upper()]
    near = list(dict.fromkeys([*by_symbol, *by_name]))[:SUGGESTIONS]
    if not near:
        return f"none of its {len(names)} symbols comes near; `signal9 ratings --all` lists them"
    return f"did you mean {', '.join(f'{known} ({names[known]})' for known in near)}?"


def s3_address(page: AssetPage, function: str, answer: KeptAnswer) -> str | None:
    """Of the newest payload that was data, else of the newest that was not."""
    payload_hash = answer.payload_hash or answer.broken_hash
    if payload_hash is None:
        return None
    key = wiring.payloads(PROVIDER).key(page.held.asset.symbol, function, payload_hash)
    return f"s3://{wiring.settings().raw_payloads_bucket}/{key}"


def collected_on(held: HeldAsset) -> str | None:
    return None if held.last_pollenation == NEVER else held.last_pollenation


def _row_document(row: Row) -> dict[str, Any]:
    report = row.report
    return {
        "statement": report.statement.value,
        "period": report.period.name.lower(),
        "fiscal_date": report.fiscal_date.isoformat(),
        "known_from": row.known_from,
        "known_from_basis": row.known_from_basis.value,
        "recorded_at": recorded_at(row),
        "currency": report.currency,
        "payload_hash": row.payload_hash,
        "figures": dict(report.figures),
    }
