"""Check an asset's figures as known at `as_of`; where none are usable the rating is withheld here."""

from datetime import date
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.domain.findings import Finding
from functions.research.domain.history import RATED_HISTORY
from functions.research.domain.rating import rate
from functions.research.domain.rating.known import Known
from functions.research.domain.statements import Row, Statement, known_as_of
from functions.research.domain.validation import validate_company, validate_payload
from functions.runtime import log


class Event(TypedDict):
    symbol: str
    as_of: str


def handler(event: Event, context: object) -> dict[str, Any]:
    symbol, as_of = event["symbol"], event["as_of"]
    since = date.fromisoformat(as_of[:10]) - RATED_HISTORY
    known = known_as_of(wiring.statements().rows(symbol, since=since), as_of)
    overview = wiring.overviews().as_of(symbol, as_of)

    findings = [*wiring.parse_findings().of(symbol, as_of=as_of), *statement_findings(known, as_of)]
    findings += validate_company(known, overview, as_of=as_of)

    log.event(
        "data_validated", symbol=symbol, as_of=as_of, rows=len(known), findings=[f.code for f in findings]
    )
    if known:
        return {"outcome": "usable", "findings": [finding.to_json() for finding in findings]}
    withheld = rate(Known(symbol, known, overview, findings), as_of=as_of)
    return {"outcome": "unusable", "rating": withheld.to_json()}


def statement_findings(known: list[Row], as_of: str) -> list[Finding]:
    found: list[Finding] = []
    for statement in Statement:
        reports = [row.report for row in known if row.report.statement is statement]
        found += validate_payload(reports, as_of=as_of) if reports else []
    return found
