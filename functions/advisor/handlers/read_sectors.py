"""Companies side by side: sectors with their medians, and those that a reader's conditions choose."""

import json
from functools import partial
from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters.read_through import Form
from functions.advisor.domain import cached_entries, screening
from functions.advisor.domain.paging import page
from functions.advisor.domain.sectors import sector_summary
from functions.research import wiring as research
from functions.research.adapters.alpha_vantage.sectors import NAMES
from functions.research.domain.recording import FOREVER
from functions.runtime import api, moments, pages

KEPT_SECONDS = 300
SCREEN_KEPT_SECONDS = 60
_SUMMARIES: Form[list[dict[str, Any]]] = Form(json.dumps, json.loads)


def list_sectors(request: api.Request) -> api.Answer:
    """Of the newest snapshots; of those of an earlier moment where one is asked for."""
    as_of, is_now = moments.as_of(request), request.query["as_of"] is None
    summaries = partial(_summaries, as_of)
    items = (
        wiring.read_through().read(cached_entries.SECTORS, "", _SUMMARIES, summaries)
        if is_now
        else summaries()
    )
    return api.Answer(200, {"items": items}, max_age_seconds=KEPT_SECONDS)


def _summaries(as_of: str) -> list[dict[str, Any]]:
    snapshots = research.sector_snapshots()
    known = ((name, snapshots.newest(name, as_of=as_of, recorded_by=FOREVER)) for name in NAMES)
    return [sector_summary(name, profiles) for name, profiles in known if profiles]


def screen_assets(request: api.Request) -> api.Answer:
    asked, as_of = request.query, moments.as_of(request)
    where = screening.conditions(asked["where"])
    fields = list(dict.fromkeys([*(each.field for each in where), asked["sort"].removeprefix("-")]))
    _require_known(fields)
    found = screening.screened(wiring.screen().candidates(asked["sector"], as_of), where, asked["sort"])
    scope, tokens = pages.scope(request), wiring.page_tokens()
    after = pages.position(tokens, asked["next_token"], scope)
    shown, position = page(found, lambda one: one.symbol, after=after, limit=asked["limit"])
    items = [screening.document(one, fields) for one in shown]
    document = pages.document(items, position, tokens, scope)
    return api.Answer(200, document, max_age_seconds=SCREEN_KEPT_SECONDS)


def _require_known(fields: list[str]) -> None:
    from functions.research.domain.rating.explanation import metric_codes

    known = {*screening.OF_THE_RATING, *metric_codes(research.rule_set())}
    if unknown := sorted(set(fields) - known):
        raise api.Refused(422, "unknown_metric", f"no rule has the code {', '.join(unknown)}")


handler = api.operations({"ListSectors": list_sectors, "ScreenAssets": screen_assets})
