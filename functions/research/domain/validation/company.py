"""Everything that can be said once the statements of one company lie side by side."""

from collections.abc import Sequence

from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.periods import is_blank
from functions.research.domain.statements import Row, known_as_of
from functions.research.domain.validation.agreement import check_agreement
from functions.research.domain.validation.calendars import check_calendars
from functions.research.domain.validation.completeness import check_completeness
from functions.research.domain.validation.evidence import collapse
from functions.research.domain.validation.market import check_market


def validate_company(rows: Sequence[Row], overview: Overview | None, *, as_of: str) -> list[Finding]:
    """Findings across the statements known at `as_of` (ISO UTC). None is HARD: each payload was usable."""
    reports = [row.report for row in known_as_of(rows, as_of) if not is_blank(row.report)]
    findings = [
        *check_completeness(reports, overview),
        *check_calendars(reports),
        *check_agreement(reports),
        *check_market(reports, overview),
    ]
    return list(collapse(findings))
