from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from functions.research.domain.assets import Bar
from functions.research.domain.news import AboutCompany
from functions.research.domain.peers import COMPARED, PeerGroup, Profile, Width
from functions.research.domain.rating import rate
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Period, Statement

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


@pytest.fixture(scope="session")
def profile(acme):
    """ACME's profile with all that the market says of it."""
    analysts = {"strong_buy": 4, "buy": 6, "hold": 8, "sell": 1, "strong_sell": 1}
    return acme.overview(
        figures={
            "market_capitalization": 3_000_000_000,
            "shares_outstanding": 100_000_000,
            "beta": 1.1,
            "pe_ratio": 19.6,
            "diluted_eps_ttm": 1.53,
            "52_week_high": 36.0,
            "analyst_target_price": 33.0,
            **{f"analyst_rating_{word}": count for word, count in analysts.items()},
        }
    )


@pytest.fixture(scope="session")
def bars():
    """A close of 30 on the last day of February 2026, a cent less every day before, on 300 days."""
    days = [date(2026, 2, 28) - timedelta(days=back) for back in range(300)]
    closes = [30 - back / 100 for back in range(300)]
    return [
        Bar("ACME", f"{day}T05:00:00Z", c, c, c, c, 1000, 10, c, f"{day}T22:00:00Z", "bars-payload")
        for day, c in zip(days, closes, strict=True)
    ]


@pytest.fixture(scope="session")
def news():
    """Six articles of one weight and of the scores 0.0 to 0.5."""
    return [
        AboutCompany(
            f"{n:032x}", f"Story {n}", f"https://news/{n}", "Wire", "20260228T120000", 0.8, n / 10, 0.0,
            "2026-02-28T13:00:00Z", "news-payload",
        )
        for n in range(6)
    ]  # fmt: skip


@pytest.fixture(scope="session")
def peers():
    """Eight companies with 1 to 8 of everything; ACME has 3.5, which three of them are below."""

    def member(symbol, level):
        return Profile(symbol, "Information Technology", "SOFTWARE - APPLICATION", 3e9, True, "2026-02-20",
                       dict.fromkeys(COMPARED, level), None, f"{symbol}-profile")  # fmt: skip

    return PeerGroup(
        Width.INDUSTRY_NEAR, member("ACME", 3.5), tuple(member(f"P{n}", float(n)) for n in range(1, 9))
    )


@pytest.fixture(scope="session")
def surprises(acme):
    """ACME's reports with a surprise of one to four cents every quarter."""

    def told(figures):
        cents = 1 + round(figures["reported_eps"] * 100) % 4
        return {"surprise": cents / 100, "surprise_percentage": float(cents)}

    return acme.changed(acme.reports(), told, statement=Statement.EARNINGS, period=Period.QUARTER)


@pytest.fixture(scope="session")
def heard(bars, news, peers):
    """What the market says of ACME."""
    return {"bars": bars, "news": news, "peers": peers}


@pytest.fixture(scope="session")
def everything(acme, surprises, profile, heard):
    """All that can be known of ACME, by the names of Known."""
    return {
        "symbol": "ACME",
        "rows": acme.rows(surprises),
        "overview": profile,
        **heard,
        "expected_report_on": date(2026, 4, 20),
        "earlier_ratings": (3.6, 3.7, 3.6),
    }


@pytest.fixture(scope="session")
def fully_rated(acme, everything):
    """Rates ACME with everything known; what is passed replaces it."""

    def run(*, as_of=acme.as_of, rule_set=RULE_SET, **changes):
        return rate(Known(**(everything | changes)), as_of=as_of, rule_set=rule_set)

    return run
