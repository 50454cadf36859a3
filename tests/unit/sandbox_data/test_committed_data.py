"""The data folder in the repository: complete, readable, sourced, and what the code makes."""

import json
import re
from datetime import date

import pytest

from scripts.sandbox import invented_files, news_feed
from scripts.sandbox.build_data import DATA
from scripts.sandbox.invented_cast import CAST
from scripts.sandbox.market_days import DEFAULT_DAY
from scripts.sandbox.vendor_fields import STATEMENT_FIELDS
from scripts.sandbox.vendor_shapes import file_stem

REAL = ("AAPL", "GOOGL", "MRVL", "MSFT", "NVDA", "SNOW", "TSLA")
UNREADABLE = {("BALANCE_SHEET", "ZQTR"), ("BALANCE_SHEET", "ZQHT")}
FUNCTIONS = ("OVERVIEW", *STATEMENT_FIELDS, "EARNINGS")


def sources_of(symbol):
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    return text.split(f"## {symbol}")[1].split("\n## ")[0]


@pytest.mark.parametrize("symbol", REAL)
def test_every_year_and_quarter_of_a_real_company_has_its_filing(folder, symbol):
    filings = re.findall(
        r"\| (\d{4}-\d\d-\d\d) \| [\d-]+ \| 10-[KQ]\S* \| \d{10}-\d\d-\d{6} \|", sources_of(symbol)
    )
    for function in STATEMENT_FIELDS:
        answer = folder.provider(function, symbol)
        served = {
            row["fiscalDateEnding"] for kind in ("annualReports", "quarterlyReports") for row in answer[kind]
        }
        assert served
        assert served <= set(filings)


@pytest.mark.parametrize("symbol", REAL)
def test_nobody_estimates_rates_or_targets_a_real_company(folder, symbol):
    overview = folder.provider("OVERVIEW", symbol)
    assert "made up" in overview["Description"]
    assert overview["AnalystTargetPrice"] == overview["AnalystRatingHold"] == "None"
    assert {row["estimatedEPS"] for row in folder.provider("EARNINGS", symbol)["quarterlyEarnings"]} == {
        "None"
    }


@pytest.mark.parametrize(
    ("place", "filed"),
    [
        ("AAPL INCOME_STATEMENT 2024-09-30 totalRevenue", 391_035_000_000),
        ("AAPL CASH_FLOW 2023-09-30 operatingCashflow", 110_543_000_000),
        ("NVDA INCOME_STATEMENT 2025-01-31 netIncome", 72_880_000_000),
        ("MSFT BALANCE_SHEET 2023-06-30 totalAssets", 411_976_000_000),
        ("MSFT BALANCE_SHEET 2023-06-30 shortTermInvestments", 76_558_000_000),
        ("MSFT INCOME_STATEMENT 2025-06-30 totalRevenue", 281_724_000_000),
        ("MSFT CASH_FLOW 2025-06-30 operatingCashflow", 136_162_000_000),
        ("TSLA INCOME_STATEMENT 2021-12-31 totalRevenue", 53_823_000_000),
        ("TSLA INCOME_STATEMENT 2025-12-31 netIncome", 3_794_000_000),
        ("TSLA BALANCE_SHEET 2025-12-31 totalAssets", 137_806_000_000),
    ],
)
def test_annual_figures_are_those_of_the_annual_report(folder, place, filed):
    symbol, function, year, figure = place.split()
    rows = folder.provider(function, symbol)["annualReports"]
    assert next(row for row in rows if row["fiscalDateEnding"] == year)[figure] == str(filed)


@pytest.mark.parametrize("function", STATEMENT_FIELDS)
@pytest.mark.parametrize("symbol", REAL)
def test_every_real_company_has_a_year_not_older_than_eighteen_months(folder, symbol, function):
    rows = folder.provider("EARNINGS", symbol)["quarterlyEarnings"]
    reported = {row["fiscalDateEnding"]: row["reportedDate"] for row in rows}
    years = [row["fiscalDateEnding"] for row in folder.provider(function, symbol)["annualReports"]]
    known = [end for end in years if reported.get(end, end) <= str(DEFAULT_DAY)]
    assert (DEFAULT_DAY - date.fromisoformat(max(known))).days <= 548


