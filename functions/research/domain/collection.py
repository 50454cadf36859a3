"""Which calls an asset's collection consists of, and whose budget pays for them."""

from datetime import date

from functions.research.domain.plans import CallClass

PROFILE = "OVERVIEW"
FUNDAMENTALS = (PROFILE, "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS")
# A provider that has neither has nothing; some companies have statements and no profile.
TELLING = FUNDAMENTALS[:2]

# Of one asset, for a reason of its own; the other two are the planners'.
SINGLE_TRIGGERS = ("new_asset", "on_demand", "manual")
CALL_CLASS = {
    "earnings": CallClass.EARNINGS,
    "regular": CallClass.REGULAR,
    "new_asset": CallClass.ON_DEMAND,
    "on_demand": CallClass.ON_DEMAND,
    "manual": CallClass.ON_DEMAND,
}


class UnknownTrigger(ValueError):
    """Nobody collects an asset for this reason."""


def single_trigger(name: str) -> str:
    """Raises UnknownTrigger for the planners' reasons too: under those a whole day would be planned."""
    if name not in SINGLE_TRIGGERS:
        raise UnknownTrigger(f"triggerType {name!r}: expected one of {', '.join(SINGLE_TRIGGERS)}")
    return name


def transcript_quarter(latest_quarter: date | None) -> str | None:
    """The provider names calls by calendar quarter: 2025Q4."""
    if latest_quarter is None:
        return None
    return f"{latest_quarter.year}Q{(latest_quarter.month + 2) // 3}"
