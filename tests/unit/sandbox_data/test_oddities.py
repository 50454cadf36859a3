"""Each oddity is in the data as ODDITIES.md describes it."""

import json
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from scripts.sandbox.vendor_fields import STATEMENT_FIELDS


def quarters(folder, function, symbol):
    return folder.provider(function, symbol)["quarterlyReports"]


def years(folder, function, symbol):
    return folder.provider(function, symbol)["annualReports"]


def days_between(rows):
    ends = [date.fromisoformat(row["fiscalDateEnding"]) for row in rows]
    return [(after - before).days for after, before in pairwise(ends)]


def gap(row):
    whole = int(row["totalAssets"])
    return 1 - (int(row["totalLiabilities"]) + int(row["totalShareholderEquity"])) / whole


@pytest.mark.parametrize("symbol", ["ZQAN", "ZQFR", "ZQNE", "ZQNX", "ZQNY"])
def test_companies_with_nothing_odd_balance_and_add_up(folder, symbol):
    assert all(gap(row) == 0 for row in quarters(folder, "BALANCE_SHEET", symbol))
    year = years(folder, "INCOME_STATEMENT", symbol)[0]
    rows = quarters(folder, "INCOME_STATEMENT", symbol)
    last = next(i for i, row in enumerate(rows) if row["fiscalDateEnding"] == year["fiscalDateEnding"])
    for name in ("totalRevenue", "netIncome"):
        assert int(year[name]) == sum(int(row[name]) for row in rows[last : last + 4])


def test_the_strong_and_the_distressed_company_are_far_apart(folder):
    strong, weak = (years(folder, "INCOME_STATEMENT", symbol) for symbol in ("ZQAN", "ZQFR"))
    assert int(strong[0]["netIncome"]) > 0.2 * int(strong[0]["totalRevenue"])
    assert int(strong[0]["totalRevenue"]) > 1.3 * int(strong[3]["totalRevenue"])
    assert int(weak[0]["ebit"]) < 0
    assert int(weak[0]["totalRevenue"]) < 0.9 * int(weak[3]["totalRevenue"])


def test_a_loss_maker_has_negative_equity(folder):
    assert int(years(folder, "BALANCE_SHEET", "ZQNE")[0]["totalShareholderEquity"]) < 0
    assert int(years(folder, "INCOME_STATEMENT", "ZQNE")[0]["netIncome"]) < 0


def test_shares_turn_to_thousands_and_then_negative(folder):
    counts = [int(row["commonStockSharesOutstanding"]) for row in quarters(folder, "BALANCE_SHEET", "ZQSH")]
    assert counts[7] > 900 * counts[8] > 0
    assert max(counts[14:]) < 0


def test_current_assets_exceed_total_assets(folder):
    for row in (*years(folder, "BALANCE_SHEET", "ZQCA")[:2], *quarters(folder, "BALANCE_SHEET", "ZQCA")[:2]):
        assert int(row["totalCurrentAssets"]) > int(row["totalAssets"])


@pytest.mark.parametrize("function", STATEMENT_FIELDS)
def test_two_annual_rows_lie_half_a_year_apart(folder, function):
    assert Counter(days < 190 for days in days_between(years(folder, function, "ZQHY")))[True] == 1


@pytest.mark.parametrize("function", STATEMENT_FIELDS)
def test_a_stray_annual_row_has_no_figure(folder, function):
    stray = years(folder, function, "ZQST")[2]
    assert stray.pop("fiscalDateEnding") == "2024-06-30"
    assert set(stray.values()) == {"None"}


@pytest.mark.parametrize("symbol", ["ZQPY", "ZQZE"])
def test_the_first_annual_eps_is_that_of_one_quarter(folder, symbol):
    earnings = folder.provider("EARNINGS", symbol)
    part, newest = earnings["annualEarnings"][0], earnings["quarterlyEarnings"][0]
    assert part["fiscalDateEnding"] == newest["fiscalDateEnding"] == "2026-03-31"
    assert float(part["reportedEPS"]) == float(newest["reportedEPS"])


