"""Keep what is known of a sector's companies, so that a rating's peers can be found again."""

from collections.abc import Iterator
from typing import TypedDict

from functions.research import wiring
from functions.research.domain.overview import Overview
from functions.research.domain.sector_snapshot import profile_of
from functions.runtime import log


class Event(TypedDict):
    as_of: str
    sector: str


def handler(event: Event, context: object) -> dict[str, int]:
    as_of, sector = event["as_of"], event["sector"]
    known = list(known_in(sector, as_of))
    active = wiring.assets().active_among(overview.symbol for overview, _ in known)
    growth = wiring.analyses().revenue_growth_in(sector, until=as_of)

    profiles = [
        profile_of(o, day, is_active=o.symbol in active, revenue_growth=growth.get(o.symbol))
        for o, day in known
    ]
    if profiles:
        wiring.sector_snapshots().put(sector, as_of, profiles)

    log.event("sector_summarized", sector=sector, as_of=as_of, companies=len(profiles), active=len(active))
    return {"companies": len(profiles)}


def known_in(sector: str, as_of: str) -> Iterator[tuple[Overview, str]]:
    """Each company's newest profile with its day; where that is for later, the one that was newest then."""
    for newest, moment in wiring.overviews().newest_in(sector):
        known = (newest, moment) if moment <= as_of else wiring.overviews().dated(newest.symbol, as_of)
        if known is not None:
            overview, collected_for = known
            yield overview, collected_for[:10]
