"""Reading the inputs of metrics from what is known, each once, with the way back to where it came from."""

import math
from collections.abc import Sequence
from datetime import date

from functions.research.domain.figures import number
from functions.research.domain.rating import quotes
from functions.research.domain.rating.declaration import FirmKind, Input, Series, Source, Step, Values
from functions.research.domain.rating.evidence import Articles, Evidence, Quotation, Rank, Rows, figures_of
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.look_back import LookBack
from functions.research.domain.sentiment import Sentiment
from functions.research.domain.statements import Row, Statement

Told = Rows | Articles | Rank | Quotation
Read = Told | tuple[Evidence, ...]

PERCENTILE = "_percentile"


class Facts:
    """What is known of a company, and what has been read of it.

    `values` holds every single value and series read so far, under the names of their inputs; `sources` where
    they came from, None for what cannot be had.
    """

    __slots__ = (
        "_closes",
        "_known",
        "_series",
        "kind",
        "look_back",
        "sentiment",
        "sources",
        "today",
        "values",
    )

    def __init__(
        self, known: Known, look_back: LookBack, kind: FirmKind, sentiment: Sentiment | None, *, today: date
    ) -> None:
        self.look_back, self.kind, self.sentiment, self.today = look_back, kind, sentiment, today
        self._known = known
        self._closes: list[quotes.Quoted] | None = None
        self._series: dict[str, tuple[float | None, ...]] = {}
        self.sources: dict[str, Read | None] = {}
        self.values = Values(None, self._series)

    @property
    def is_priced_in_currency(self) -> bool:
        """Whether market prices and the statements' amounts may stand in one formula."""
        overview = self._known.overview
        quoted_in = overview.currency if overview else quotes.QUOTED_IN
        return quoted_in is not None and quoted_in == self.look_back.currency

    def source(self, wanted: Input | Series) -> Read | None:
        """Where it was read; None when it cannot be had."""
        name, sources = wanted.name, self.sources
        if name in sources:
            return sources[name]
        found = self._run(wanted) if isinstance(wanted, Series) else self._single(wanted)
        sources[name] = found
        return found

    def evidence(self, wanted: Input | Series) -> Sequence[Evidence]:
        source = self.source(wanted)
        return source.evidence() if isinstance(source, Told) else source or ()

    def _single(self, wanted: Input) -> Read | None:
        if isinstance(wanted.origin, Statement):
            if wanted.quarters_back is not None:
                rows = self._quarter(wanted.origin, wanted.quarters_back)
            else:
                years, back = self.look_back.years, wanted.years_back
                rows = years[back].rows.get(wanted.origin) if back < len(years) else None
            return self._sum(wanted, rows) if rows else None
        found = self._quoted(wanted.origin, wanted.sums[0][0])
        if found is None:
            return None
        self.values[wanted.name] = found[0]
        return found[1]

    def _quarter(self, statement: Statement, back: int) -> Sequence[Row] | None:
        line = self.look_back.quarters(statement)
        row = line[back] if back < len(line) else None
        return (row,) if row else None

    def _sum(self, wanted: Input, rows: Sequence[Row]) -> Rows | None:
        for names in wanted.sums:
            values = figures_of(rows, names)
            if None not in values:
                there: list[float] = values  # type: ignore[assignment]
                self.values[wanted.name] = there[0] if len(there) == 1 else math.fsum(there)
                return Rows(rows, names, values)
        return None

    def _quoted(self, source: Source, name: str) -> tuple[float, Read] | None:
        overview = self._known.overview
        if source is Source.PROFILE:
            value = number(overview.figures, name) if overview else None
            if overview is None or value is None:
                return None
            return value, Quotation(name, value, overview.payload_hash)
        if source is Source.PRICES:
            newest = quotes.newest_close(self._known.bars, self.today)
            return (quotes.price if name == "price" else quotes.market_value)(newest, overview)
        if source is Source.NEWS:
            return self._told(name)
        return self._ranked(name)

    def _bars(self) -> list[quotes.Quoted]:
        if self._closes is None:
            self._closes = quotes.closes(self._known.bars, self.today)
        return self._closes

    def _told(self, name: str) -> tuple[float, Read] | None:
        mood = self.sentiment
        value = getattr(mood, name) if mood else None
        if mood is None or value is None:
            return None
        return value, Articles(mood.counted)

    def _ranked(self, name: str) -> tuple[float, Read] | None:
        group, code = self._known.peers, name.removesuffix(PERCENTILE)
        rank = group.percentile(code) if group else None
        return None if group is None or rank is None else (rank, Rank(group, code))

    def _run(self, wanted: Series) -> Read | None:
        if wanted.step is Step.DAYS:
            bars = self._bars()[: wanted.longest]
            if len(bars) < wanted.shortest:
                return None
            self._series[wanted.name] = tuple([bar.close for bar in bars])
            return (quotes.of_closes(bars),) if bars else ()
        view, statement = self.look_back, Statement(wanted.origin)
        line = view.quarters(statement) if wanted.step is Step.QUARTERS else view.fiscal_years(statement)
        line = line[: wanted.longest]
        values = figures_of(line, (wanted.field,))
        while values and values[-1] is None:
            values.pop()
        if len(values) - values.count(None) < wanted.shortest:
            return None
        self._series[wanted.name] = tuple(values)
        return Rows(line[: len(values)], (wanted.field,), values)
