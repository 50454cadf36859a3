from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    sessions_table: str
    order_intents_table: str
    account_access_table: str
    order_queue_url: str
    page_token_secret_name: str
    requests_per_minute: str
    allowed_origins: str
    database: str  # on, or off where the stage has no desk


@dataclass(frozen=True, slots=True)
class DatabaseSettings(EnvSettings):
    """Of the functions that reach the database: those of the API that show orders, and the desk's."""

    database_parameter: str


@dataclass(frozen=True, slots=True)
class DeskSettings(EnvSettings):
    """Of the functions behind the queue."""

    limits_parameter: str
    kill_switch_parameter: str
    order_dead_letters_url: str
    desk_bucket: str
    event_bus_name: str
    alert_topic_arn: str
    assets_table: str
    prices_table: str
    alpaca_secret_name: str
    outbox_function: str
