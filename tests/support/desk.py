"""A small cast of companies, written to the tables through the adapters that the service writes with."""

import json
from datetime import date

from functions.research import wiring
from functions.research.adapters.payload_store import KeptAnswer
from functions.research.domain.assets import Asset
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.jobs import JOBS
from functions.research.domain.overview import Overview
from functions.research.domain.rating.guards import Flag
from functions.research.domain.rating.result import Grounds, Rating
from functions.research.domain.rating.rules import RuleSetId
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

RULE_SET = RuleSetId("1", "0123456789abcdef")
QUARTER = date(2026, 9, 30)
DAY = "2026-11-20"
NOTICE = b'{"Note": "Thank you for calling; please call less often."}'


def at(day, hour=7):
    return f"{day}T{hour:02d}:00:00Z"


def listed(symbol, name, *, day=DAY, quarter=QUARTER, **catalogue):
    """In the catalogue, and collected on `day` where there is a `quarter`."""
    kept = {"asset_class": "us_equity", "exchange": "NYSE", "status": "active", "tradable": True, **catalogue}
    asset = Asset(
        symbol=symbol,
        asset_id=f"id-{symbol}",
        name=name,
        marginable=True,
        shortable=True,
        easy_to_borrow=True,
        fractionable=True,
        attributes=(),
        maintenance_margin_requirement=None,
        **kept,
    )
    wiring.assets().put_catalogue(asset, at(day, 4))
    if quarter:
        wiring.assets().mark_pollenated(
            symbol,
            as_of=at(day),
            full=True,
            latest_quarter=quarter,
            sector="technology",
            has_fundamentals=True,
        )


def did(symbol, outcome="stored", *, day=DAY, trigger="regular", hour=7, **what):
    wiring.run_log().asset_did(at(day, hour), symbol, trigger_type=trigger, outcome=outcome, **what)


def rated(symbol, rating, *, day=DAY, hour=7, **what):
    codes = {"finding_codes": tuple(sorted(what.pop("findings", ())))}
    flags = {"flags": tuple(Flag(code, f"{code} in words") for code in what.pop("flags", ()))}
    grounds = Grounds("ttm", QUARTER.isoformat(), (), "USD", "manufacturer")
    sure = {"label": "hold", "confidence": 85.0, "rating_low": rating - 0.4, "rating_high": rating + 0.4}
    _store(
        Rating(
            symbol, at(day, hour), RULE_SET, rating=rating, grounds=grounds, **codes, **flags, **(sure | what)
        )
    )


def withheld(symbol, reason, *, day=DAY, hour=7, findings=()):
    _store(Rating(symbol, at(day, hour), RULE_SET, reason=reason, finding_codes=tuple(sorted(findings))))


def _store(rating):
    document = json.loads(rating.to_bytes())
    wiring.analyses().put(document, analysis_id=f"{rating.symbol}-{rating.as_of}", sector="technology")


def quarantined(symbol, function, code, message, *, day=DAY):
    payloads = wiring.payloads("alphavantage")
    digest = payloads.keep(symbol, function, NOTICE, day=day, before=KeptAnswer())
    key = payloads.key(symbol, function, digest)
    found = [Finding(code, Severity.HARD, message)]
    wiring.quarantine().put(at(day), symbol, function, payload_key=key, findings=found)


def ran(*jobs, day=DAY):
    for name in jobs or JOBS:
        wiring.run_log().succeeded(name, at(day, JOBS[name].hour_utc or 8))


def income(
    symbol, *, revenue, fiscal_date=QUARTER, known_from="2026-10-30", recorded_at="2026-10-31T07:00:00Z"
):
    """One stored quarterly income statement; answers the hash of its payload."""
    payloads = wiring.payloads("alphavantage")
    raw = json.dumps({"symbol": symbol, "totalRevenue": revenue}).encode()
    digest = payloads.keep(symbol, "INCOME_STATEMENT", raw, day=DAY, before=KeptAnswer())
    report = Report(symbol, Statement.INCOME, Period.QUARTER, fiscal_date, "USD", {"total_revenue": revenue})
    row = Row(report, known_from, Basis.REPORTED_DATE, digest, f"{revenue}", max(known_from, recorded_at))
    wiring.statements().add([row])
    return digest


def profile(symbol, name, *, day=DAY):
    figures = {"market_capitalization": 1_000_000_000, "pe_ratio": 21.5}
    overview = Overview(symbol, name, "technology", "SOFTWARE", "USD", "USA", 12, QUARTER, figures, {}, "abc")
    wiring.overviews().put(overview, at(day))


def expected(symbol, report_date):
    row = ExpectedReport(symbol, symbol, report_date, QUARTER, 1.25, "USD", "amc")
    wiring.calendar().put(row, "2026-11-20T05:00:00Z", "0" * 64)
