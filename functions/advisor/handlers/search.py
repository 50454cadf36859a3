"""Find assets, stories and ratings by words; complete what is being typed."""

from datetime import date

from functions.advisor import wiring
from functions.advisor.domain.search_queries import Asked
from functions.runtime import api
from functions.runtime.contract import FieldProblem


def search(request: api.Request) -> api.Answer:
    query = request.query
    asked = Asked(
        text=_text(query["q"]),
        type=query["type"],
        limit=query["limit"],
        at=request.at,
        sector=query["sector"],
        label=query["label"],
        since=_day("from", query["from"]),
        until=_day("to", query["to"]),
    )
    found = wiring.searching().search(asked)
    document = {"query": query["q"], "type": asked.type, "source": found.source, "items": found.hits}
    return api.Answer(200, document)


def suggest(request: api.Request) -> api.Answer:
    text = _text(request.query["q"])
    found = wiring.searching().suggest(text, request.query["limit"])
    document = {"query": request.query["q"], "source": found.source, "items": found.hits}
    return api.Answer(200, document)


def _text(given: str) -> str:
    if not given.strip():
        raise api.Refused(
            400, "invalid_request", "1 field is not as described", [FieldProblem("q", "is empty")]
        )
    return given.strip()


def _day(name: str, given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        problem = FieldProblem(name, f"got {given!r}, expected a day of the calendar, YYYY-MM-DD")
        raise api.Refused(400, "invalid_request", "1 field is not as described", [problem]) from None


handler = api.operations({"Search": search, "SuggestAssets": suggest})
