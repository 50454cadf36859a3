"""Keep what is known of each sector's companies, so that a rating's peers can be found again."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypedDict

from functions.research import wiring
from functions.research.adapters.alpha_vantage import sectors
from functions.research.domain.peers import Profile
from functions.research.domain.sector_snapshot import profile_of
from functions.runtime import log


class Event(TypedDict):
    as_of: str


def handler(event: Event, context: object) -> dict[str, int]:
    as_of = event["as_of"]
    active = {held.asset.symbol for held in wiring.assets().active()}
    companies = {}
    for sector in sectors.NAMES:
        profiles = list(profiles_in(sector, active, as_of))
        wiring.sector_snapshots().put(sector, as_of, profiles)
        companies[sector] = len(profiles)

    log.event("sectors_summarized", as_of=as_of, companies=companies)
    return {"companies": sum(companies.values())}


def profiles_in(sector: str, active: AbstractSet[str], as_of: str) -> Iterator[Profile]:
    """Where a company's newest profile is for a later moment, the one that was the newest then."""
    growth = wiring.analyses().revenue_growth_in(sector, until=as_of)
    for newest, moment in wiring.overviews().newest_in(sector):
        known = (newest, moment) if moment <= as_of else wiring.overviews().dated(newest.symbol, as_of)
        if known is not None:
            overview, collected_for = known
            yield profile_of(
                overview,
                collected_for[:10],
                is_active=overview.symbol in active,
                revenue_growth=growth.get(overview.symbol),
            )
