"""Questions in the words of OpenSearch: what counts how much, and what a hit shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A ticker typed in full stands before whatever its letters may mean besides.
EXACT = 1000.0
TICKER_BEGINS = 20.0
# Longer words are no mistyped tickers.
LONGEST_TICKER = 5
# Beside what is traded, what is not any more: found, and found later.
INACTIVE = 0.2
# The age of a story at which it counts half.
HALF_LIFE_DAYS = 60
# A little less than whoever asks waits.
ENGINE_TIMEOUT = "450ms"
OF_TYPE = {"asset": "assets", "news": "news", "analysis": "analysis"}
_LABELS = {"asset": "rating_label", "news": "sentiment_label", "analysis": "investment_rating"}
# Assets have no day: they are found whatever days are asked about.
_DATES = {"news": "time_published", "analysis": "analysis_date"}
_TIES = {
    "asset": {"symbol": "asc"},
    "news": {"time_published": "desc"},
    "analysis": {"symbol": "asc"},
}
_TAGS = {"pre_tags": ["<em>"], "post_tags": ["</em>"], "encoder": "html"}
_SHOWN = {
    "asset": ("company_name", "former_names", "industry.words", "description"),
    "news": ("title", "summary"),
    "analysis": ("company_name", "reasons"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    type: str  # asset, news or analysis
    limit: int
    at: str  # ISO UTC: now
    sector: str | None = None
    label: str | None = None
    since: str | None = None  # ISO dates, both included
    until: str | None = None


def search(asked: Asked) -> dict[str, Any]:
    matching = {"asset": _assets, "news": _news, "analysis": _analyses}[asked.type](asked)
    matching["bool"] |= {"filter": _filters(asked), "minimum_should_match": 1}
    return {
        "query": _weighed(asked, matching),
        "size": asked.limit,
        "highlight": {**_TAGS, "fields": {name: {"number_of_fragments": 1} for name in _SHOWN[asked.type]}},
        "sort": ["_score", _TIES[asked.type]],
        "timeout": ENGINE_TIMEOUT,
    }


def suggest(text: str, limit: int) -> dict[str, Any]:
    """Assets whose ticker or name begins with it."""
    begins = [
        *_tickers(text, "symbol"),
        _match("company_name.prefix", text, boost=3),
        _match("former_names.prefix", text),
    ]
    matching = {"bool": {"should": begins, "minimum_should_match": 1}}
    return {
        "query": _by_standing(matching),
        "size": limit,
        "_source": ["symbol", "company_name", "former_names", "sector", "status"],
        "sort": ["_score", _TIES["asset"]],
        "timeout": ENGINE_TIMEOUT,
    }


def _assets(asked: Asked) -> dict[str, Any]:
    text = asked.text
    should = [
        *_tickers(text, "symbol"),
        *_names(text, "company_name", boost=10),
        *_names(text, "former_names", boost=6),
        _match("sector.words", text, boost=2),
        _match("industry.words", text, boost=3),
        _match("description", text),
        # Words of a name and of a trade together: "marvell chips".
        {
            "multi_match": {
                "query": text,
                "type": "cross_fields",
                "operator": "and",
                "fields": ["company_name^3", "industry.words^2", "sector.words", "description"],
                "analyzer": "prose_asked",
            }
        },
    ]
    if len(text) <= LONGEST_TICKER:
        mistyped = {"value": text, "fuzziness": 1, "transpositions": True}
        should.append({"constant_score": {"filter": {"fuzzy": {"symbol": mistyped}}, "boost": 1}})
    return {"bool": {"should": should}}


def _news(asked: Asked) -> dict[str, Any]:
    text = asked.text
    return {
        "bool": {
            "should": [
                {"constant_score": {"filter": {"term": {"symbols": text}}, "boost": TICKER_BEGINS}},
                _match("title", text, boost=3),
                _match("summary", text),
                _match("topics.words", text),
                _fuzzy("title", text),
                {
                    "multi_match": {
                        "query": text,
                        "type": "cross_fields",
                        "operator": "and",
                        "fields": ["title^2", "summary"],
                    }
                },
            ]
        }
    }


def _analyses(asked: Asked) -> dict[str, Any]:
    text = asked.text
    return {
        "bool": {
            "should": [
                *_tickers(text, "symbol"),
                *_names(text, "company_name", boost=10),
                _match("reasons", text),
                {"constant_score": {"filter": {"term": {"sector": text}}, "boost": 1}},
                {"constant_score": {"filter": {"term": {"investment_rating": _spelled(text)}}, "boost": 1}},
            ]
        }
    }


def _tickers(text: str, field: str) -> list[dict[str, Any]]:
    return [
        {"constant_score": {"filter": {"term": {field: text}}, "boost": EXACT}},
        {"constant_score": {"filter": {"prefix": {field: text}}, "boost": TICKER_BEGINS}},
    ]


def _names(text: str, field: str, *, boost: float) -> list[dict[str, Any]]:
    """As written, by another word for it, begun, mistyped: in this order."""
    return [
        _match(f"{field}.plain", text, boost=boost),
        _match(field, text, boost=boost / 2),
        _match(f"{field}.prefix", text, boost=boost / 3),
        _fuzzy(f"{field}.plain", text, boost=boost / 5),
    ]


def _match(field: str, text: str, *, boost: float = 1) -> dict[str, Any]:
    return {"match": {field: {"query": text, "operator": "and", "boost": boost}}}


def _fuzzy(field: str, text: str, *, boost: float = 1) -> dict[str, Any]:
    """Two letters wrong in a long word, one in a short one, none in the first letter."""
    asked = {"query": text, "operator": "and", "fuzziness": "AUTO", "prefix_length": 1, "boost": boost}
    return {"match": {field: asked}}


def _filters(asked: Asked) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = []
    if asked.sector:
        filters.append({"term": {"sector": asked.sector}})
    if asked.label:
        filters.append({"term": {_LABELS[asked.type]: asked.label}})
    window = {"gte": asked.since, "lte": f"{asked.until}||/d" if asked.until else None}
    given = {bound: day for bound, day in window.items() if day}
    if given and asked.type in _DATES:
        filters.append({"range": {_DATES[asked.type]: given}})
    return filters


def _weighed(asked: Asked, matching: Mapping[str, Any]) -> dict[str, Any]:
    if asked.type == "asset":
        return _by_standing(matching)
    if asked.type == "analysis":
        return dict(matching)
    age = {"origin": asked.at, "scale": f"{HALF_LIFE_DAYS}d", "decay": 0.5}
    return {"function_score": {"query": matching, "exp": {"time_published": age}}}


def _by_standing(matching: Mapping[str, Any]) -> dict[str, Any]:
    """Of equal matches the larger company first."""
    size = {"field": "market_cap", "modifier": "log1p", "factor": 1e-9, "missing": 0}
    return {
        "function_score": {
            "query": {
                "function_score": {
                    "query": matching,
                    "functions": [{"filter": {"term": {"status": "inactive"}}, "weight": INACTIVE}],
                    "boost_mode": "multiply",
                }
            },
            "field_value_factor": size,
            "boost_mode": "sum",
        }
    }


def _spelled(text: str) -> str:
    """Labels are written with underscores."""
    return text.strip().replace(" ", "_")
