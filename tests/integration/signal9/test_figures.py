"""Stored figures as one file, and ratings from it without the stage."""

from datetime import date

from functions.research import wiring
from scripts.figures.collected import yearly
from scripts.figures.figure_file import FigureFile
from scripts.figures.generated import History, dossier
from scripts.sandbox.generate import company
from tests.support import desk
from tests.support.stage import signal9

HISTORY = History(3, yearly(date(2026, 5, 27), 1), date(2026, 5, 27))


def held(number):
    made = dossier(company("9", number, HISTORY.day, HISTORY.span), HISTORY)
    desk.listed(made.symbol, "Invented", quarter=None)
    wiring.statements().add(made.books)
    for moment, profile in made.profiles:
        wiring.overviews().put(profile, moment)
    return made.symbol


def test_what_the_tables_hold_is_written_to_one_file(stage, tmp_path):
    symbols = sorted(held(number) for number in range(2))
    desk.listed("EMPTY", "Without figures", quarter=None)

    answer = signal9("figures", "export", str(tmp_path / "all.figures"), "--json")

    assert answer.exit_code == 0
    assert answer.document["companies"] == 2
    assert answer.document["bytes"] == (tmp_path / "all.figures").stat().st_size
    for symbol, read in zip(symbols, FigureFile(tmp_path / "all.figures").dossiers(), strict=True):
        assert read.symbol == symbol
        assert list(read.profiles) == list(wiring.overviews().every(symbol))
        assert len(read.books) == len(wiring.statements().rows(symbol)) > 0


def test_a_folder_that_is_not_there_is_2(stage, tmp_path):
    answer = signal9("figures", "export", str(tmp_path / "none" / "all.figures"))

    assert (answer.exit_code, answer.out) == (2, "")
    assert "there is no folder" in answer.error
