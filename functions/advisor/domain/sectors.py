"""What companies of a sector have in common, from the profiles of a snapshot."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from functions.research.domain.peers import COMPARED, Profile


def sector_summary(sector: str, profiles: Sequence[Profile]) -> dict[str, Any]:
    """Medians over the active companies that have a comparable figure."""
    active = [profile for profile in profiles if profile.is_active]
    return {
        "sector": sector,
        "companies": len(profiles),
        "active": len(active),
        "market_cap_total": sum(profile.market_cap or 0 for profile in active),
        "medians": {code: found for code in COMPARED if (found := _median(active, code))},
    }


def _median(profiles: Sequence[Profile], code: str) -> dict[str, Any] | None:
    place = COMPARED.index(code)
    values = [value for profile in profiles if (value := profile.compared[place]) is not None]
    return {"median": round(median(values), 6), "companies": len(values)} if values else None
