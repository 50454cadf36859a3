"""A look back rates as the service would have, from the same tables."""

from dataclasses import replace
from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.assets import Bar
from functions.research.domain.backtest import Crowd, ratings
from functions.research.domain.rating import rate
from functions.research.domain.replay import first_difference
from functions.research.domain.statements import Basis, Period, Statement
from scripts.figures.collected import yearly
from scripts.figures.figure_file import FigureFile, write
from scripts.figures.generated import History, dossier
from scripts.sandbox.generate import company
from tests.support import clocks

DAY = date(2026, 5, 27)
SYMBOLS = ("ACME", "P1", "P2", "P3", "P4", "P5", "P6")
# Mornings with a new profile, and one half a year after it.
MOMENTS = (
    "2023-05-27T07:00:00Z",
    "2024-05-27T07:00:00Z",
    "2025-05-27T07:00:00Z",
    "2025-11-20T07:00:00Z",
    "2026-05-27T07:00:00Z",
)
HISTORY = History(7, yearly(DAY, 4), DAY)


def store(symbol, number):
    """An invented company's reports, profiles and bars, in the tables as runs leave them."""
    made = dossier(replace(company("peers", number, DAY, HISTORY.span), symbol=symbol), HISTORY)
    wiring.statements().add(made.books)
    for moment, profile in made.profiles:
        figures = {**profile.figures, "market_capitalization": 1_000_000_000 + number}
        alike = replace(profile, sector=clocks.SECTOR, industry="ANVILS", figures=figures)
        wiring.overviews().put(alike, moment)
    bars = [
        (Bar(symbol, quote.timestamp, 1.0, 1.0, 1.0, quote.close, 1000, None, None), f"hash-{place // 100}")
        for place, quote in enumerate(made.closes.known(MOMENTS[-1], 300))
    ]
    wiring.prices().put(bars, f"{DAY}T05:00:00Z")
    return made


def restate(made):
    """The income of 2024, corrected in the summer of 2025."""
    [row] = [
        row
        for row in made.books
        if row.report.statement is Statement.INCOME
        and row.report.period is Period.ANNUAL
        and row.report.fiscal_date.year == 2024
    ]
    report = replace(row.report, figures={**row.report.figures, "net_income": 12_345})
    later = "2025-08-01T07:00:00Z"
    wiring.statements().add(
        [replace(row, report=report, known_from=later, known_from_basis=Basis.FIRST_SEEN)]
    )


@pytest.fixture
def stored(stack):
    stack.holds(*SYMBOLS)
    made = [store(symbol, number) for number, symbol in enumerate(SYMBOLS)]
    restate(made[0])
    clocks.finding("2024-01-05T07:00:00Z", "NOT_A_NUMBER")
    clocks.finding("2025-06-05T07:00:00Z", "NUMBER_OUT_OF_RANGE")
    for number, day in enumerate(("20240520", "20240526", "20251101", "20260527")):
        clocks.story("2026-05-27T05:00:00Z", number, f"{day}T060000", score=0.1 * number)
    wiring.calendar().put(clocks.expected("2025-06-12"), "2025-05-01T06:00:00Z", "hash")
    return stack


def as_the_service_does(stack, as_of):
    """Rates everybody, keeps what the sector then is, and rates ACME among its peers."""
    for symbol in SYMBOLS:
        keep(made(symbol, as_of), symbol)
    stack.run("summarize_sector", as_of=as_of, sector=clocks.SECTOR)
    rating = made("ACME", as_of)
    keep(rating, "among-peers")
    return rating


def made(symbol, as_of):
    return rate(wiring.knowledge().known_about(symbol, as_of), as_of=as_of, rule_set=wiring.rule_set())


def keep(rating, name):
    document = rating.to_json()
    wiring.analyses().put(document, analysis_id=f"{name}-{rating.as_of}", sector=clocks.SECTOR)


def look_back(dossiers):
    crowd = Crowd(MOMENTS)
    for one in dossiers.values():
        crowd.add(one)
    return list(ratings(dossiers["ACME"], MOMENTS, crowd, wiring.rule_set()))


@pytest.mark.acceptance(107)
def test_a_look_back_rates_as_the_service_does_from_the_same_tables(stored, tmp_path):
    expected = [as_the_service_does(stored, as_of) for as_of in MOMENTS]

    from_tables = {symbol: wiring.dossiers().of(symbol) for symbol in SYMBOLS}
    write(tmp_path / "figures", from_tables.values())
    from_file = {one.symbol: one for one in FigureFile(tmp_path / "figures").dossiers()}

    for dossiers in (from_tables, from_file):
        found = look_back(dossiers)
        apart = [first_difference(e.to_json(), f.to_json()) for e, f in zip(expected, found, strict=True)]
        assert apart == [None] * len(MOMENTS)
        assert [rating.to_bytes() for rating in found] == [rating.to_bytes() for rating in expected]
    assert {r.rating is not None for r in expected} == {True}, "otherwise little is compared"
    assert [r.peers is not None for r in expected] == [True, True, True, False, True]
    assert [r.sentiment is not None for r in expected] == [False, True, False, True, True]
    assert [len(r.finding_codes) > 0 for r in expected[1:]] == [True] * 4
    assert expected[2].grounds.next_report_due == "2025-06-12"
    assert expected[-1].stability.runs == 5
