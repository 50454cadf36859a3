"""Which of an asset's calls are worth making."""

from datetime import UTC, date, datetime, timedelta

from functions.research.domain.plans import CallClass, Plan

PROFILE = "OVERVIEW"
# The profile comes first: without one the provider has no statements either.
FUNDAMENTALS = (PROFILE, "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS")

CALL_CLASS = {
    "earnings": CallClass.EARNINGS,
    "regular": CallClass.REGULAR,
    "new_asset": CallClass.ON_DEMAND,
    "on_demand": CallClass.ON_DEMAND,
    "manual": CallClass.ON_DEMAND,
}


def may_probe(trigger: str, latest_quarter: date | None, last_full_collection: str, plan: Plan, as_of: str) -> bool:
    """Whether one call can spare the others: the profile names the latest quarter, and figures of a quarter that is
    stored change only by restatement, for which everything is collected again from time to time."""
    if trigger != "regular" or latest_quarter is None:
        return False
    age = _moment(as_of) - _moment(last_full_collection)
    return age < timedelta(days=plan.recollect_after_days)


def must_collect_all(latest_quarter: date | None, stored: date | None) -> bool:
    """`latest_quarter` as the profile has it now, `stored` the newest quarter whose figures are kept."""
    return latest_quarter is not None and (stored is None or latest_quarter > stored)


def transcript_quarter(latest_quarter: date | None) -> str | None:
    """The provider names calls by calendar quarter: 2025Q4."""
    if latest_quarter is None:
        return None
    return f"{latest_quarter.year}Q{(latest_quarter.month + 2) // 3}"


def _moment(iso: str) -> datetime:
    return datetime.strptime(iso[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
