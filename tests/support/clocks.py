"""What comes in for ACME, planted through the adapters that runs write with, on both clocks."""

from dataclasses import replace
from datetime import date

from functions.research import wiring
from functions.research.domain.assets import Bar
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.news import Article, Mention
from functions.research.domain.overview import Overview
from functions.research.domain.peers import Profile
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

SYMBOL, SECTOR = "ACME", "Information Technology"
YEAR_END = date(2025, 12, 31)


def recorded_at(as_of):
    """The moment of recording for a run, asked as its adapters ask."""
    return wiring.closed_moments().recorded_at([SYMBOL], as_of)


def statement(as_of, revenue, *, known_from=None, fiscal_date=YEAR_END):
    """A year's income; a later revenue for it is known from the run that saw it."""
    figures = {"total_revenue": revenue, "net_income": 10, "operating_income": 20}
    report = Report(SYMBOL, Statement.INCOME, Period.ANNUAL, fiscal_date, "USD", figures)
    row = Row(report, known_from or as_of, Basis.FIRST_SEEN, "payload", f"{revenue}")
    wiring.statements().add([replace(row, recorded_at=recorded_at(as_of)[SYMBOL])])


def profile(as_of, market_cap):
    figures = {"market_capitalization": market_cap}
    overview = Overview(SYMBOL, "Acme", SECTOR, "SOFTWARE", "USD", "USA", 12, YEAR_END, figures, {}, "hash")
    wiring.overviews().put(overview, as_of, recorded_at=recorded_at(as_of)[SYMBOL])


def bar(as_of, day, close):
    moment = f"{day}T04:00:00Z"
    traded = Bar(SYMBOL, moment, close, close, close, close, 1000, 5, close)
    return wiring.prices().put([(traded, "payload")], as_of, recorded_at=recorded_at(as_of))


def story(as_of, number, published, score=0.5):
    mention = Mention(SYMBOL, 0.9, score, "Bullish")
    address = f"https://wire.example.com/{number}"
    article = Article(
        f"{number:032d}", f"Story {number}", address, published, "Wire", "", (), (), score, None, (mention,)
    )
    return wiring.news().put([article], as_of, "payload", recorded_at=recorded_at(as_of))


def finding(as_of, code):
    findings, at = wiring.parse_findings(), recorded_at(as_of)[SYMBOL]
    found = [Finding(code, Severity.SOFT, "odd", statement="income_statement")]
    before = findings.newest(SYMBOL, as_of=as_of)
    findings.put(SYMBOL, "INCOME_STATEMENT", found, as_of, before, recorded_at=at)


def expected(report_date, symbol=SYMBOL):
    return ExpectedReport(symbol, symbol, date.fromisoformat(report_date), YEAR_END, None, "USD", "amc")


def peers(as_of, pe_ratio, *, market_cap=1000):
    members = [
        Profile(f"P{n}", SECTOR, "SOFTWARE", float(market_cap), True, as_of[:10], {"pe_ratio": pe_ratio})
        for n in range(6)
    ]
    wiring.sector_snapshots().put(SECTOR, as_of, members)


def known(as_of, recorded_by=None):
    return wiring.knowledge().known_about(SYMBOL, as_of, recorded_by)
