"""Ratings: the whole document, one of its parts, the arithmetic behind it, and how it changed."""

from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.domain import analysis_views
from functions.research import wiring as research
from functions.runtime import api, moments, pages

KEPT_SECONDS = 60


def get_analysis(request: api.Request) -> api.Answer:
    return api.Answer(200, _analysis(request), max_age_seconds=KEPT_SECONDS)


def get_rating(request: api.Request) -> api.Answer:
    from functions.research.domain.rating.result import WHY_NOT_RATED

    view = analysis_views.rating(_analysis(request), WHY_NOT_RATED)
    return api.Answer(200, view, max_age_seconds=KEPT_SECONDS)


def component_view(code: str) -> api.Respond:
    def respond(request: api.Request) -> api.Answer:
        view = analysis_views.component(_analysis(request), code)
        return api.Answer(200, view, max_age_seconds=KEPT_SECONDS)

    return respond


def explain_asset(request: api.Request) -> api.Answer:
    # The rules of ratings are sixty modules, which the other operations do without.
    from functions.research.domain.rating import spelled_out
    from functions.research.domain.rating.explanation import NothingMeasured, UnknownMetric

    arithmetic = research.arithmetic()
    worked = arithmetic.known_at(_symbol(request), moments.as_of(request))
    try:
        uses = arithmetic.explained(worked, request.query["metric"])
    except UnknownMetric as unknown:
        raise api.Refused(422, "unknown_metric", str(unknown)) from None
    except NothingMeasured as nothing:
        raise api.Refused(422, "nothing_measured", str(nothing)) from None
    document = [spelled_out.explanation(use) for use in uses]
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def list_ratings(request: api.Request) -> api.Answer:
    """The position is the moment of the last rating shown."""
    symbol, limit = _symbol(request), request.query["limit"]
    scope, tokens = pages.scope(request), wiring.page_tokens()
    after = pages.position(tokens, request.query["next_token"], scope)
    history = research.analyses().history(symbol, until=after or moments.as_of(request), limit=limit + 2)
    found = [analysis for analysis in history if after is None or analysis["as_of"] < after]
    shown = [analysis_views.summary(analysis) for analysis in found[:limit]]
    position = shown[-1]["as_of"] if len(found) > limit else None
    return api.Answer(200, pages.document(shown, position, tokens, scope), max_age_seconds=KEPT_SECONDS)


def diff_ratings(request: api.Request) -> api.Answer:
    from functions.research.domain.rating import spelled_out
    from functions.research.domain.rating.difference import NotComparable, difference

    symbol, arithmetic = _symbol(request), research.arithmetic()
    moment = moments.ended(request, "later") or request.at
    earlier, later = sorted((moments.required(request, "earlier"), moment))
    before, after = (arithmetic.known_at(symbol, each).rating for each in (earlier, later))
    try:
        document = spelled_out.difference(difference(before, after, arithmetic.rules))
    except NotComparable as withheld:
        raise api.Refused(422, "not_comparable", str(withheld)) from None
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def _symbol(request: api.Request) -> str:
    return asset_reads.required(research.assets(), request.path["asset_id"]).asset.symbol


def _analysis(request: api.Request) -> dict[str, Any]:
    reads = wiring.company_reads()
    held = asset_reads.required(reads, request.path["asset_id"])
    analysis = reads.latest_analysis(held, until=moments.as_of(request))
    if analysis is None:
        raise api.not_found("analysis")
    return analysis


handler = api.operations(
    {
        "GetAnalysis": get_analysis,
        "GetRating": get_rating,
        "GetFinancialHealth": component_view("financial_health"),
        "GetGrowth": component_view("growth"),
        "GetRiskAssessment": component_view("risk"),
        "GetMarketAnalysis": component_view("market"),
        "GetPeerComparison": component_view("peers"),
        "ExplainAsset": explain_asset,
        "ListRatings": list_ratings,
        "DiffRatings": diff_ratings,
    }
)
