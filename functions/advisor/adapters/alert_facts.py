from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.advisor.domain.occasions import NEWS_DAYS, Facts, Rated, Reported, Told
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import AssetTable
from functions.research.adapters.earnings_calendar_table import EarningsCalendarTable
from functions.research.adapters.news_table import NewsTable
from functions.research.adapters.statement_tables import StatementTables
from functions.research.domain.recording import FOREVER
from functions.research.domain.statements import Period, Statement, known_as_of

MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """Reads of an asset what alerts of some types ask for."""

    assets: AssetTable
    analyses: AnalysisTable
    calendar: EarningsCalendarTable
    news: NewsTable
    statements: StatementTables

    def of(self, symbol: str, as_of: str, alert_types: Collection[str]) -> Facts:
        today = date.fromisoformat(as_of[:10])
        known: dict[str, Any] = {}
        if {"rating_change", "risk_flag"} & set(alert_types):
            rated = [_rated(one) for one in self.analyses.history(symbol, until=as_of, limit=2)]
            known["after"], known["before"] = (*rated, None, None)[:2]
        if "earnings_soon" in alert_types:
            known["expected_on"] = self.calendar.expected_on(symbol, as_of, seen_until=FOREVER)
        if "earnings_result" in alert_types:
            known["reported"] = self._reported(symbol, as_of)
        if "news_event" in alert_types:
            known["stories"] = self._stories(symbol, as_of)
        if "data_stale" in alert_types:
            held = self.assets.get(symbol)
            known["latest_quarter"] = held.latest_quarter if held else None
        return Facts(symbol, today, **known)

    def _reported(self, symbol: str, as_of: str) -> Reported | None:
        """The newest quarter that was reported with an estimate to compare."""
        rows = known_as_of(self.statements.rows_of(symbol, Statement.EARNINGS), as_of)
        quarters = [row.report for row in rows if row.report.period is Period.QUARTER]
        for report in reversed(quarters):
            surprise = _number(report.figures, "surprise_percentage")
            if report.reported_on and surprise is not None:
                return Reported(
                    fiscal_date=report.fiscal_date,
                    reported_on=report.reported_on,
                    reported_eps=_number(report.figures, "reported_eps"),
                    estimated_eps=_number(report.figures, "estimated_eps"),
                    surprise_percent=surprise,
                )
        return None

    def _stories(self, symbol: str, as_of: str) -> list[Told]:
        about = self.news.known(symbol, as_of, seen_until=FOREVER, days=NEWS_DAYS)
        return [
            Told(one.news_id, one.title, one.url, one.source, one.relevance_score, one.sentiment_score)
            for one in about
            if one.sentiment_score is not None
        ]


def _rated(analysis: Mapping[str, Any]) -> Rated:
    reasons = analysis.get("reasons", {})
    said = [
        f"{way}: {reason['text']}"
        for way in ("for", "against")
        for reason in reasons.get(way, [])[:MOST_REASONS]
    ]
    return Rated(
        as_of=analysis["as_of"],
        rating=analysis["rating"],
        label=analysis["label"] or "not_rated",
        flags={flag["code"]: flag["message"] for flag in analysis["flags"]},
        reasons=tuple(said),
    )


def _number(figures: Mapping[str, int | float | str | None], name: str) -> float | None:
    value = figures.get(name)
    return None if value is None or isinstance(value, str) else float(value)
