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
    allowed_origins: str
    stage: str
