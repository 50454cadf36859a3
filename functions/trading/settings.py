from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    sessions_table: str
    order_intents_table: str
    account_access_table: str
    order_queue_url: str
    page_token_secret_name: str
    limits_parameter: str
    kill_switch_parameter: str
    allowed_origins: str
