"""Reading the inputs of metrics from what is known, each once, with the way back to where it came from."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from functions.research.domain.assets import Bar
from functions.research.domain.news import AboutCompany
from functions.research.domain.rating import quotes
from functions.research.domain.rating.declaration import FirmKind, Input, Series, Source, Step, Values
from functions.research.domain.rating.evidence import Evidence, Rows, believable
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.timelines import Line
from functions.research.domain.rating.windows import TwelveMonths
from functions.research.domain.sentiment import Sentiment
from functions.research.domain.statements import Row, Statement

PERCENTILE = "_percentile"


class Facts:
    """What is known of a company, and what has been read of it.

    `years`, `quarters` and `fiscal_years` hold only what compares with the rated twelve months.
    """

    __slots__ = (
        "_closes", "_known", "_series", "_sources", "currency", "fiscal_years", "kind", "quarters",
        "sentiment", "today", "values", "years",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913
        self,
        known: Known,
        *,
        today: date,
        years: Sequence[TwelveMonths],
        quarters: Mapping[Statement, Line],
        fiscal_years: Mapping[Statement, Line],
        kind: FirmKind,
        currency: str | None,
        sentiment: Sentiment | None,
    ) -> None:
        self.today, self.kind, self.currency, self.sentiment = today, kind, currency, sentiment
        self.years, self.quarters, self.fiscal_years = years, quarters, fiscal_years
        self._known = known
        self._closes: list[Bar] | None = None
        self._series: dict[str, tuple[float | None, ...]] = {}
        self._sources: dict[str, Rows | tuple[Evidence, ...] | None] = {}
        self.values = Values(None, self._series)

    @property
    def is_priced_in_currency(self) -> bool:
        """Whether market prices and the statements' amounts may stand in one formula."""
        overview = self._known.overview
        quoted_in = overview.currency if overview else quotes.QUOTED_IN
        return quoted_in is not None and quoted_in == self.currency

    def has(self, wanted: Input | Series) -> bool:
        """Whether it can be had; it is then in `values` or `values.series`, under its name."""
        name = wanted.name
        if name not in self._sources:
            self._sources[name] = (
                self._series_of(wanted) if isinstance(wanted, Series) else self._find(wanted)
            )
        return self._sources[name] is not None

    def evidence(self, name: str) -> Sequence[Evidence]:
        source = self._sources.get(name)
        if source is None:
            return ()
        return source.evidence() if isinstance(source, Rows) else source

    def _find(self, wanted: Input) -> Rows | tuple[Evidence, ...] | None:
        if isinstance(wanted.origin, Statement):
            rows = self._rows(wanted.origin, wanted)
            return self._sum(wanted, rows) if rows else None
        found = self._quoted(wanted.origin, wanted.sums[0][0])
        if found is None:
            return None
        self.values[wanted.name] = found[0]
        return found[1]

    def _rows(self, statement: Statement, wanted: Input) -> Sequence[Row]:
        back = wanted.quarters_back
        if back is not None:
            line = self.quarters.get(statement, ())
            row = line[back] if back < len(line) else None
            return (row,) if row else ()
        if wanted.years_back >= len(self.years):
            return ()
        return self.years[wanted.years_back].rows.get(statement, ())

    def _sum(self, wanted: Input, rows: Sequence[Row]) -> Rows | None:
        for names in wanted.sums:
            found = []
            for row in rows:
                for name in names:
                    value = believable(row.report, name)
                    if value is None:
                        break
                    found.append(value)
                else:
                    continue
                break
            else:
                self.values[wanted.name] = found[0] if len(found) == 1 else math.fsum(found)
                return Rows(rows, names)
        return None

    def _quoted(self, source: Source, name: str) -> quotes.Found | None:
        overview = self._known.overview
        if source is Source.PROFILE:
            return quotes.of_profile(overview, name) if overview else None
        if source is Source.PRICES:
            newest = self._bars()[0] if self._bars() else None
            return (quotes.price if name == "price" else quotes.market_value)(newest, overview)
        if source is Source.NEWS:
            return self._told(name)
        return self._ranked(name)

    def _bars(self) -> list[Bar]:
        if self._closes is None:
            self._closes = quotes.closes(self._known.bars, self.today)
        return self._closes

    def _told(self, name: str) -> quotes.Found | None:
        mood = self.sentiment
        value = getattr(mood, name) if mood else None
        if mood is None or value is None:
            return None
        return value, tuple(_of_article(one.article, one.score) for one in mood.counted)

    def _ranked(self, name: str) -> quotes.Found | None:
        group, code = self._known.peers, name.removesuffix(PERCENTILE)
        rank = group.percentile(code) if group else None
        if group is None or rank is None:
            return None
        own = group.own
        where = Evidence(
            code,
            own.figures[code],
            Source.PEERS.value,
            None,
            own.day,
            group.known_from,
            own.payload_hash,
        )
        return rank, (where,)

    def _series_of(self, wanted: Series) -> Rows | tuple[Evidence, ...] | None:
        if wanted.step is Step.DAYS:
            bars = self._bars()[: wanted.longest]
            if len(bars) < wanted.shortest:
                return None
            self._series[wanted.name] = tuple([bar.close for bar in bars])
            return (quotes.of_closes(bars),) if bars else ()
        lines = self.quarters if wanted.step is Step.QUARTERS else self.fiscal_years
        line = lines.get(Statement(wanted.origin), ())[: wanted.longest]
        values = [believable(row.report, wanted.field) if row else None for row in line]
        while values and values[-1] is None:
            values.pop()
        if len(values) - values.count(None) < wanted.shortest:
            return None
        self._series[wanted.name] = tuple(values)
        return Rows(line[: len(values)], (wanted.field,))


def _of_article(article: AboutCompany, score: float) -> Evidence:
    day = article.time_published[:8]
    published = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return Evidence(
        article.news_id,
        score,
        Source.NEWS.value,
        None,
        published,
        article.known_from,
        article.payload_hash,
    )
