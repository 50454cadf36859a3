"""A figure file gives back what was written, and is there only when all of it is."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from functions.research.domain.dossier import Dossier, Listed
from functions.research.domain.findings import Finding, ReadFindings, Severity
from functions.research.domain.news import AboutCompany
from functions.research.domain.rating.books import Books
from scripts.figures.figure_file import FigureFile, NoFigureFile, write
from scripts.figures.written import PARTS, PROFILE_PARTS, parts_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "figures.db"


def full(dossier):
    """With a part of every kind, and words outside ASCII."""
    story = AboutCompany(
        "id", "Übernahme 買収", "https://a", "Wire", "20260301T000000", 0.5, None, 0.1, "x", "h"
    )
    finding = Finding("NOT_A_NUMBER", Severity.SOFT, "odd", {"a": 1.5, "b": None}, "earnings", "2025-12-31")
    return replace(
        dossier,
        news=[story],
        listed=[
            Listed(date(2026, 6, 1), ("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z/"))
        ],
        read=[ReadFindings("2026-03-01T00:00:00Z", "EARNINGS", (finding,))],
    )


def contents(dossier):
    """Rows in the order of their periods."""
    rows = sorted(
        dossier.books, key=lambda row: (row.report.statement, row.report.period, row.report.fiscal_date)
    )
    closes = dossier.closes
    return (
        rows,
        (list(closes.starts), list(closes.closes), list(closes.payload_hashes)),
        {part: getattr(dossier, part) for part in ("symbol", "profiles", "news", "listed", "read")},
    )


def test_what_is_read_is_what_was_written(path, invented):
    dossiers = [full(dossier) for dossier in invented[:3]]

    assert write(path, dossiers) == 3

    assert [contents(one) for one in FigureFile(path).dossiers()] == [contents(one) for one in dossiers]
    assert set(parts_of(dossiers[0])) == set(PARTS), "every part is there to be compared"


def test_companies_come_by_symbol_or_as_they_are_asked_for(path, invented):
    write(path, reversed(invented[:3]))
    symbols = [one.symbol for one in invented[:3]]
    file = FigureFile(path)

    assert file.symbols() == sorted(symbols)
    assert [one.symbol for one in file.dossiers()] == sorted(symbols)
    assert [one.symbol for one in file.dossiers([symbols[2], "NONE", symbols[0]])] == [symbols[2], symbols[0]]


def test_only_the_parts_asked_for_are_read(path, invented):
    write(path, invented[:1])
    [part] = FigureFile(path).dossiers(parts=PROFILE_PARTS)

    assert part.profiles == invented[0].profiles
    assert {(row.report.statement, row.report.period) for row in part.books} == {("income_statement", "A")}
    assert len(part.closes.starts) == 0


def test_a_company_without_anything_is_a_company(path):
    write(path, [Dossier("ACME", Books(()))])

    [empty] = FigureFile(path).dossiers()
    assert (empty.symbol, len(empty.books), empty.profiles) == ("ACME", 0, [])


def test_the_same_figures_are_the_same_bytes(tmp_path, invented):
    for name in ("one", "other"):
        write(tmp_path / name, invented[:2])

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_file_that_could_not_be_finished_leaves_the_one_before(path, invented):
    write(path, invented[:1])

    def breaking():
        yield invented[1]
        raise RuntimeError("table gone")

    with pytest.raises(RuntimeError):
        write(path, breaking())

    assert FigureFile(path).symbols() == [invented[0].symbol]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def other_format(path):
    write(path, [])
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 3")


def other_program(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "is not there"),
        (lambda path: path.write_text("symbol,rating\n" * 200), "is no figure file"),
        (other_program, "another program's database"),
        (other_format, "of format 3, expected 2"),
    ],
)
def test_what_is_no_figure_file_is_refused_and_says_what_to_do(path, make, said):
    make(path)

    with pytest.raises(NoFigureFile, match=said) as refused:
        FigureFile(path)
    assert "signal9 figures export" in str(refused.value)
