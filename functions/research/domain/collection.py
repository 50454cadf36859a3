"""Which calls an asset's collection consists of, and whose budget pays for them."""

from datetime import date

from functions.research.domain.plans import CallClass

PROFILE = "OVERVIEW"
FUNDAMENTALS = (PROFILE, "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS")
# A provider that has neither has nothing; some companies have statements and no profile.
TELLING = FUNDAMENTALS[:2]

CALL_CLASS = {
    "earnings": CallClass.EARNINGS,
    "regular": CallClass.REGULAR,
    "new_asset": CallClass.ON_DEMAND,
    "on_demand": CallClass.ON_DEMAND,
    "manual": CallClass.ON_DEMAND,
}


def transcript_quarter(latest_quarter: date | None) -> str | None:
    """The provider names calls by calendar quarter: 2025Q4."""
    if latest_quarter is None:
        return None
    return f"{latest_quarter.year}Q{(latest_quarter.month + 2) // 3}"