def test_an_adr_mixes_a_dollar_price_with_revenue_in_yen(folder):
    overview = folder.provider("OVERVIEW", "ZQAD")
    assert overview["Currency"] == "USD"
    assert {row["reportedCurrency"] for row in quarters(folder, "INCOME_STATEMENT", "ZQAD")} == {"JPY"}
    assert float(overview["PriceToSalesRatioTTM"]) < 0.05
    eps = float(folder.provider("EARNINGS", "ZQAD")["annualEarnings"][0]["reportedEPS"])
    income = int(years(folder, "INCOME_STATEMENT", "ZQAD")[0]["netIncome"])
    assert 140 < income / int(overview["SharesOutstanding"]) / eps < 160


def test_a_class_share_shows_the_eps_of_another_class(folder):
    assert "QZB.B" in {asset["symbol"] for asset in folder.assets()}
    overview = folder.provider("OVERVIEW", "QZB-B")
    eps = float(folder.provider("EARNINGS", "QZB-B")["annualEarnings"][0]["reportedEPS"])
    income = int(years(folder, "INCOME_STATEMENT", "QZB-B")[0]["netIncome"])
    assert 1450 < eps / (income / int(overview["SharesOutstanding"])) < 1550


def test_a_bank_states_revenue_less_interest_expense(folder):
    for row in years(folder, "INCOME_STATEMENT", "ZQBK"):
        gross = int(row["interestIncome"]) + int(row["nonInterestIncome"])
        assert int(row["totalRevenue"]) == gross - int(row["interestExpense"])


def test_statements_of_one_period_are_dated_a_day_apart(folder):
    sheets, incomes = (
        quarters(folder, function, "ZQDD") for function in ("BALANCE_SHEET", "INCOME_STATEMENT")
    )
    apart = [
        (date.fromisoformat(income["fiscalDateEnding"]) - date.fromisoformat(sheet["fiscalDateEnding"])).days
        for sheet, income in zip(sheets, incomes, strict=True)
    ]
    assert apart[:7] == [1] * 6 + [0]


