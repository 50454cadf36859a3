"""Turns a company's payloads into rows: what changed is appended, what cannot be used is quarantined."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_earnings, parse_statement
from functions.research.adapters.alpha_vantage.transcript import parse_transcript
from functions.research.adapters.overview_table import OverviewTable
from functions.research.adapters.paid_calls import Payload
from functions.research.adapters.parse_findings import ParseFindings
from functions.research.adapters.payload_store import PayloadStore
from functions.research.adapters.quarantine import Quarantine
from functions.research.adapters.statement_tables import StatementTables
from functions.research.adapters.transcript_table import TranscriptTable
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.history import added_rows, report_dates
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation import validate_payload


@dataclass(slots=True)
class Absorbed:
    """What the payloads added."""

    overview: Overview | None = None
    rows_added: int = 0
    quarantined: list[str] = field(default_factory=list)
    newest_quarter: date | None = None
    has_fundamentals: bool = False
    # A payload that was stored on this business day counts, so that a retry after a crash says the same.
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class CompanyRecords:
    statements: StatementTables
    overviews: OverviewTable
    transcripts: TranscriptTable
    parse_findings: ParseFindings
    quarantine: Quarantine
    payloads: PayloadStore

    def absorb(self, symbol: str, payloads: Mapping[str, Payload], as_of: str) -> Absorbed:
        """Every write may happen twice. A payload counts as absorbed only after its rows are stored."""
        absorbed = Absorbed()
        if "OVERVIEW" in payloads:
            self._overview(symbol, payloads["OVERVIEW"], as_of, absorbed)
        month = absorbed.overview.fiscal_year_end_month if absorbed.overview else None
        parsed = {
            function: self._parse(symbol, payloads[function], month)
            for function in FUNCTIONS
            if function in payloads
        }
        reported_on = report_dates(parsed["EARNINGS"][0]) if "EARNINGS" in parsed else {}
        for function, (reports, findings) in parsed.items():
            self._statement(symbol, payloads[function], reports, findings, reported_on, as_of, absorbed)
        for function, payload in payloads.items():
            if function.startswith("EARNINGS_CALL_TRANSCRIPT@"):
                self._transcript(symbol, payload, as_of, absorbed)
        return absorbed

    def _overview(self, symbol: str, payload: Payload, as_of: str, absorbed: Absorbed) -> None:
        if payload.raw is None:
            return
        document, broken = document_of(payload, None)
        overview, findings = (
            (None, broken) if broken else parse_overview(document, symbol, payload.payload_hash or "")
        )
        if overview is None:
            self._set_aside(symbol, payload, findings, as_of, absorbed)
            return
        absorbed.overview = overview
        absorbed.has_fundamentals = True
        if payload.absorbed_day is None:
            self.parse_findings.put(symbol, payload.function, findings, as_of)
            self.overviews.put(overview, as_of[:10])
        self._done(symbol, payload, as_of, absorbed)

    def _statement(
        self,
        symbol: str,
        payload: Payload,
        reports: list[Report],
        findings: list[Finding],
        reported_on: Mapping[date, date],
        as_of: str,
        absorbed: Absorbed,
    ) -> None:
        if payload.raw is None:
            return
        reasons = findings if _is_hard(findings) else [*findings, *validate_payload(reports, as_of=as_of)]
        if _is_hard(reasons):
            self._set_aside(symbol, payload, reasons, as_of, absorbed)
            return
        absorbed.has_fundamentals = True
        statement = FUNCTIONS[payload.function]
        if statement is not Statement.EARNINGS:
            # A quarter is there when the last of its statements is: providers add them days apart.
            newest = max((r.fiscal_date for r in reports), default=None)
            absorbed.newest_quarter = min(filter(None, (absorbed.newest_quarter, newest)), default=None)
        if payload.absorbed_day is None:
            known = list(self.statements.rows_of(symbol, statement))
            added = added_rows(
                known, reports, reported_on=reported_on, payload_hash=payload.payload_hash or "", as_of=as_of
            )
            absorbed.rows_added += self.statements.add(added)
            self.parse_findings.put(symbol, payload.function, findings, as_of)
        self._done(symbol, payload, as_of, absorbed)

    def _transcript(self, symbol: str, payload: Payload, as_of: str, absorbed: Absorbed) -> None:
        if payload.raw is None or payload.absorbed_day is not None:
            return
        quarter = payload.function.partition("@")[2]
        document, broken = document_of(payload, None)
        transcript, findings = (None, broken) if broken else parse_transcript(document, symbol, quarter)
        if transcript is None:
            self._set_aside(symbol, payload, findings, as_of, absorbed)
            return
        if transcript.turns:
            self.transcripts.put(transcript, payload.payload_hash or "")
        if payload.payload_hash:
            self.payloads.absorbed(symbol, payload.function, payload.payload_hash, day=as_of[:10])

    def _parse(self, symbol: str, payload: Payload, month: int | None) -> tuple[list[Report], list[Finding]]:
        document, broken = document_of(payload, FUNCTIONS[payload.function].value)
        if payload.raw is None or broken:
            return [], broken
        if payload.function == "EARNINGS":
            return parse_earnings(document, symbol, month)
        return parse_statement(FUNCTIONS[payload.function], document, symbol)

    def _set_aside(
        self, symbol: str, payload: Payload, findings: list[Finding], as_of: str, absorbed: Absorbed
    ) -> None:
        key = self.payloads.key(symbol, payload.function, payload.payload_hash or "")
        self.quarantine.put(as_of, symbol, payload.function, payload_key=key, findings=findings)
        self.parse_findings.put(symbol, payload.function, findings, as_of)
        absorbed.quarantined.append(payload.function)
        self._done(symbol, payload, as_of, absorbed)

    def _done(self, symbol: str, payload: Payload, as_of: str, absorbed: Absorbed) -> None:
        day = as_of[:10]
        if payload.payload_hash and payload.absorbed_day is None:
            self.payloads.absorbed(symbol, payload.function, payload.payload_hash, day=day)
        absorbed.has_changed = absorbed.has_changed or payload.absorbed_day in (None, day)


def _is_hard(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.HARD for finding in findings)


def document_of(payload: Payload, statement: str | None) -> tuple[object, list[Finding]]:
    if payload.broken:
        return None, [Finding("PAYLOAD_BROKEN", Severity.HARD, payload.broken, statement=statement)]
    if payload.raw is None:
        return None, []
    try:
        return json.loads(payload.raw), []
    except (ValueError, RecursionError):
        return None, [Finding("PAYLOAD_BROKEN", Severity.HARD, "not JSON", statement=statement)]
