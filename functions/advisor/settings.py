from dataclasses import dataclass

from functions.runtime.settings import EnvSettings


@dataclass(frozen=True, slots=True)
class Settings(EnvSettings):
    page_token_secret_name: str
    requests_per_minute: str
    allowed_origins: str
