from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    ops_table: str
    order_queue_url: str
    identity_parameter: str
    allowed_origins: str
    stage: str
