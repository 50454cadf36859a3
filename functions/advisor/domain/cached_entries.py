"""What is kept in the shared cache: the same for every reader, under these keys and no others.

No key and no content says who asked. Lists, pages, searches and everything of a user are not kept.
"""

from dataclasses import dataclass

from functions.research.domain.statements import Statement

HOUR_SECONDS = 3600
# How much longer an entry serves those who come while one caller reads it anew.
STALE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    fresh_seconds: int


# The medians of every sector, as the newest snapshots have them; an answer may be kept for as long.
SECTORS = Entry("sectors", 300)


def asset(symbol: str) -> Entry:
    """The catalogue row. An answer may be kept for as long, so nobody is told anything older than before."""
    return Entry(f"asset:{symbol}", 60)


def analysis(symbol: str) -> Entry:
    """The newest rating."""
    return Entry(f"analysis:{symbol}", HOUR_SECONDS)


def overview(symbol: str) -> Entry:
    """The newest profile."""
    return Entry(f"overview:{symbol}", 24 * HOUR_SECONDS)


def data(symbol: str, statement: Statement) -> Entry:
    """Every version of every period of one statement."""
    return Entry(f"data:{symbol}:{statement}", HOUR_SECONDS)


def outdated_by_analysis(symbol: str) -> list[Entry]:
    """What a finished analysis of a company may have changed, and the collection before it."""
    of_company = [asset(symbol), analysis(symbol), overview(symbol)]
    return [*of_company, *(data(symbol, statement) for statement in Statement), SECTORS]
