"""Builds this context's adapters from its settings, once per execution environment."""

from functools import cache

from functions.advisor.settings import Settings
from functions.runtime import aws
from functions.runtime.page_tokens import PageTokens


@cache
def settings() -> Settings:
    return Settings.from_env()


@cache
def page_tokens() -> PageTokens:
    name = settings().page_token_secret_name
    return PageTokens(aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"].encode())
