"""Everything odd about what was known of a company, statement by statement and in all of them together."""

from collections.abc import Sequence

from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.columns import Column, Columns
from functions.research.domain.validation.company import company_findings
from functions.research.domain.validation.evidence import collapse
from functions.research.domain.validation.payload import payload_findings
from functions.research.domain.validation.reviewed import Reviewed


def validate_known(
    known: Columns, overview: Overview | None, *, as_of: str, reviewed: Reviewed | None = None
) -> list[Finding]:
    """`known` at `as_of` (ISO UTC), blank reports included.

    `reviewed` is passed on from moment to moment by who asks for many of one company.
    """
    reviewed = reviewed or Reviewed()
    written: dict[Statement, list[Sequence[Report]]] = {statement: [] for statement, _ in known}
    columns = {}
    for kind, column in known.items():
        reports = reviewed.written(column.reports)
        if reports:
            columns[kind] = column if reports is column.reports else Column(reports)
            written[kind[0]].append(reports)
    found: list[Finding] = []
    for statement in Statement:
        if statement in written:
            every = [column.reports for kind, column in known.items() if kind[0] is statement]
            found += collapse(payload_findings(every, written[statement], as_of, reviewed))
    found += collapse(company_findings(columns, overview, reviewed))
    return found
