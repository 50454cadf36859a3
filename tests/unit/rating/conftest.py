import pytest

from functions.research.domain.rating import rate
from functions.research.domain.statements import Period


@pytest.fixture(scope="session")
def rated(acme):
    """Rates ACME; what is passed replaces what ACME would bring."""

    def run(reports=None, *, rows=None, overview="acme", findings=(), as_of=acme.as_of):
        rows = acme.rows(reports) if rows is None else rows
        overview = acme.overview() if overview == "acme" else overview
        return rate("ACME", rows, overview, findings, as_of=as_of)

    return run


@pytest.fixture(scope="session")
def annual(acme):
    return [r for r in acme.reports() if r.period is Period.ANNUAL]


@pytest.fixture(scope="session")
def metric():
    """One metric's part of a rating."""
    return lambda rating, code: rating.components[0].result.metric(code)