def test_a_grocer_has_quarters_of_12_and_16_weeks(folder):
    weeks = [days // 7 for days in days_between(quarters(folder, "INCOME_STATEMENT", "ZQWK"))]
    assert Counter(weeks) == {12: 15, 16: 4, 17: 1}
    assert {days // 7 for days in days_between(years(folder, "CASH_FLOW", "ZQWK"))} == {52, 53}


@pytest.mark.parametrize(("symbol", "share"), [("ZQRT", 0.05), ("ZQIN", -0.08)])
def test_liabilities_and_equity_miss_assets(folder, symbol, share):
    for row in quarters(folder, "BALANCE_SHEET", symbol):
        assert gap(row) == pytest.approx(share, abs=1e-6)


def test_one_quarter_has_negative_revenue(folder):
    revenues = [int(row["totalRevenue"]) for row in quarters(folder, "INCOME_STATEMENT", "ZQNR")]
    assert [number for number, revenue in enumerate(revenues) if revenue < 0] == [5]


def test_currencies_are_missing_or_mixed(folder):
    assert {row["reportedCurrency"] for row in quarters(folder, "BALANCE_SHEET", "ZQCU")} == {"None"}
    assert {row["reportedCurrency"] for row in quarters(folder, "CASH_FLOW", "ZQMX")} == {"USD", "CAD"}


def test_an_estimate_of_zero_has_no_surprise_in_percent(folder):
    row = folder.provider("EARNINGS", "ZQZE")["quarterlyEarnings"][2]
    assert (row["estimatedEPS"], row["surprisePercentage"]) == ("0", "None")
    assert row["surprise"] == row["reportedEPS"]


def test_names_have_back_ticks_and_letters_outside_ascii_over_crlf_lines(folder):
    overview = folder.provider("OVERVIEW", "ZQNM")
    assert "`" in overview["Name"]
    assert not overview["Name"].isascii()
    text = folder.text("CASH_FLOW", "ZQNM")
    assert text.count("\r\n") == text.count("\n") > 100
    assert "\r" not in folder.text("CASH_FLOW", "ZQAN")


def test_missing_figures_are_spelled_in_many_ways(folder):
    income, sheet, cash = (quarters(folder, function, "ZQNF")[0] for function in STATEMENT_FIELDS)
    assert (income["interestExpense"], income["researchAndDevelopment"]) == ("-", "")
    assert sheet["goodwill"] == "NaN"
    assert cash["capitalExpenditures"] == "1e400"
    assert "stockBasedCompensation" not in cash


def test_a_report_comes_before_its_quarter_ends(folder):
    early = folder.provider("EARNINGS", "ZQRB")["quarterlyEarnings"][1]
    assert early["reportedDate"] < early["fiscalDateEnding"]
    rows = [row for row in folder.calendar() if row["reportDate"] < row["fiscalDateEnding"]]
    assert [row["symbol"] for row in rows] == ["ZQRB"]


def test_the_calendar_repeats_a_symbol_and_date_and_names_strangers(folder):
    text = folder.calendar_text()
    assert text.count("\r\n") == text.count("\n")
    pairs = Counter((row["symbol"], row["reportDate"]) for row in folder.calendar())
    assert [pair for pair, times in pairs.items() if times > 1] == [("ZQDU", "2026-08-26")]
    listed = {asset["symbol"].replace(".", "-") for asset in folder.assets()}
    assert {row["symbol"] for row in folder.calendar()} - listed == {"QUXUNK", "WIBBL-PA", "GROMFF"}
    assert {row["timeOfTheDay"] for row in folder.calendar()} == {"", "pre-market", "post-market"}


def test_one_balance_sheet_breaks_off_and_one_is_a_page(folder):
    with pytest.raises(json.JSONDecodeError):
        json.loads(folder.text("BALANCE_SHEET", "ZQTR"))
    assert folder.text("BALANCE_SHEET", "ZQTR").startswith('{"symbol": "ZQTR"')
    assert folder.text("BALANCE_SHEET", "ZQHT").startswith("<!DOCTYPE html>")


def test_an_income_statement_is_of_another_symbol(folder):
    assert folder.provider("INCOME_STATEMENT", "ZQSM")["symbol"] == "ZQAN"


def test_funds_and_untradable_shares_have_no_fundamentals(folder):
    assets = {asset["symbol"]: asset for asset in folder.assets()}
    assert (assets["ZQET"]["tradable"], assets["ZQOT"]["tradable"]) == (True, False)
    assert (assets["ZQOT"]["status"], assets["ZQIA"]["status"]) == ("active", "inactive")
    assert assets["ZQNA"]["name"] == ""
    assert assets["ZQQ/USD"]["class"] == "crypto"
    for symbol in ("ZQET", "ZQOT", "ZQIA", "ZQNA"):
        assert not (folder.root / "alphavantage" / "OVERVIEW" / f"{symbol}.json").exists()


def test_the_news_repeats_itself_and_tags_things_that_are_no_shares(folder):
    feed = folder.news()
    plain = Counter(item["url"].split("?")[0].split("#")[0] for item in feed)
    assert sorted(plain.values(), reverse=True)[:8] == [2] * 7 + [1]
    tickers = {mention["ticker"] for item in feed for mention in item["ticker_sentiment"]}
    assert {"FOREX:USD", "FOREX:JPY", "CRYPTO:ZQNX"} <= tickers
    alert = next(item for item in feed if item["title"].startswith("INVESTOR ALERT"))
    assert all(float(mention["relevance_score"]) < 0.15 for mention in alert["ticker_sentiment"])
    assert len(alert["ticker_sentiment"]) == 5
