"""Everything that can be said once the statements of one company lie side by side."""

from collections.abc import Iterator, Sequence

from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.periods import is_blank
from functions.research.domain.statements import Row, known_as_of
from functions.research.domain.validation.agreement import check_agreement
from functions.research.domain.validation.calendars import check_calendars
from functions.research.domain.validation.columns import Columns, columns_of
from functions.research.domain.validation.completeness import check_completeness
from functions.research.domain.validation.evidence import collapse
from functions.research.domain.validation.market import check_market
from functions.research.domain.validation.reviewed import Reviewed


def validate_company(rows: Sequence[Row], overview: Overview | None, *, as_of: str) -> list[Finding]:
    """Findings across the statements known at `as_of` (ISO UTC). None is HARD: each payload was usable."""
    reports = [row.report for row in known_as_of(rows, as_of) if not is_blank(row.report)]
    return list(collapse(company_findings(columns_of(reports), overview, Reviewed())))


def company_findings(columns: Columns, overview: Overview | None, reviewed: Reviewed) -> Iterator[Finding]:
    """The same before it is collapsed, of what is known of one company."""
    yield from check_completeness(columns, overview)
    yield from check_calendars(columns)
    yield from check_agreement(columns, reviewed)
    yield from check_market(columns, overview)
