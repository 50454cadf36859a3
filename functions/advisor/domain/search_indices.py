"""What is searched: one index a kind, its fields, and how their words are read.

An index is made once, under a name that carries the hash of its definition; queries ask the alias, which has
the name of the kind. Dates are ISO; ratings and sentiments have a label and a score.
"""

import json
from hashlib import sha256
from typing import Any

from functions.advisor.domain.search_words import EMPTY_WORDS, SYNONYMS

KINDS = ("assets", "news", "analysis")
HASH_DIGITS = 10

_FOLDED = {"type": "keyword", "normalizer": "folded"}
_DATE = {"type": "date", "format": "strict_date_optional_time"}
_PROSE = {"type": "text", "analyzer": "prose", "search_analyzer": "prose_asked"}
_NAME = {
    "type": "text",
    "analyzer": "name",
    "search_analyzer": "name_asked",
    "fields": {
        "plain": {"type": "text", "analyzer": "name"},
        "prefix": {"type": "text", "analyzer": "name_beginnings", "search_analyzer": "name"},
    },
}
_SYMBOL = {"type": "keyword", "normalizer": "symbol"}

_FIELDS: dict[str, dict[str, Any]] = {
    "assets": {
        "symbol": _SYMBOL,
        "asset_id": {"type": "keyword"},
        "company_name": _NAME,
        "former_names": _NAME,
        "sector": {**_FOLDED, "fields": {"words": _PROSE}},
        "industry": {**_FOLDED, "fields": {"words": _PROSE}},
        "description": _PROSE,
        "exchange": _FOLDED,
        "status": _FOLDED,
        "market_cap": {"type": "double"},
        "rating_label": _FOLDED,
        "rating_score": {"type": "float"},
        "last_updated": _DATE,
    },
    "news": {
        "news_id": {"type": "keyword"},
        "symbols": _SYMBOL,
        "title": _PROSE,
        "summary": _PROSE,
        "topics": {**_FOLDED, "fields": {"words": _PROSE}},
        "url": {"type": "keyword", "index": False},
        "source": _FOLDED,
        "sentiment_label": _FOLDED,
        "sentiment_score": {"type": "float"},
        "time_published": _DATE,
    },
    "analysis": {
        "analysis_id": {"type": "keyword"},
        "symbol": _SYMBOL,
        "company_name": _NAME,
        "sector": _FOLDED,
        "investment_rating": _FOLDED,
        "rating_score": {"type": "float"},
        "confidence": {"type": "float"},
        "reasons": _PROSE,
        "analysis_type": {"type": "keyword"},
        "analysis_date": _DATE,
    },
}

_ANALYSIS: dict[str, Any] = {
    "char_filter": {
        "quotes": {"type": "mapping", "mappings": ["` =>", "' =>", "\\u2019 =>"]},
        "dots": {"type": "mapping", "mappings": ["- => .", "/ => ."]},
    },
    "filter": {
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 15},
        "empty_words": {"type": "stop", "stopwords": list(EMPTY_WORDS)},
        "same_meaning": {"type": "synonym_graph", "synonyms": list(SYNONYMS), "lenient": True},
        "stems": {"type": "stemmer", "language": "light_english"},
    },
    "analyzer": {
        name: {"type": "custom", "char_filter": ["quotes"], "tokenizer": "standard", "filter": filters}
        for name, filters in {
            "name": ["lowercase", "asciifolding", "empty_words"],
            "name_asked": ["lowercase", "asciifolding", "same_meaning", "empty_words"],
            "name_beginnings": ["lowercase", "asciifolding", "empty_words", "beginnings"],
            "prose": ["lowercase", "asciifolding", "stems"],
            "prose_asked": ["lowercase", "asciifolding", "same_meaning", "stems"],
        }.items()
    },
    "normalizer": {
        "folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]},
        "symbol": {"type": "custom", "char_filter": ["dots"], "filter": ["lowercase"]},
    },
}


def definition(kind: str) -> dict[str, Any]:
    return {
        "settings": {
            "number_of_shards": 1,
            # A copy of each shard where there is another node to hold it.
            "auto_expand_replicas": "0-1",
            # Without it an index rests when nobody asks, and the next question waits a second for it.
            "refresh_interval": "1s",
            "analysis": _ANALYSIS,
        },
        "mappings": {"dynamic": "strict", "properties": _FIELDS[kind]},
    }


def definition_hash(kind: str) -> str:
    """Other fields or other words are another hash, and so another index."""
    text = json.dumps(definition(kind), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def index_name(kind: str, made_at: str) -> str:
    """`made_at` is ISO UTC and keeps two indices of one definition apart."""
    digits = "".join(filter(str.isdigit, made_at))
    return f"{kind}-{definition_hash(kind)}-{digits}"


def is_current(kind: str, index: str) -> bool:
    return index.startswith(f"{kind}-{definition_hash(kind)}-")
