from dataclasses import replace
from functools import partial

import pytest

from functions.research.domain.rating import rate
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Period

HEALTH_ALONE = replace(RULE_SET, version="health alone", components=(FINANCIAL_HEALTH,), panels=())


@pytest.fixture(scope="session")
def rated(acme):
    """Rates ACME; what is passed replaces what ACME would bring."""

    def run(reports=None, *, rows=None, overview="acme", as_of=acme.as_of, rule_set=RULE_SET, **known):
        rows = acme.rows(reports) if rows is None else rows
        overview = acme.overview() if overview == "acme" else overview
        return rate(Known("ACME", rows, overview, **known), as_of=as_of, rule_set=rule_set)

    return run


@pytest.fixture(scope="session")
def by_health(rated):
    """Rates by financial health alone."""
    return partial(rated, rule_set=HEALTH_ALONE)


@pytest.fixture(scope="session")
def annual(acme):
    return [r for r in acme.reports() if r.period is Period.ANNUAL]


@pytest.fixture(scope="session")
def metric():
    """One metric's part of a rating."""

    def find(rating, code, component="financial_health"):
        [result] = [c.result for c in rating.components if c.result.component.code == component]
        return result.metric(code)

    return find


@pytest.fixture(scope="session")
def evidence():
    """The figures that a metric's result read, in the order of its inputs."""

    def find(rating, result):
        return [one for wanted in result.metric.inputs for one in rating.facts.evidence(wanted)]

    return find
