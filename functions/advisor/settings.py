from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    users_table: str
    api_keys_table: str
    watchlists_table: str
    alerts_table: str
    notifications_table: str
    page_token_secret_name: str
    requests_per_minute: str
    allowed_origins: str
    on_demand_assets_per_day: str
    exports_bucket: str


@dataclass(frozen=True, slots=True)
class SearchSettings(EnvSettings):
    """Of the functions that search, and those that fill what is searched."""

    search_parameter: str
    assets_table: str
    news_table: str
    company_overview_table: str
    asset_analysis_table: str


@dataclass(frozen=True, slots=True)
class CacheSettings(EnvSettings):
    """Of the functions that read what is the same for everybody."""

    cache_parameter: str  # off: the stage has no cache


@dataclass(frozen=True, slots=True)
class AlertSettings(EnvSettings):
    """Of the functions that tell users something."""

    notification_queue_url: str
    email_sender: str  # off: the stage sends no mail