@pytest.mark.parametrize("symbol", REAL)
def test_the_profile_names_the_newest_period_of_the_statements(folder, symbol):
    newest = folder.provider("OVERVIEW", symbol)["LatestQuarter"]
    for function in STATEMENT_FIELDS:
        answer = folder.provider(function, symbol)
        served = [*answer["annualReports"], *answer["quarterlyReports"]]
        assert max(row["fiscalDateEnding"] for row in served) == newest


def test_every_file_belongs_to_a_listed_asset(folder):
    listed = {asset["symbol"] for asset in folder.assets()}
    stems = {file_stem(symbol) for symbol in listed}
    for function in FUNCTIONS:
        assert {path.stem for path in (DATA / "alphavantage" / function).iterdir()} <= stems
    assert {path.stem for path in (DATA / "alpaca" / "bars").iterdir()} <= listed
    calls = (DATA / "alphavantage" / "EARNINGS_CALL_TRANSCRIPT").iterdir()
    assert {path.stem.rsplit("_", 1)[0] for path in calls} == {"ZQAN", "ZQBK"}


def test_every_file_is_json_but_for_the_two_that_must_not_be(folder):
    broken = set()
    for path in DATA.rglob("*.json"):
        try:
            json.loads(path.read_bytes())
        except ValueError:
            broken.add((path.parent.name, path.stem))
    assert broken == UNREADABLE


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 6_000_000


def test_the_default_day_is_a_working_day_with_fresh_filings(folder):
    day = date.fromisoformat(json.loads((DATA / "sandbox.json").read_text())["day"])
    assert day == DEFAULT_DAY
    assert day.strftime("%a") in {"Tue", "Wed", "Thu", "Fri"}
    for symbol in ("AAPL", "GOOGL", "MRVL", "NVDA"):
        reported = {row["reportedDate"] for row in folder.provider("EARNINGS", symbol)["quarterlyEarnings"]}
        assert (day - date.fromisoformat(max(r for r in reported if r <= str(day)))).days <= 120


def test_the_day_after_the_default_day_brings_new_quarters(folder):
    reported = {
        symbol: folder.provider("EARNINGS", symbol)["quarterlyEarnings"][0]["reportedDate"]
        for symbol in ("MRVL", "ZQNY", "ZQNX", "ZQDU")
    }
    assert reported == {
        "MRVL": "2026-05-28",
        "ZQNY": "2026-05-28",
        "ZQNX": "2026-05-27",
        "ZQDU": "2026-05-26",
    }
    expected = {(row["symbol"], row["reportDate"]) for row in folder.calendar()}
    assert reported.items() <= expected


def test_there_are_sixty_articles_of_every_tone_over_a_month(folder):
    feed = folder.news()
    assert len(feed) >= 60
    assert {item["overall_sentiment_label"] for item in feed} == {
        "Bearish",
        "Somewhat-Bearish",
        "Neutral",
        "Somewhat-Bullish",
        "Bullish",
    }
    published = [item["time_published"] for item in feed]
    assert min(published) < "20260428"
    assert max(published) > "20260528"
    assert all(item["summary"].startswith("Made up for the sandbox.") for item in feed)
    assert all("example." in item["url"] and "(made up)" in item["source"] for item in feed)


def test_the_invented_companies_are_what_the_code_makes(tmp_path):
    companies = invented_files.add_cast(tmp_path, DEFAULT_DAY)
    invented_files.add_transcripts(tmp_path, companies)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) > 6 * len(CAST)
    for path in made:
        assert path.read_bytes() == (DATA / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_lists_of_oddities_and_news_are_what_the_code_makes(folder):
    assert (DATA / "ODDITIES.md").read_text(encoding="utf-8") == invented_files.oddities_text()
    assert folder.news() == news_feed.envelope(DEFAULT_DAY)["feed"]
    listed = (DATA / "ODDITIES.md").read_text(encoding="utf-8")
    companies = {asset["symbol"] for asset in folder.assets()} - set(REAL)
    assert all(f"| {symbol} |" in listed for symbol in companies)
