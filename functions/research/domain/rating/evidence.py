"""Where a figure came from."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from functions.research.domain.figures import number
from functions.research.domain.news import AboutCompany
from functions.research.domain.peers import PeerGroup
from functions.research.domain.rating.declaration import Source
from functions.research.domain.sentiment import Counted
from functions.research.domain.statements import Report, Row, Statement

# A wrong one of these is recognised by itself or by the figure beside it.
DOUBTED = frozenset({"gross_profit", "common_stock_shares_outstanding"})


class Origin(NamedTuple):
    """What a figure stands in. `first_date` and `days` are of a run of daily figures that ends with it."""

    statement: str
    period: str | None
    fiscal_date: str | None
    known_from: str | None
    payload_hash: str
    first_date: str | None = None
    days: int | None = None


class Evidence(NamedTuple):
    """One figure a metric read."""

    name: str
    value: float
    origin: Origin


class Rows(NamedTuple):
    """Figures of statements: `values` has one for each of `names` in each of `rows`.

    Holes of a series are None.
    """

    rows: Sequence[Row | None]
    names: Sequence[str]
    values: Sequence[float | None]

    def cited(self) -> Iterator[tuple[Row, str, float]]:
        values = iter(self.values)
        for row in self.rows:
            for name in self.names:
                value = next(values)
                if row is not None and value is not None:
                    yield row, name, value

    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(Evidence(name, value, origin_of(row)) for row, name, value in self.cited())


class Articles(NamedTuple):
    """Scores of news, each article with its own."""

    counted: Sequence[Counted]

    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(_of_article(one.article, one.score) for one in self.counted)


class Rank(NamedTuple):
    """Of the company among its peers, by one figure."""

    peers: PeerGroup
    code: str

    def evidence(self) -> tuple[Evidence, ...]:
        own = self.peers.own
        origin = Origin(Source.PEERS.value, None, own.day, self.peers.known_from, own.payload_hash)
        return (Evidence(self.code, own.figures[self.code], origin),)


class Quotation(NamedTuple):
    """Of the profile, one figure."""

    name: str
    value: float
    payload_hash: str

    def evidence(self) -> tuple[Evidence, ...]:
        origin = Origin(Source.PROFILE.value, None, None, None, self.payload_hash)
        return (Evidence(self.name, self.value, origin),)


def _of_article(article: AboutCompany, score: float) -> Evidence:
    day = article.time_published[:8]
    published = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    origin = Origin(Source.NEWS.value, None, published, article.known_from, article.payload_hash)
    return Evidence(article.news_id, score, origin)


def origin_of(row: Row) -> Origin:
    report = row.report
    return Origin(
        report.statement.value,
        report.period.value,
        report.fiscal_date.isoformat(),
        row.known_from,
        row.payload_hash,
    )


def figures_of(rows: Sequence[Row | None], names: Sequence[str]) -> list[float | None]:
    """Each of `names` in each of `rows`, row by row; None in a hole, and for what cannot be believed."""
    if DOUBTED.isdisjoint(names):
        return [number(row.report.figures, name) if row else None for row in rows for name in names]
    return [believable(row.report, name) if row else None for row in rows for name in names]


def believable(report: Report, name: str) -> float | None:
    """Figures that contradict their own statement count as missing."""
    value = number(report.figures, name)
    if value is None or name not in DOUBTED:
        return value
    if name == "gross_profit" and report.statement is Statement.INCOME:
        revenue = number(report.figures, "total_revenue")
        return None if revenue is not None and 0 < revenue <= value else value
    if name == "common_stock_shares_outstanding":
        return value if value > 0 else None
    return value
