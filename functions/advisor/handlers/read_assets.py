"""The catalogue: which assets there are, and how one of them stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.adapters.catalogue import to_listed
from functions.advisor.domain import analysis_views, financials, freshness, listing
from functions.advisor.domain.paging import page
from functions.research import wiring as research
from functions.research.adapters.asset_table import NEVER, HeldAsset
from functions.research.adapters.event_bus import EventsNotAccepted
from functions.research.domain.recording import FOREVER
from functions.research.domain.statements import Period, Row, known_as_of
from functions.runtime import api, log, moments, pages

KEPT_SECONDS = 60


def list_assets(request: api.Request) -> api.Answer:
    asked, as_of, tokens = request.query, moments.as_of(request), wiring.page_tokens()
    scope, catalogue = pages.scope(request), wiring.catalogue()
    found = [listed for listed in catalogue.listed(as_of) if listing.is_asked_for(listed, asked)]
    if listing.asks_for_ratings(asked):
        rated = catalogue.rated(found, as_of)
        found = [listed for listed in rated if listing.is_rated_enough(listed, asked["rating_min"])]
    shown, after = page(
        listing.in_order(found, asked["sort"]),
        lambda listed: listed.symbol,
        after=pages.position(tokens, asked["next_token"], scope),
        limit=asked["limit"],
    )
    items = [listed.document() for listed in catalogue.rated(shown, as_of)]
    return api.Answer(200, pages.document(items, after, tokens, scope), max_age_seconds=KEPT_SECONDS)


def get_asset(request: api.Request) -> api.Answer:
    as_of = moments.as_of(request)
    reads = wiring.company_reads()
    held = asset_reads.required(reads, request.path["asset_id"])
    status = _status(held)
    if status == "pending" and request.query["as_of"] is None:
        _have_it_collected(held, request.at, request.request_id)
    analysis = reads.latest_analysis(held, until=as_of)
    profile = reads.profile(held, as_of)
    document = to_listed(held, as_of).document() | {
        "tradable": held.asset.tradable,
        "shortable": held.asset.shortable,
        "fractionable": held.asset.fractionable,
        "data_status": status,
        "analysis": analysis_views.summary(analysis) if analysis else None,
        "overview": financials.overview_summary(*profile) if profile else None,
        "rating": analysis["rating"] if analysis else None,
        "rating_label": analysis["label"] if analysis else None,
        "confidence": analysis["confidence"] if analysis else None,
        "rated_as_of": analysis["as_of"] if analysis else None,
    }
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def get_freshness(request: api.Request) -> api.Answer:
    as_of = moments.as_of(request)
    held = asset_reads.required(research.assets(), request.path["asset_id"])
    symbol = held.asset.symbol
    known = research.knowledge().figures(symbol, as_of, FOREVER)
    analysis = research.analyses().latest(symbol, until=as_of)
    expected = research.calendar().expected_on(symbol, as_of, seen_until=FOREVER)
    quarter = _newest_quarter(known.rows, as_of)
    document = {
        "symbol": symbol,
        "data_status": _status(held),
        "last_collected_at": _until(as_of, held.last_pollenation),
        "last_full_collection_at": _until(as_of, held.last_full_collection),
        "no_fundamentals_since": held.no_fundamentals_since,
        "latest_quarter": quarter.isoformat() if quarter else None,
        "latest_quarter_age_days": financials.age_days(quarter, as_of),
        "price_as_of": held.volume_as_of,
        "rated_as_of": analysis["as_of"] if analysis else None,
        "next_report_on": expected.isoformat() if expected else None,
        "findings": freshness.explained(finding.to_json() for finding in known.findings),
        "quarantined": _quarantined(symbol, as_of),
    }
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def _status(held: HeldAsset) -> str:
    return freshness.data_status(
        held.asset,
        was_collected=held.last_pollenation != NEVER,
        has_fundamentals=held.no_fundamentals_since is None,
    )


def _have_it_collected(held: HeldAsset, at: str, request_id: str) -> None:
    """The answer is the same whether or not the bus takes the request."""
    try:
        if wiring.collection_requests().ask_for(held, at, request_id):
            log.event("collection_asked_for", symbol=held.asset.symbol)
    except EventsNotAccepted as refused:
        log.failure("collection_not_asked_for", refused, symbol=held.asset.symbol)


def _newest_quarter(rows: Iterable[Row], as_of: str) -> date | None:
    known = (row.report for row in known_as_of(rows, as_of))
    return max((report.fiscal_date for report in known if report.period is Period.QUARTER), default=None)


def _until(as_of: str, moment: str) -> str | None:
    return None if moment in (NEVER, "") or moment > as_of else moment


def _quarantined(symbol: str, as_of: str) -> list[dict[str, Any]]:
    return [
        {
            "as_of": case["as_of"],
            "function": case["function"],
            "findings": freshness.explained(case["findings"]),
        }
        for case in research.quarantine().list()
        if case["symbol"] == symbol and case["as_of"] <= as_of
    ]


handler = api.operations({"ListAssets": list_assets, "GetAsset": get_asset, "GetFreshness": get_freshness})
