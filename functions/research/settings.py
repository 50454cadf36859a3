from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    assets_table: str
    prices_table: str
    earnings_calendar_table: str
    news_table: str
    company_overview_table: str
    earnings_table: str
    income_statement_table: str
    balance_sheet_table: str
    cash_flow_table: str
    transcripts_table: str
    asset_analysis_table: str
    sector_snapshots_table: str
    track_record_table: str
    ops_table: str
    raw_payloads_bucket: str
    event_bus_name: str
    alert_topic_arn: str
    alphavantage_secret_name: str
    alpaca_secret_name: str
    rule_set: str
    stage: str
