"""A company's profile: which words become numbers, and on which scale."""

import json
from datetime import date

import pytest

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.domain.findings import Severity

DOCUMENT = {
    "Symbol": "BRK-B",
    "AssetType": "Common Stock",
    "Name": "Brick & Mortar Holdings",
    "Exchange": "NYSE",
    "Currency": "USD",
    "Country": "USA",
    "Sector": "FINANCE",
    "Industry": "FIRE, MARINE & CASUALTY INSURANCE",
    "FiscalYearEnd": "December",
    "LatestQuarter": "2025-09-30",
    "MarketCapitalization": "1000000000",
    "PERatio": "12.5",
    "EVToEBITDA": "-",
    "DividendYield": "0.0228",
    "PercentInstitutions": "65.274",
    "DividendDate": "None",
    "ExDividendDate": "2025-05-09",
    "52WeekHigh": "296.16",
}


def parse(**fields):
    return parse_overview(DOCUMENT | fields, "BRK.B", "abc")


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


def test_a_profile_is_read_whole():
    overview, findings = parse()

    assert (overview.symbol, overview.name, overview.payload_hash) == (
        "BRK.B",
        "Brick & Mortar Holdings",
        "abc",
    )
    assert (overview.sector, overview.industry) == ("Financials", "FIRE, MARINE & CASUALTY INSURANCE")
    assert (overview.currency, overview.country, overview.fiscal_year_end_month) == ("USD", "USA", 12)
    assert overview.latest_quarter == date(2025, 9, 30)
    assert overview.texts == {
        "asset_type": "Common Stock",
        "exchange": "NYSE",
        "sector": "FINANCE",
        "fiscal_year_end": "December",
        "dividend_date": None,
        "ex_dividend_date": "2025-05-09",
    }
    assert findings == []


def test_every_known_figure_has_a_key_and_missing_ones_are_none():
    figures = parse()[0].figures

    assert (figures["market_capitalization"], figures["52_week_high"]) == (1000000000, 296.16)
    assert figures["ev_to_ebitda"] is None
    assert figures["analyst_rating_strong_sell"] is None
    assert len(figures) == 39


def test_shares_of_a_whole_are_fractions_of_one_whatever_the_provider_writes():
    figures = parse(PercentInsiders="0.119")[0].figures

    assert figures["dividend_yield"] == 0.0228
    assert figures["percent_institutions"] == 0.65274
    assert figures["percent_insiders"] == 0.00119


@pytest.mark.parametrize("field", ["PERatio", "TrailingPE", "ForwardPE"])
@pytest.mark.parametrize(("given", "kept"), [("-3.2", None), ("0", None), ("0.01", 0.01), ("None", None)])
def test_a_loss_has_no_price_earnings_ratio(field, given, kept):
    overview, findings = parse(**{field: given})

    name = {"PERatio": "pe_ratio", "TrailingPE": "trailing_pe", "ForwardPE": "forward_pe"}[field]
    assert overview.figures[name] == kept
    assert findings == []


def test_a_figure_that_is_no_number_costs_confidence():
    overview, findings = parse(Beta="high")

    assert overview.figures["beta"] is None
    assert codes(findings) == [("NOT_A_NUMBER", Severity.SOFT)]


def test_fields_the_provider_adds_are_kept():
    overview, findings = parse(RoundTripsTTM="12", Motto="Onwards", Nothing="None")

    assert overview.figures["round_trips_ttm"] == 12
    assert (overview.texts["motto"], overview.texts["nothing"]) == ("Onwards", None)
    assert findings == []


@pytest.mark.parametrize(
    ("month", "number"),
    [("January", 1), ("june", 6), ("DECEMBER", 12), ("None", None), ("Juno", None), (3, None)],
)
def test_the_fiscal_year_ends_in_a_month(month, number):
    assert parse(FiscalYearEnd=month)[0].fiscal_year_end_month == number


@pytest.mark.parametrize(
    ("word", "industry", "sector"),
    [
        ("TECHNOLOGY", "SERVICES-PREPACKAGED SOFTWARE", "Information Technology"),
        ("TECHNOLOGY", "INFORMATION TECHNOLOGY SERVICES", "Information Technology"),
        ("TECHNOLOGY", "TELEPHONE COMMUNICATIONS (NO RADIOTELEPHONE)", "Communication Services"),
        ("MANUFACTURING", "RADIO & TV BROADCASTING & COMMUNICATIONS EQUIPMENT", "Information Technology"),
        ("MANUFACTURING", "BEVERAGES", "Consumer Staples"),
        ("MANUFACTURING", "PLUMBING FIXTURES", "Industrials"),
        ("LIFE SCIENCES", None, "Health Care"),
        ("FINANCE", "HOSPITAL & MEDICAL SERVICE PLANS", "Health Care"),
        ("ENERGY & TRANSPORTATION", "AIR TRANSPORTATION, SCHEDULED", "Industrials"),
        ("ENERGY & TRANSPORTATION", "ELECTRIC SERVICES", "Utilities"),
        ("TRADE & SERVICES", "RETAIL-VARIETY STORES", "Consumer Staples"),
        ("REAL ESTATE & CONSTRUCTION", "REAL ESTATE INVESTMENT TRUSTS", "Real Estate"),
        ("FINANCIAL SERVICES", "SOFTWARE FOR BANKS", "Financials"),
        ("Consumer Cyclical", None, "Consumer Discretionary"),
        ("HEALTHCARE", None, "Health Care"),
        ("COMMUNICATION  SERVICES", None, "Communication Services"),
    ],
)
def test_both_vintages_of_sector_words_lead_to_one_of_eleven_sectors(word, industry, sector):
    overview, findings = parse(Sector=word, Industry=industry)

    assert overview.sector == sector
    assert findings == []


def test_an_unknown_sector_word_is_shown_and_not_guessed_at():
    overview, findings = parse(Sector="SPACE")

    assert overview.sector is None
    assert codes(findings) == [("SECTOR_UNKNOWN", Severity.NOTE)]


@pytest.mark.parametrize("word", ["None", "-", "", None])
def test_a_missing_sector_is_no_finding(word):
    overview, findings = parse(Sector=word)

    assert overview.sector is None
    assert findings == []


def test_a_profile_without_a_name_is_called_by_its_symbol():
    overview, findings = parse(Name="None")

    assert overview.name == "BRK.B"
    assert codes(findings) == [("NAME_MISSING", Severity.SOFT)]


@pytest.mark.parametrize(("given", "found"), [("None", []), ("0000-00-00", ["UNPARSABLE_DATE"])])
def test_the_latest_quarter_may_be_missing_but_not_nonsense(given, found):
    overview, findings = parse(LatestQuarter=given)

    assert overview.latest_quarter is None
    assert [finding.code for finding in findings] == found


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (DOCUMENT | {"Symbol": "BRK-A"}, "SYMBOL_MISMATCH"),
        ({"symbol": "BRK-B"}, "SYMBOL_MISMATCH"),
        ({}, "SYMBOL_MISMATCH"),
        ({"Information": "25 requests per day"}, "PAYLOAD_IS_NOTICE"),
        ([], "UNEXPECTED_SHAPE"),
    ],
)
def test_a_profile_of_something_else_is_a_hard_finding(document, code):
    overview, findings = parse_overview(document, "BRK.B")

    assert overview is None
    assert codes(findings) == [(code, Severity.HARD)]


def test_the_same_payload_reads_the_same_to_the_byte():
    first, second = (json.dumps([dict(parse()[0].figures), dict(parse()[0].texts)]) for _ in range(2))

    assert first == second
