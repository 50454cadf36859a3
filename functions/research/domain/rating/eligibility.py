"""What stands against rating a company at all."""

from collections.abc import Sequence
from datetime import date

from functions.research.domain.findings import Finding
from functions.research.domain.periods import business_day
from functions.research.domain.rating.windows import Windows

# One annual cycle and half of the next: whoever still files has filed something by then.
TOO_OLD_DAYS = 550
# The two fiscal years whose quarters a rating may add up.
QUARTERS_DOUBTED_DAYS = 730
# Health compares these; trends that look back further end where the unit changes.
YEARS_OF_ONE_UNIT = 3
QUARTERS_DO_NOT_SUM = "QUARTERS_DO_NOT_SUM"
UNIT_JUMP = "UNIT_JUMP"


def doubted_quarters(findings: Sequence[Finding], today: date) -> set[str | None]:
    """Statements whose quarters lately did not add up to the year; None for any."""
    doubted = [f for f in findings if f.code == QUARTERS_DO_NOT_SUM and f.fiscal_date]
    return {
        f.statement
        for f in doubted
        if (day := business_day(f.fiscal_date or "")) and (today - day).days <= QUARTERS_DOUBTED_DAYS
    }


def against_rating(
    windows: Windows | None, findings: Sequence[Finding], today: date, *, anything_known: bool
) -> str | None:
    """A key of result.WHY_NOT_RATED, or None when nothing stands against it."""
    if windows is None:
        return "NO_ANNUAL_STATEMENT" if anything_known else "NO_STATEMENTS"
    latest = windows.years[0]
    oldest = windows.years[:YEARS_OF_ONE_UNIT][-1]
    if (today - latest.end).days > TOO_OLD_DAYS:
        return "STATEMENTS_TOO_OLD"
    if len(latest.currencies) > 1:
        return "CURRENCY_CONFLICT"
    jumps = (f for f in findings if f.code == UNIT_JUMP and f.figures.get("period") == windows.period.value)
    if any((f.fiscal_date or "") > oldest.end.isoformat() for f in jumps):
        return "UNIT_CONFLICT"
    return None
