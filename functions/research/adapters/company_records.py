"""Turns a company's payloads into rows: what changed is appended, what cannot be used is quarantined."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_earnings, parse_statement
from functions.research.adapters.alpha_vantage.transcript import parse_transcript
from functions.research.adapters.closed_moments import ClosedMoments
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
    """What the payloads of one visit added."""

    symbol: str
    as_of: str
    recorded_at: str
    findings_before: Mapping[str, str]
    overview: Overview | None = None
    rows_added: int = 0
    quarantined: list[str] = field(default_factory=list)
    newest_quarter: date | None = None
    has_fundamentals: bool = False
    # The newest business day on which one of the payloads was stored: today's too if a retry finds it so.
    changed_on: str = ""

    @property
    def day(self) -> str:
        return self.as_of[:10]

    @property
    def has_changed(self) -> bool:
        return self.changed_on == self.day


@dataclass(frozen=True, slots=True)
class _Parsed:
    payload: Payload
    reports: list[Report]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class CompanyRecords:
    statements: StatementTables
    overviews: OverviewTable
    transcripts: TranscriptTable
    parse_findings: ParseFindings
    quarantine: Quarantine
    payloads: PayloadStore
    closed_moments: ClosedMoments

    def absorb(self, symbol: str, payloads: Mapping[str, Payload], as_of: str) -> Absorbed:
        """Every write may happen twice. A payload counts as absorbed only after its rows are stored."""
        recorded_at = self.closed_moments.recorded_at([symbol], as_of)[symbol]
        findings_before = self.parse_findings.newest(symbol, as_of=as_of)
        absorbed = Absorbed(symbol, as_of, recorded_at, findings_before)
        answered = {function: payload for function, payload in payloads.items() if payload.raw is not None}
        if "OVERVIEW" in answered:
            self._overview(absorbed, answered["OVERVIEW"])
        parsed = {
            function: self._parse(absorbed, answered[function])
            for function in FUNCTIONS
            if function in answered
        }
        reported_on = report_dates(parsed["EARNINGS"].reports) if "EARNINGS" in parsed else {}
        for statement in parsed.values():
            self._statement(absorbed, statement, reported_on)
        for function, payload in answered.items():
            if function.startswith("EARNINGS_CALL_TRANSCRIPT@"):
                self._transcript(absorbed, payload)
        return absorbed

    def _overview(self, absorbed: Absorbed, payload: Payload) -> None:
        document, findings = document_of(payload, None)
        overview = None
        if not findings:
            overview, findings = parse_overview(document, absorbed.symbol, payload.payload_hash or "")
        if overview is None:
            self._set_aside(absorbed, payload, findings)
            return
        absorbed.overview = overview
        absorbed.has_fundamentals = True
        if payload.absorbed_day is None:
            self._note(absorbed, payload, findings)
            self.overviews.put(overview, absorbed.as_of, recorded_at=absorbed.recorded_at)
        self._done(absorbed, payload)

    def _parse(self, absorbed: Absorbed, payload: Payload) -> _Parsed:
        statement, symbol = FUNCTIONS[payload.function], absorbed.symbol
        document, broken = document_of(payload, statement.value)
        if broken:
            return _Parsed(payload, [], broken)
        if statement is Statement.EARNINGS:
            month = absorbed.overview.fiscal_year_end_month if absorbed.overview else None
            return _Parsed(payload, *parse_earnings(document, symbol, month))
        return _Parsed(payload, *parse_statement(statement, document, symbol))

    def _statement(self, absorbed: Absorbed, parsed: _Parsed, reported_on: Mapping[date, date]) -> None:
        payload, reports, findings = parsed.payload, parsed.reports, parsed.findings
        reasons = findings
        if not _is_hard(findings):
            reasons = [*findings, *validate_payload(reports, as_of=absorbed.as_of)]
        if _is_hard(reasons):
            self._set_aside(absorbed, payload, reasons)
            return
        absorbed.has_fundamentals = True
        if FUNCTIONS[payload.function] is not Statement.EARNINGS:
            # A quarter is there when the last of its statements is: providers add them days apart.
            newest = max((r.fiscal_date for r in reports), default=None)
            absorbed.newest_quarter = min(filter(None, (absorbed.newest_quarter, newest)), default=None)
        if payload.absorbed_day is None:
            self._append(absorbed, parsed, reported_on)
            self._note(absorbed, payload, findings)
        self._done(absorbed, payload)

    def _append(self, absorbed: Absorbed, parsed: _Parsed, reported_on: Mapping[date, date]) -> None:
        added = added_rows(
            list(self.statements.rows_of(absorbed.symbol, FUNCTIONS[parsed.payload.function])),
            parsed.reports,
            reported_on=reported_on,
            payload_hash=parsed.payload.payload_hash or "",
            as_of=absorbed.as_of,
        )
        recorded = [replace(row, recorded_at=absorbed.recorded_at) for row in added]
        absorbed.rows_added += self.statements.add(recorded)

    def _transcript(self, absorbed: Absorbed, payload: Payload) -> None:
        if payload.absorbed_day is not None:
            return
        quarter = payload.function.partition("@")[2]
        document, findings = document_of(payload, None)
        transcript = None
        if not findings:
            transcript, findings = parse_transcript(document, absorbed.symbol, quarter)
        if transcript is None:
            self._set_aside(absorbed, payload, findings)
            return
        if transcript.turns:
            self.transcripts.put(transcript, payload.payload_hash or "")
        if payload.payload_hash:
            # What was said changes no figure, and so no rating.
            self.payloads.absorbed(absorbed.symbol, payload.function, payload.payload_hash, day=absorbed.day)

    def _set_aside(self, absorbed: Absorbed, payload: Payload, findings: list[Finding]) -> None:
        symbol, as_of = absorbed.symbol, absorbed.as_of
        key = self.payloads.key(symbol, payload.function, payload.payload_hash or "")
        self.quarantine.put(as_of, symbol, payload.function, payload_key=key, findings=findings)
        self._note(absorbed, payload, findings)
        absorbed.quarantined.append(payload.function)
        self._done(absorbed, payload)

    def _note(self, absorbed: Absorbed, payload: Payload, findings: list[Finding]) -> None:
        self.parse_findings.put(
            absorbed.symbol,
            payload.function,
            findings,
            absorbed.as_of,
            absorbed.findings_before,
            recorded_at=absorbed.recorded_at,
        )

    def _done(self, absorbed: Absorbed, payload: Payload) -> None:
        if payload.payload_hash and payload.absorbed_day is None:
            self.payloads.absorbed(absorbed.symbol, payload.function, payload.payload_hash, day=absorbed.day)
        absorbed.changed_on = max(absorbed.changed_on, payload.absorbed_day or absorbed.day)


def _is_hard(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.HARD for finding in findings)


def document_of(payload: Payload, statement: str | None) -> tuple[object, list[Finding]]:
    """The decoded answer, None where the provider has nothing; one that is no JSON comes with its reason."""
    if payload.broken:
        return None, [Finding("PAYLOAD_BROKEN", Severity.HARD, payload.broken, statement=statement)]
    if payload.raw is None:
        return None, []
    try:
        return json.loads(payload.text), []
    except (ValueError, RecursionError):
        return None, [Finding("PAYLOAD_BROKEN", Severity.HARD, "not JSON", statement=statement)]
