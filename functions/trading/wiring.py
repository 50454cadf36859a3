"""Builds this context's adapters from its settings, once per execution environment."""

from functools import cache

from functions.trading.settings import Settings


@cache
def settings() -> Settings:
    return Settings.from_env()
