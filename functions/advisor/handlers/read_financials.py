"""What companies reported, what it had been before, and when they will report again."""

from datetime import date, timedelta
from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.domain import financials
from functions.advisor.domain.paging import page
from functions.research import wiring as research
from functions.research.domain.recording import FOREVER
from functions.research.domain.statements import Statement
from functions.runtime import api, moments, pages

KEPT_SECONDS = 300


def list_financials(request: api.Request) -> api.Answer:
    asked, as_of = request.query, moments.as_of(request)
    reads = wiring.company_reads()
    held = asset_reads.required(reads, request.path.get("asset_id") or request.path["symbol"])
    if asked["statement"] == "overview":
        profile = reads.profile(held, as_of)
        found = [financials.profile(*profile)] if profile else []
    else:
        rows = reads.rows_of(held, financials.STATEMENTS[asked["statement"]])
        found = financials.periods(rows, asked["statement"], asked["period"], as_of)
    document = _page(request, found, lambda each: str(each["fiscal_date"]))
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def list_earnings(request: api.Request) -> api.Answer:
    as_of = moments.as_of(request)
    reads = wiring.company_reads()
    held = asset_reads.required(reads, request.path["asset_id"])
    rows = reads.rows_of(held, Statement.EARNINGS)
    found = financials.earnings(rows, request.query["period"], as_of)
    expected = research.calendar().expected_on(held.asset.symbol, as_of, seen_until=FOREVER)
    document = _page(request, found, lambda each: str(each["fiscal_date"]))
    document["next_report_on"] = expected.isoformat() if expected else None
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def list_upcoming_earnings(request: api.Request) -> api.Answer:
    as_of = moments.as_of(request)
    first = date.fromisoformat(as_of[:10])
    days = [first + timedelta(days=n) for n in range(request.query["days"])]
    rows = [row for day in days for row in research.calendar().listed_on(day, as_of)]
    found = [financials.expected(row.expected) for row in rows]
    if request.query["watchlist_only"]:
        lists = wiring.watchlists().of(request.user_id).lists
        watched = {symbol for one in lists for symbol in one.symbols}
        found = [each for each in found if each["symbol"] in watched]
    document = _page(request, found, lambda each: f"{each['report_on']}#{each['symbol']}")
    return api.Answer(200, document, max_age_seconds=KEPT_SECONDS)


def _page(request: api.Request, found: list[dict[str, Any]], name: financials.Name) -> dict[str, Any]:
    scope, tokens = pages.scope(request), wiring.page_tokens()
    after = pages.position(tokens, request.query["next_token"], scope)
    shown, position = page(found, name, after=after, limit=request.query["limit"])
    return pages.document(shown, position, tokens, scope)


handler = api.operations(
    {
        "ListFinancials": list_financials,
        "ListFinancialsBySymbol": list_financials,
        "ListEarnings": list_earnings,
        "ListUpcomingEarnings": list_upcoming_earnings,
    }
)
