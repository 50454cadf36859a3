"""Company facts as the SEC publishes them, in the provider's shapes."""

import json
from datetime import date

import pytest

from scripts.sandbox.import_sec import import_folder
from scripts.sandbox.market_days import provider_fiscal_date

DAY = date(2024, 3, 1)
QUARTER_ENDS = ("2023-04-01", "2023-07-01", "2023-09-30", "2023-12-30")
QUARTER_STARTS = ("2023-01-01", "2023-04-02", "2023-07-02", "2023-10-01")
FILED = ("2023-05-04", "2023-08-03", "2023-11-02", "2024-02-08")


def fact(value, end, filed, start=None, form="10-Q"):
    span = {"start": start} if start else {}
    return {**span, "end": end, "val": value, "accn": f"0000000001-{filed}", "form": form, "filed": filed}


def concept(*facts, unit="USD"):
    return {"units": {unit: list(facts)}}


def flow(*quarters, year):
    """Three quarters on their own, and the year with the fourth in it."""
    rows = [
        fact(v, e, f, s) for v, e, f, s in zip(quarters, QUARTER_ENDS, FILED, QUARTER_STARTS, strict=False)
    ]
    return [*rows, fact(year, QUARTER_ENDS[3], FILED[3], QUARTER_STARTS[0], "10-K")]


def to_date(*sums):
    forms = ("10-Q", "10-Q", "10-Q", "10-K")
    rows = zip(sums, QUARTER_ENDS, FILED, forms, strict=True)
    return [fact(value, end, filed, QUARTER_STARTS[0], form) for value, end, filed, form in rows]


def balances(*values):
    return [fact(v, e, f) for v, e, f in zip(values, QUARTER_ENDS, FILED, strict=True)]


@pytest.fixture
def facts():
    return {
        "cik": 1,
        "entityName": "INVENTED WIDGETS INC",
        "facts": {
            "us-gaap": {
                "NetIncomeLoss": concept(*flow(10, 20, 30, year=100)),
                "Revenues": concept(*flow(100, 200, 300, year=1000)),
                "NetCashProvidedByUsedInOperatingActivities": concept(*to_date(7, 17, 37, 97)),
                "Assets": concept(*balances(500, 510, 520, 530)),
                "Liabilities": concept(*balances(300, 305, 310, 315)),
                "StockholdersEquity": concept(*balances(200, 205, 210, 215)),
                "EarningsPerShareDiluted": concept(*flow(0.1, 0.2, 0.3, year=1.1), unit="USD/shares"),
                "CommonStockSharesOutstanding": concept(*balances(100, 100, 100, 100), unit="shares"),
            }
        },
    }


@pytest.fixture
def imported(facts, tmp_path):
    def run():
        (tmp_path / "filed").mkdir()
        (tmp_path / "filed" / "WIDG.json").write_text(json.dumps(facts))
        _, text = import_folder(tmp_path / "filed", tmp_path / "data", DAY)
        files = (tmp_path / "data" / "alphavantage").glob("*/WIDG.json")
        return {path.parent.name: json.loads(path.read_text()) for path in files}, text

    return run


def column(payload, kind, name):
    return [row[name] for row in payload[kind]]


def test_a_quarter_filed_only_within_a_year_is_the_difference(imported):
    answers, _ = imported()
    assert column(answers["INCOME_STATEMENT"], "quarterlyReports", "netIncome") == ["None", "30", "20", "10"]
    cash = column(answers["CASH_FLOW"], "quarterlyReports", "operatingCashflow")
    assert cash == ["60", "20", "10", "7"]
    assert column(answers["INCOME_STATEMENT"], "annualReports", "netIncome") == ["100"]


def test_the_fourth_quarter_is_the_year_less_nine_months(facts, imported):
    nine_months = fact(60, QUARTER_ENDS[2], FILED[2], QUARTER_STARTS[0])
    facts["facts"]["us-gaap"]["NetIncomeLoss"]["units"]["USD"].append(nine_months)
    answers, text = imported()
    assert column(answers["INCOME_STATEMENT"], "quarterlyReports", "netIncome")[0] == "40"
    assert "netIncome" in text.split("Differences of year-to-date figures in some quarters: ")[1]


def test_the_first_filing_of_a_figure_wins_over_a_restatement(facts, imported):
    restated = fact(999, QUARTER_ENDS[0], "2024-05-02")
    facts["facts"]["us-gaap"]["Assets"]["units"]["USD"].insert(0, restated)
    answers, _ = imported()
    assert column(answers["BALANCE_SHEET"], "quarterlyReports", "totalAssets") == ["530", "520", "510", "500"]


def test_a_split_seen_in_the_filings_restates_eps_and_shares(facts, imported):
    shares = facts["facts"]["us-gaap"]["CommonStockSharesOutstanding"]["units"]["shares"]
    shares.append(fact(400, QUARTER_ENDS[2], FILED[3], form="10-K"))
    shares[3]["val"] = 400
    answers, text = imported()
    counts = column(answers["BALANCE_SHEET"], "quarterlyReports", "commonStockSharesOutstanding")
    assert counts == ["400", "400", "400", "400"]
    eps = column(answers["EARNINGS"], "quarterlyEarnings", "reportedEPS")
    assert eps[1:] == ["0.075", "0.05", "0.025"]
    assert "4-for-1 split" in text


def test_a_slip_of_units_in_a_filing_is_no_split(facts, imported):
    shares = facts["facts"]["us-gaap"]["CommonStockSharesOutstanding"]["units"]["shares"]
    shares.append(fact(100_000, QUARTER_ENDS[2], FILED[3], form="10-K"))
    answers, text = imported()
    assert column(answers["EARNINGS"], "quarterlyEarnings", "reportedEPS")[1:] == ["0.3", "0.2", "0.1"]
    assert "split" not in text


def test_reports_are_dated_by_their_filing_and_nobody_estimated_them(imported):
    answers, text = imported()
    quarterly = answers["EARNINGS"]["quarterlyEarnings"]
    assert column(answers["EARNINGS"], "quarterlyEarnings", "reportedDate") == list(reversed(FILED))
    assert {row["estimatedEPS"] for row in quarterly} == {"None"}
    assert (
        "| fiscal year 2023 | 2023-12-31 | 2023-12-30 | 10-K | 0000000001-2024-02-08 | 2024-02-08 |" in text
    )


def test_the_profile_says_that_prices_are_made_up(imported):
    answers, _ = imported()
    profile = answers["OVERVIEW"]
    assert "made up" in profile["Description"]
    assert profile["AnalystTargetPrice"] == profile["AnalystRatingBuy"] == "None"
    assert profile["LatestQuarter"] == "2023-12-31"
    assert profile["FiscalYearEnd"] == "December"


@pytest.mark.parametrize(
    ("ends", "served"),
    [
        ("2025-09-27", "2025-09-30"),
        ("2026-05-02", "2026-04-30"),
        ("2025-02-01", "2025-01-31"),
        ("2024-03-07", "2024-02-29"),
        ("2024-03-08", "2024-03-31"),
        ("2023-12-31", "2023-12-31"),
    ],
)
def test_periods_are_dated_at_the_month_end_they_belong_to(ends, served):
    assert provider_fiscal_date(date.fromisoformat(ends)).isoformat() == served
