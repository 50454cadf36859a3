"""Builds this context's adapters from its settings, once per execution environment."""

import time
from functools import cache
from typing import TYPE_CHECKING, Any

from functions.research.adapters import provider_secret
from functions.research.adapters.alert_topic import AlertTopic
from functions.research.adapters.alpaca.client import Alpaca
from functions.research.adapters.alpha_vantage.client import AlphaVantage
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import AssetTable
from functions.research.adapters.call_ledger import CallLedger, key_fingerprint
from functions.research.adapters.closed_moments import ClosedMoments
from functions.research.adapters.company_records import CompanyRecords
from functions.research.adapters.earnings_calendar_table import EarningsCalendarTable
from functions.research.adapters.event_bus import EventBus
from functions.research.adapters.executions import Executions
from functions.research.adapters.news_table import NewsTable
from functions.research.adapters.overview_table import OverviewTable
from functions.research.adapters.paid_calls import PaidCalls
from functions.research.adapters.parse_findings import ParseFindings
from functions.research.adapters.payload_store import PayloadStore
from functions.research.adapters.price_table import PriceTable
from functions.research.adapters.quarantine import Quarantine
from functions.research.adapters.replay_log import ReplayLog
from functions.research.adapters.run_log import RunLog
from functions.research.adapters.sector_snapshots import SectorSnapshots
from functions.research.adapters.statement_tables import StatementTables
from functions.research.adapters.transcript_table import TranscriptTable
from functions.research.domain.plans import Plan, plan_named
from functions.research.domain.statements import Statement
from functions.research.settings import Settings
from functions.runtime import aws

if TYPE_CHECKING:
    from functions.research.adapters.arithmetic import Arithmetic
    from functions.research.adapters.dossiers import Dossiers
    from functions.research.adapters.knowledge import Knowledge
    from functions.research.adapters.replays import Replays
    from functions.research.adapters.track_record_table import TrackRecordTable
    from functions.research.adapters.universe_closes import UniverseCloses
    from functions.research.domain.rating.rules import RuleSet


@cache
def settings() -> Settings:
    return Settings.from_env()


def assets() -> AssetTable:
    return AssetTable(aws.table(settings().assets_table))


def prices() -> PriceTable:
    return PriceTable(aws.table(settings().prices_table))


def calendar() -> EarningsCalendarTable:
    return EarningsCalendarTable(aws.table(settings().earnings_calendar_table))


def news() -> NewsTable:
    return NewsTable(aws.table(settings().news_table))


def overviews() -> OverviewTable:
    return OverviewTable(aws.table(settings().company_overview_table))


def statements() -> StatementTables:
    named = settings()
    return StatementTables(
        {
            Statement.INCOME: aws.table(named.income_statement_table),
            Statement.BALANCE: aws.table(named.balance_sheet_table),
            Statement.CASH_FLOW: aws.table(named.cash_flow_table),
            Statement.EARNINGS: aws.table(named.earnings_table),
        }
    )


def transcripts() -> TranscriptTable:
    return TranscriptTable(aws.table(settings().transcripts_table))


def analyses() -> AnalysisTable:
    return AnalysisTable(aws.table(settings().asset_analysis_table))


def sector_snapshots() -> SectorSnapshots:
    return SectorSnapshots(aws.table(settings().sector_snapshots_table))


def track_record() -> "TrackRecordTable":
    from functions.research.adapters.track_record_table import TrackRecordTable

    return TrackRecordTable(aws.table(settings().track_record_table))


def universe_closes() -> "UniverseCloses":
    from functions.research.adapters.universe_closes import UniverseCloses

    return UniverseCloses(assets(), prices())


def run_log() -> RunLog:
    return RunLog(_ops())


def quarantine() -> Quarantine:
    return Quarantine(_ops())


def parse_findings() -> ParseFindings:
    return ParseFindings(_ops())


def closed_moments() -> ClosedMoments:
    return ClosedMoments(_ops())


def knowledge() -> "Knowledge":
    # Most functions rate nothing.
    from functions.research.adapters.knowledge import Knowledge

    return Knowledge(
        statements(),
        overviews(),
        prices(),
        news(),
        calendar(),
        parse_findings(),
        analyses(),
        sector_snapshots(),
        closed_moments(),
        rule_set(),
    )


def dossiers() -> "Dossiers":
    from functions.research.adapters.dossiers import Dossiers

    return Dossiers(statements(), overviews(), prices(), news(), calendar(), parse_findings())


def arithmetic() -> "Arithmetic":
    from functions.research.adapters.arithmetic import Arithmetic

    return Arithmetic(analyses(), knowledge(), rule_set())


def replays() -> "Replays":
    from functions.research.adapters.replays import Replays

    return Replays(analyses(), knowledge(), rule_set())


def rule_set() -> "RuleSet":
    # Most functions rate nothing.
    from functions.research.adapters import rule_sets

    return rule_sets.rule_set(settings().rule_set)


def replay_log() -> ReplayLog:
    return ReplayLog(_ops())


def bus() -> EventBus:
    return EventBus(aws.client("events"), settings().event_bus_name)


def alerts() -> AlertTopic:
    return AlertTopic(aws.client("sns"), settings().alert_topic_arn)


def executions() -> Executions:
    return Executions(aws.client("stepfunctions"), state_machine_arn)


def state_machine_arn(workflow: str) -> str:
    """Region and account are those of the topic.

    Machines invoke functions, so no function's environment can name a machine: that would be a circle.
    """
    _, _, _, region, account, _ = settings().alert_topic_arn.split(":", 5)
    return f"arn:aws:states:{region}:{account}:stateMachine:signal9-{workflow}-{settings().stage}"


def payloads(provider: str) -> PayloadStore:
    return PayloadStore(aws.client("s3"), settings().raw_payloads_bucket, _ops(), provider=provider)


def company_records() -> CompanyRecords:
    return CompanyRecords(
        statements(),
        overviews(),
        transcripts(),
        parse_findings(),
        quarantine(),
        payloads("alphavantage"),
        closed_moments(),
    )


def alpaca(day: str) -> Alpaca:
    secret = _secret(settings().alpaca_secret_name, ("apiKey", "secretKey", "tradingUrl", "dataUrl"), day)
    return Alpaca(secret["tradingUrl"], secret["dataUrl"], secret["apiKey"], secret["secretKey"])


def plan(day: str) -> Plan:
    return plan_named(_alphavantage_secret(day)["plan"])


def ledger(day: str) -> CallLedger:
    api_key = _alphavantage_secret(day)["apiKey"]
    return CallLedger(_ops(), "alphavantage", key_fingerprint(api_key), plan(day), time.time)


def paid_calls(day: str) -> PaidCalls:
    secret = _alphavantage_secret(day)
    provider = AlphaVantage(secret["baseUrl"], secret["apiKey"])
    return PaidCalls(provider, ledger(day), payloads("alphavantage"))


def _alphavantage_secret(day: str) -> dict[str, str]:
    return _secret(settings().alphavantage_secret_name, ("apiKey", "plan", "baseUrl"), day)


@cache
def _secret(name: str, keys: tuple[str, ...], day: str) -> dict[str, str]:  # noqa: ARG001
    """Read once a business day, so that a key changed overnight is used from the first run on."""
    return provider_secret.read(aws.client("secretsmanager"), name, keys=keys)


def _ops() -> Any:
    return aws.table(settings().ops_table)
