"""What stands against rating a company at all."""

from collections.abc import Sequence
from datetime import date

from functions.research.domain.findings import Finding
from functions.research.domain.periods import business_day
from functions.research.domain.rating.windows import Windows
from functions.research.domain.statements import Row

# One annual cycle and half of the next: whoever still files has filed something by then.
TOO_OLD_DAYS = 550
# The two fiscal years whose quarters a rating may add up.
QUARTERS_DOUBTED_DAYS = 730
QUARTERS_DO_NOT_SUM = "QUARTERS_DO_NOT_SUM"
UNIT_JUMP = "UNIT_JUMP"


def quarters_add_up(findings: Sequence[Finding], today: date) -> bool:
    doubted = (
        business_day(f.fiscal_date) for f in findings if f.code == QUARTERS_DO_NOT_SUM and f.fiscal_date
    )
    return all(day is None or (today - day).days > QUARTERS_DOUBTED_DAYS for day in doubted)


def against_rating(
    known: Sequence[Row], windows: Windows | None, findings: Sequence[Finding], today: date
) -> str | None:
    """A key of result.WHY_NOT_RATED, or None when nothing stands against it."""
    if windows is None:
        return "NO_ANNUAL_STATEMENT" if known else "NO_STATEMENTS"
    latest, oldest = windows.years[0], windows.years[-1]
    if (today - latest.end).days > TOO_OLD_DAYS:
        return "STATEMENTS_TOO_OLD"
    if len(latest.currencies) > 1:
        return "CURRENCY_CONFLICT"
    jumps = (f for f in findings if f.code == UNIT_JUMP and f.figures.get("period") == windows.period.value)
    if any((f.fiscal_date or "") > oldest.end.isoformat() for f in jumps):
        return "UNIT_CONFLICT"
    return None
