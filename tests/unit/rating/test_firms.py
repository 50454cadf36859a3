import pytest

from functions.research.domain.rating.firms import kind_of


@pytest.mark.parametrize(
    ("sector", "industry", "kind"),
    [
        ("Financials", "BANKS - REGIONAL", "bank"),
        ("Financials", "Banks - Diversified", "bank"),
        (None, "NATIONAL COMMERCIAL BANKS", "bank"),
        ("Financials", "STATE COMMERCIAL BANKS", "bank"),
        ("Financials", "SAVINGS INSTITUTION, FEDERALLY CHARTERED", "bank"),
        ("Financials", "SAVINGS INSTITUTIONS, NOT FEDERALLY CHARTERED", "bank"),
        ("Financials", "FUNCTIONS RELATED TO DEPOSITORY BANKING, NEC", "financial"),
        ("Financials", "BLANK CHECKS", "financial"),
        ("Financials", "CREDIT SERVICES", "financial"),
        ("Financials", "SECURITY BROKERS, DEALERS & FLOTATION COMPANIES", "financial"),
        ("Financials", "Asset Management", "financial"),
        (None, "CAPITAL MARKETS", "financial"),
        ("Financials", None, "financial"),
        (None, "FIRE, MARINE & CASUALTY INSURANCE", "insurer"),
        ("Financials", "ACCIDENT & HEALTH INSURANCE", "insurer"),
        ("Financials", "Insurance - Life", "insurer"),
        ("Financials", "Insurance - Reinsurance", "insurer"),
        ("Financials", "Insurance Brokers", "financial"),
        ("Financials", "INSURANCE AGENTS, BROKERS & SERVICE", "financial"),
        ("Health Care", "HOSPITAL & MEDICAL SERVICE PLANS", "general"),
        ("Financials", "Healthcare Plans", "general"),
    ],
)
def test_a_lender_an_insurer_and_a_broker_are_told_apart(acme, sector, industry, kind):
    assert kind_of(acme.overview(sector=sector, industry=industry), "USD") == kind


@pytest.mark.parametrize(
    ("sector", "industry", "kind"),
    [
        ("Real Estate", "REIT - OFFICE", "property"),
        ("Real Estate", "REIT - Retail", "property"),
        ("Real Estate", "REAL ESTATE INVESTMENT TRUSTS", "property"),
        (None, "OPERATORS OF APARTMENT BUILDINGS", "property"),
        ("Real Estate", "REIT - MORTGAGE", "financial"),
        ("Real Estate", "REAL ESTATE SERVICES", "general"),
        ("Real Estate", "Real Estate - Development", "general"),
        ("Utilities", "ELECTRIC SERVICES", "utility"),
        ("Energy", "ELECTRIC SERVICES", "utility"),
        ("Utilities", "Utilities - Regulated Electric", "utility"),
        (None, "Utilities - Regulated Water", "utility"),
        ("Utilities", None, "utility"),
        ("Energy", "NATURAL GAS DISTRIBUTION", "utility"),
        ("Energy", "NATURAL GAS TRANSMISSION", "general"),
        ("Information Technology", "SEMICONDUCTORS & RELATED DEVICES", "manufacturer"),
        ("Consumer Discretionary", "AUTO MANUFACTURERS", "manufacturer"),
        ("Consumer Discretionary", "RETAIL-LUMBER & OTHER BUILDING MATERIALS DEALERS", "general"),
        ("Information Technology", "COMPUTER & OFFICE EQUIPMENT", "general"),
        ("Information Technology", "SOFTWARE - APPLICATION", "general"),
        (None, None, "general"),
    ],
)
def test_sector_and_industry_decide_which_rules_fit(acme, sector, industry, kind):
    assert kind_of(acme.overview(sector=sector, industry=industry), "USD") == kind


@pytest.mark.parametrize(
    ("changes", "currency"),
    [
        ({"figures": {}}, "USD"),
        ({"figures": {"market_capitalization": 0}}, "USD"),
        ({}, "TWD"),
        ({"currency": None}, None),
    ],
)
def test_a_manufacturer_without_a_comparable_market_value_is_judged_by_book_value(acme, changes, currency):
    assert kind_of(acme.overview(industry="SEMICONDUCTORS", **changes), currency) == "general"


def test_a_company_without_a_profile_is_judged_by_the_general_rules():
    assert kind_of(None, "USD") == "general"


@pytest.mark.parametrize("industry", ["SOFTWARE - APPLICATION", "SEMICONDUCTORS", "ELECTRIC SERVICES"])
def test_rules_that_do_not_fit_are_left_out_without_costing_coverage(acme, rated, industry):
    rating = rated(overview=acme.overview(sector=None, industry=industry))

    [health] = [c.result for c in rating.components if c.result.component.code == "financial_health"]
    reasons = [m.reason for m in health.metrics if m.reason]
    assert reasons
    assert all(reason.startswith("NOT_APPLICABLE:") for reason in reasons)
    assert health.coverage == pytest.approx(1)
