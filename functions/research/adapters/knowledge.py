from dataclasses import dataclass, replace
from datetime import date

from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.closed_moments import ClosedMoments
from functions.research.adapters.earnings_calendar_table import EarningsCalendarTable
from functions.research.adapters.news_table import NewsTable
from functions.research.adapters.overview_table import OverviewTable
from functions.research.adapters.parse_findings import ParseFindings
from functions.research.adapters.price_table import PriceTable
from functions.research.adapters.sector_snapshots import SectorSnapshots
from functions.research.adapters.statement_tables import StatementTables
from functions.research.domain import recording, sentiment, statements
from functions.research.domain.history import EARLIER_RATINGS, RATED_BARS, RATED_HISTORY
from functions.research.domain.peers import PeerGroup
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.sector_snapshot import profile_of
from functions.research.domain.validation import validate_known
from functions.research.domain.validation.columns import columns_of


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known about a company at a moment, put together from everything a rating reads."""

    statements: StatementTables
    overviews: OverviewTable
    prices: PriceTable
    news: NewsTable
    calendar: EarningsCalendarTable
    parse_findings: ParseFindings
    analyses: AnalysisTable
    sector_snapshots: SectorSnapshots
    closed_moments: ClosedMoments
    rule_set: RuleSet

    def close(self, symbol: str, as_of: str) -> str:
        """From now on nothing is recorded that a rating for `as_of` could have seen.

        Answers the last moment of recording it sees: what `known_about` asks for as `recorded_by`.
        """
        seen_until = self.closed_moments.close(symbol, as_of)
        overview = self.overviews.as_of(symbol, as_of, seen_until=seen_until)
        if overview is not None and overview.sector:
            self.sector_snapshots.close(overview.sector, seen_until)
        return seen_until

    def known_about(self, symbol: str, as_of: str, recorded_by: str | None = None) -> Known:
        """What the public knew at `as_of` (ISO UTC), as far as we had recorded it at `recorded_by`.

        Without the latter everything recorded to this day counts, as a backtest wants it.
        """
        seen_until = recorded_by or recording.FOREVER
        return replace(
            self.figures(symbol, as_of, seen_until),
            bars=self.prices.known(symbol, as_of, seen_until=seen_until, bars=RATED_BARS),
            news=self.news.known(symbol, as_of, seen_until=seen_until, days=sentiment.LOOK_BACK_DAYS),
            peers=self._peers(symbol, as_of, seen_until),
            expected_report_on=self.calendar.expected_on(symbol, as_of, seen_until=seen_until),
            earlier_ratings=self.analyses.numbers_before(
                symbol, as_of, seen_until=seen_until, version=self.rule_set.version, limit=EARLIER_RATINGS
            ),
        )

    def figures(self, symbol: str, as_of: str, recorded_by: str) -> Known:
        """Of that only what the company reported, its profile and what is odd about them."""
        since = date.fromisoformat(as_of[:10]) - RATED_HISTORY
        rows = statements.recorded_by(self.statements.rows(symbol, since=since), recorded_by)
        overview = self.overviews.as_of(symbol, as_of, seen_until=recorded_by)
        known = statements.known_as_of(rows, as_of)
        read = self.parse_findings.of(symbol, as_of=as_of, seen_until=recorded_by)
        odd = validate_known(columns_of(row.report for row in known), overview, as_of=as_of)
        return Known(symbol, rows, overview, [*read, *odd])

    def _peers(self, symbol: str, as_of: str, seen_until: str) -> PeerGroup | None:
        profile = self.overviews.dated(symbol, as_of, seen_until=seen_until)
        if profile is None:
            return None
        overview, moment = profile
        own = profile_of(overview, moment[:10], is_active=True, revenue_growth=None)
        return self.sector_snapshots.peers_of(own, as_of=as_of, recorded_by=seen_until)
