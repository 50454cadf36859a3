"""Every state machine of the product, by name, with its time limit."""

from collections.abc import Callable
from dataclasses import dataclass

from workflows.analysis import analysis
from workflows.asset_sync import asset_sync
from workflows.earnings_calendar_sync import earnings_calendar_sync
from workflows.news_sentiment_sync import news_sentiment_sync
from workflows.pollenation import pollenation
from workflows.reconciliation import reconciliation
from workflows.replay import replay
from workflows.states import Chain
from workflows.track_record import track_record


@dataclass(frozen=True, slots=True)
class Workflow:
    name: str
    build: Callable[[], Chain]
    timeout_seconds: int


WORKFLOWS = (
    Workflow("AssetSync", asset_sync, timeout_seconds=1800),
    Workflow("EarningsCalendarSync", earnings_calendar_sync, timeout_seconds=900),
    Workflow("NewsSentimentSync", news_sentiment_sync, timeout_seconds=1800),
    # 12,000 assets at 75 calls a minute take 16 hours; the day's run must end before the next one starts.
    Workflow("Pollenation", pollenation, timeout_seconds=72_000),
    Workflow("Analysis", analysis, timeout_seconds=900),
    Workflow("Reconciliation", reconciliation, timeout_seconds=900),
    # A day's four horizons take minutes; what a month of missed days left, hours.
    Workflow("TrackRecord", track_record, timeout_seconds=36_000),
    # On demand: no schedule starts it. 12,000 ratings take half an hour.
    Workflow("Replay", replay, timeout_seconds=7200),
)
