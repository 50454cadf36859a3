"""Reports of real companies that are written down in the package: consistent, and served as they are."""

import json
from datetime import date

import pytest

from scripts.sandbox.build_data import DATA
from scripts.sandbox.folder_files import texts_of
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.market_figures import overview
from scripts.sandbox.vendor_fields import STATEMENT_FIELDS
from scripts.sandbox.written_reports import INPUTS, publication_dates, read_company

# What belongs to neither creditors nor shareholders: noncontrolling interests, redeemable ones included.
NONCONTROLLING_MUSD = {
    ("TSLA", "2022-12-31"): 1_194,
    ("TSLA", "2023-12-31"): 975,
    ("TSLA", "2024-12-31"): 767,
    ("TSLA", "2025-12-31"): 728,
}


def written(symbol):
    return json.loads((INPUTS / f"{symbol}.json").read_text(encoding="utf-8"))


REPORTS = [
    pytest.param(symbol, report, id=f"{symbol} {kind} {report['end']}")
    for symbol in ("MSFT", "TSLA")
    for kind in ("years", "quarters")
    for report in written(symbol)[kind]
]


@pytest.mark.parametrize(("symbol", "report"), REPORTS)
def test_assets_are_liabilities_and_equity_and_what_others_own(symbol, report):
    sheet = report["balance"]
    others = NONCONTROLLING_MUSD.get((symbol, report["end"]), 0) * 1_000_000
    assert sheet["totalAssets"] == sheet["totalLiabilities"] + sheet["totalShareholderEquity"] + others
    assert sheet["totalCurrentAssets"] < sheet["totalAssets"]
    assert sheet["totalCurrentLiabilities"] < sheet["totalLiabilities"]


@pytest.mark.parametrize(("symbol", "report"), REPORTS)
def test_an_income_statement_adds_up_from_revenue_to_net_income(symbol, report):
    income = report["income"]
    spent = income["researchAndDevelopment"] + income["sellingGeneralAndAdministrative"]
    assert income["grossProfit"] == income["totalRevenue"] - income["costOfRevenue"]
    assert income["operatingIncome"] == income["grossProfit"] - income.get("operatingExpenses", spent)
    after_tax = income["incomeBeforeTax"] - income["incomeTaxExpense"]
    assert after_tax == income.get("netIncomeFromContinuingOperations", income["netIncome"])
    assert income["netIncome"] == report["cash_flow"]["netIncome"]


@pytest.mark.parametrize(("symbol", "report"), [p for p in REPORTS if "years" in p.id])
def test_the_flows_of_a_year_change_the_cash_by_as_much_as_stated(symbol, report):
    flows = report["cash_flow"]
    parts = ("operatingCashflow", "cashflowFromInvestment", "cashflowFromFinancing", "changeInExchangeRate")
    assert flows["changeInCashAndCashEquivalents"] == sum(flows[name] for name in parts)


@pytest.mark.parametrize(("symbol", "report"), REPORTS)
def test_a_report_is_filed_within_its_deadline_and_names_fields_of_the_provider(symbol, report):
    days = (date.fromisoformat(report["filed"]) - date.fromisoformat(report["end"])).days
    assert 20 <= days <= 60
    kinds = zip(("income", "balance", "cash_flow"), STATEMENT_FIELDS.values(), strict=True)
    assert all(set(report[kind]) <= set(names) for kind, names in kinds)


def test_a_company_known_by_written_reports_alone_is_served_as_they_say():
    company = read_company("MSFT", DEFAULT_DAY)
    texts = texts_of(company, DEFAULT_DAY)
    for function in ("OVERVIEW", *STATEMENT_FIELDS):
        served = DATA / "alphavantage" / function / "MSFT.json"
        assert json.loads(texts[function]) == json.loads(served.read_text(encoding="utf-8"))


def test_later_years_follow_those_of_the_company_facts(folder):
    years = {
        row["fiscalDateEnding"]: row for row in folder.provider("BALANCE_SHEET", "TSLA")["annualReports"]
    }
    assert [end[:4] for end in years] == [str(year) for year in range(2025, 2015, -1)]
    for report in written("TSLA")["years"]:
        served = years[report["end"]]
        assert {name: served[name] for name in report["balance"]} == {
            name: str(amount) for name, amount in report["balance"].items()
        }


@pytest.mark.parametrize("symbol", ["MSFT", "TSLA"])
def test_every_year_has_the_day_it_was_filed(folder, symbol):
    rows = folder.provider("EARNINGS", symbol)["quarterlyEarnings"]
    reported = {row["fiscalDateEnding"]: row["reportedDate"] for row in rows}
    filed = {report["end"]: report["filed"] for report in written(symbol)["years"]}
    assert filed.items() <= reported.items()
    assert [row["fiscalDateEnding"] for row in rows] == sorted(reported, reverse=True)


def test_a_year_without_its_last_quarter_is_dated_without_a_figure():
    company = read_company("MSFT", DEFAULT_DAY)
    rows = {row["fiscalDateEnding"]: row for row in publication_dates(company)}
    assert list(rows) == ["2024-06-30", "2023-06-30", "2022-06-30", "2021-06-30", "2020-06-30"]
    assert rows["2024-06-30"]["reportedDate"] == "2024-07-30"
    assert {row["reportedEPS"] for row in rows.values()} == {"None"}


@pytest.mark.parametrize(
    ("symbol", "revenue_usd"),
    [
        pytest.param(
            "MSFT", 76_441_000_000 + 77_673_000_000 + 81_273_000_000 + 82_886_000_000, id="quarters"
        ),
        pytest.param("TSLA", 94_827_000_000, id="the last year, for want of quarters"),
    ],
)
def test_the_profile_measures_a_company_by_its_last_twelve_months(folder, symbol, revenue_usd):
    assert folder.provider("OVERVIEW", symbol)["RevenueTTM"] == str(revenue_usd)


def test_a_year_that_is_filed_tomorrow_measures_nothing_today():
    company = read_company("MSFT", date(2025, 7, 29))
    company.quarterly = company.quarterly[:2]
    profile = overview(company, date(2025, 7, 29))
    assert profile["RevenueTTM"] == "245122000000"
    assert profile["LatestQuarter"] == "2025-06-30"
