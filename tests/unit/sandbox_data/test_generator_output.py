"""The folder the generator writes."""

import json

import pytest

from scripts.sandbox.generate import company, generate
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.vendor_fields import STATEMENT_FIELDS

FUNCTIONS = ("OVERVIEW", "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS")


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("made")
    generate(9, "seed", root, DEFAULT_DAY)
    return root


def test_the_same_seed_gives_the_same_bytes(made, tmp_path):
    generate(9, "seed", tmp_path, DEFAULT_DAY)
    assert contents(tmp_path) == contents(made)


def test_another_seed_gives_other_companies(made, tmp_path):
    generate(9, "another", tmp_path, DEFAULT_DAY)
    name = "alphavantage/INCOME_STATEMENT/QXAAAA.json"
    assert contents(tmp_path).keys() == contents(made).keys()
    assert contents(tmp_path)[name] != contents(made)[name]


def test_a_company_does_not_depend_on_how_many_are_made(made, tmp_path):
    generate(3, "seed", tmp_path, DEFAULT_DAY)
    few = {name: body for name, body in contents(tmp_path).items() if "QXAAAC" in name}
    assert len(few) == len(FUNCTIONS) + 1
    assert few.items() <= contents(made).items()


def test_every_company_has_its_five_answers_an_asset_and_bars(made):
    symbols = {asset["symbol"] for asset in json.loads((made / "alpaca" / "assets.json").read_text())}
    assert len(symbols) == 9
    for function in FUNCTIONS:
        assert {path.stem for path in (made / "alphavantage" / function).iterdir()} == symbols
    assert {path.stem for path in (made / "alpaca" / "bars").iterdir()} == symbols
    assert len(json.loads((made / "alpaca" / "bars" / "QXAAAA.json").read_text())) == 60
    assert json.loads((made / "sandbox.json").read_text()) == {"day": "2026-05-27"}


@pytest.mark.parametrize("function", STATEMENT_FIELDS)
def test_statements_have_every_field_of_the_provider_as_text_newest_first(made, function):
    path = made / "alphavantage" / function / "QXAAAD.json"
    document = json.loads(path.read_text())
    assert document["symbol"] == "QXAAAD"
    for kind in ("annualReports", "quarterlyReports"):
        ends = [row["fiscalDateEnding"] for row in document[kind]]
        assert ends == sorted(ends, reverse=True)
        for row in document[kind]:
            assert list(row)[2:] == list(STATEMENT_FIELDS[function])
            assert all(value == "None" or value.lstrip("-").isdigit() for value in list(row.values())[2:])


def test_the_day_moves_the_newest_quarter(made):
    later = company("seed", 0, DEFAULT_DAY.replace(year=2028))
    earlier = company("seed", 0, DEFAULT_DAY)
    assert (later.quarterly[-1].end.year - earlier.quarterly[-1].end.year) == 2
    assert later.bars[-1]["t"] > "2028-05-27"


def test_the_calendar_lists_the_next_report_of_every_company(made):
    text = (made / "alphavantage" / "EARNINGS_CALENDAR" / "all.csv").read_bytes().decode()
    header, *rows = text.removesuffix("\r\n").split("\r\n")
    assert header == "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"
    ahead = {row.split(",")[0] for row in rows if row.split(",")[2] > "2026-05-27"}
    assert len(ahead) == 9
