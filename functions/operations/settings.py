from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    api_keys_table: str
    ops_table: str
    dead_letter_topic_arn: str
    order_queue_url: str
    alphavantage_secret_name: str
    alpaca_secret_name: str
    identity_parameter: str
    search_parameter: str
    cache_parameter: str  # off: the stage has no cache
    allowed_origins: str
    stage: str
    database: str  # on, or off where the stage has no desk
