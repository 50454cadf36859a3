from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.research.adapters.earnings_calendar_table import EarningsCalendarTable
from functions.research.adapters.news_table import NewsTable
from functions.research.adapters.overview_table import OverviewTable
from functions.research.adapters.parse_findings import ParseFindings
from functions.research.adapters.price_table import PriceTable
from functions.research.adapters.statement_tables import StatementTables
from functions.research.domain.assets import Bar
from functions.research.domain.daily_closes import DailyCloses
from functions.research.domain.dossier import Dossier, Listed
from functions.research.domain.rating.books import Books
from functions.research.domain.recording import FOREVER

# Before every bar.
FIRST_BAR = "1900"


@dataclass(frozen=True, slots=True)
class Dossiers:
    """All that the tables hold of a company and a rating reads, to be rated as of many moments."""

    statements: StatementTables
    overviews: OverviewTable
    prices: PriceTable
    news: NewsTable
    calendar: EarningsCalendarTable
    parse_findings: ParseFindings

    def of(self, symbol: str) -> Dossier:
        return Dossier(
            symbol,
            Books(self.statements.rows(symbol)),
            profiles=list(self.overviews.every(symbol)),
            closes=_closes(self.prices.between(symbol, since=FIRST_BAR, until=FOREVER)),
            news=self.news.every(symbol)[::-1],
            listed=[Listed(row.expected.report_date, row.listings) for row in self.calendar.every(symbol)],
            read=self.parse_findings.every(symbol),
        )


def _closes(oldest_first: Iterable[Bar]) -> DailyCloses:
    bars = list(oldest_first)
    starts = [int(datetime.fromisoformat(bar.timestamp).timestamp()) for bar in bars]
    return DailyCloses(starts, [bar.close for bar in bars], [bar.payload_hash for bar in bars])
