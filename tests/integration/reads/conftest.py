"""Reads of research on AWS in moto, over tables that the research context filled."""

import pytest

from functions.advisor import wiring
from functions.advisor.settings import Settings
from tests.integration.research.conftest import deployed_once, market, stack
from tests.support import tables
from tests.support.shelf import Library

__all__ = ["deployed_once", "market", "stack"]
STAGE = "dev"


@pytest.fixture(scope="package")
def configured(deployed_once):
    """The advisor's functions know their names, and may write files."""
    with pytest.MonkeyPatch.context() as patch:
        given = tables.fragment("functions/advisor/environment.yml", STAGE)
        for name in Settings.variables():
            patch.setenv(name, str(given[name]))
        patch.setenv("REQUESTS_PER_MINUTE", "100000")
        patch.setenv("ALLOWED_ORIGINS", "https://app.signal9.com")
        patch.setenv("ON_DEMAND_ASSETS_PER_DAY", "2")
        bucket = f"signal9-exports-{STAGE}-{tables.ACCOUNT}"
        patch.setenv("EXPORTS_BUCKET", bucket)
        tables.client("s3").create_bucket(Bucket=bucket)
        tables.client("secretsmanager").create_secret(
            Name=f"signal9-page-tokens-{STAGE}", SecretString="a secret of the stage"
        )
        patch.setenv("CACHE_PARAMETER", "off")
        forget_wiring()
        yield
        forget_wiring()


def forget_wiring():
    """As a new execution environment."""
    for name in ("settings", "page_tokens", "shared_cache", "read_through"):
        getattr(wiring, name).cache_clear()


@pytest.fixture
def library(configured, stack):
    """With nothing in it yet."""
    kept = Library(stack)
    kept.forget()
    yield kept
    kept.forget()


@pytest.fixture
def shelves(library):
    """With some companies in it."""
    library.stack.once("some companies", library.holds_research)
    return library
