"""Looking back from a file: what the commands print and write."""

import json

import pytest
from typer.testing import CliRunner

from scripts.figures.figure_file import write
from scripts.signal9.app import app

YEARS = ("--from", "2023", "--to", "2026")


@pytest.fixture(scope="module")
def file(invented, tmp_path_factory):
    path = tmp_path_factory.mktemp("figures") / "all.figures"
    write(path, invented[:6])
    return str(path)


@pytest.fixture
def signal9(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_look_back_prints_a_line_a_date(signal9, file):
    done = signal9("backtest", file, *YEARS)

    assert done.exit_code == 0
    assert "6 companies, rated as of each date" in done.stdout
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith("202")]
    assert [row[0] for row in rows] == [f"{year}-05-31" for year in range(2023, 2027)]
    assert all(int(row[1]) + int(row[2]) == 6 for row in rows)
    assert all(sum(map(int, row[3:8])) == int(row[1]) for row in rows)


def test_ratings_are_written_as_lines_by_symbol_and_date(signal9, file, tmp_path, invented):
    into = tmp_path / "ratings.jsonl"
    signal9("backtest", file, "--dates", "2026-05-31", "--dates", "2024-03-01", "--json", into)

    told = lines(into)
    assert [(one["symbol"], one["as_of"][:10]) for one in told] == [
        (dossier.symbol, day) for dossier in invented[:6] for day in ("2024-03-01", "2026-05-31")
    ]
    assert {"rating", "rating_low", "confidence", "components", "sector", "content_hash"} <= told[0].keys()
    assert [one.name for one in tmp_path.iterdir()] == ["ratings.jsonl"]


def test_lines_on_standard_output_stand_alone(signal9, file):
    done = signal9("backtest", file, *YEARS, "--json", "-")

    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 24
    assert "rated as of each date" in done.stderr


def test_more_processes_come_to_the_same(signal9, file, tmp_path):
    for workers in (1, 2):
        signal9("backtest", file, *YEARS, "--workers", workers, "--json", tmp_path / str(workers))

    assert lines(tmp_path / "1") == lines(tmp_path / "2") != []


def test_withheld_ratings_are_counted_by_their_reason(signal9, file):
    done = signal9("backtest", file, "--dates", "2012-01-01")

    assert "Withheld for NO_STATEMENTS: 6." in done.stdout


def test_calibration_says_how_many_pairs_it_rests_on(signal9, file):
    done = signal9("calibration", file, *YEARS)
    document = json.loads(signal9("calibration", file, *YEARS, "--json").stdout)

    assert f"{document['overall']['pairs']} pairs of 6 companies, 2023-05-31 to 2026-05-31" in done.stdout
    assert "Not compared" in done.stdout
    accounted = ("withheld_earlier", "withheld_later")
    assert document["overall"]["pairs"] + sum(document[name] for name in accounted) == 18
    assert sum(row["pairs"] for row in document["by_sector"]) == document["overall"]["pairs"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "got --from None --to None, expected both in order, or --dates"),
        (("--from", "2026", "--to", "2025"), "expected both in order"),
        ((*YEARS, "--dates", "2026-01-01"), "expected one of the two"),
        (("--dates", "2026-02-30"), "got '2026-02-30', expected a day"),
        ((*YEARS, "--on", "5-31"), "got '2023-5-31', expected a day"),
        ((*YEARS, "--rule-set", "mine"), "there is no rule set 'mine'"),
    ],
)
def test_dates_that_cannot_be_are_2(signal9, file, arguments, said):
    done = signal9("backtest", file, *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_one_date_has_nothing_to_be_compared_with(signal9, file):
    done = signal9("calibration", file, "--dates", "2026-01-01")

    assert done.exit_code == 2
    assert "expected at least two" in done.stderr


def test_a_file_that_is_not_there_is_2_and_says_how_to_write_one(signal9, tmp_path):
    done = signal9("backtest", tmp_path / "none", *YEARS)

    assert done.exit_code == 2
    assert "signal9 figures export" in done.stderr
