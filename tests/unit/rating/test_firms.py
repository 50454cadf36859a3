import pytest

from functions.research.domain.rating.firms import kind_of


@pytest.mark.parametrize(
    ("sector", "industry", "kind"),
    [
        ("Financials", "BANKS - REGIONAL", "financial"),
        ("Financials", "CREDIT SERVICES", "financial"),
        (None, "NATIONAL COMMERCIAL BANKS", "financial"),
        (None, "FIRE, MARINE & CASUALTY INSURANCE", "financial"),
        ("Health Care", "HOSPITAL & MEDICAL SERVICE PLANS", "general"),
        ("Real Estate", "REIT - OFFICE", "property"),
        ("Real Estate", "REAL ESTATE INVESTMENT TRUSTS", "property"),
        ("Real Estate", "REIT - MORTGAGE", "financial"),
        ("Real Estate", "REAL ESTATE SERVICES", "general"),
        ("Information Technology", "SEMICONDUCTORS & RELATED DEVICES", "manufacturer"),
        ("Consumer Discretionary", "AUTO MANUFACTURERS", "manufacturer"),
        ("Consumer Discretionary", "RETAIL-LUMBER & OTHER BUILDING MATERIALS DEALERS", "general"),
        ("Information Technology", "COMPUTER & OFFICE EQUIPMENT", "general"),
        ("Information Technology", "SOFTWARE - APPLICATION", "general"),
        ("Utilities", "ELECTRIC SERVICES", "general"),
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


LIQUIDITY = {"current_ratio", "quick_ratio", "cash_ratio"}
ALTMAN = {"altman_z", "altman_z_double_prime"}
CASH_FLOW = {"cash_conversion", "accruals", "free_cash_flow_margin", "dividend_cover"}
LEVERAGE = {"debt_to_equity", "net_debt_to_ebitda", "interest_cover", "return_on_invested_capital"}


@pytest.mark.parametrize(
    ("industry", "not_asked"),
    [
        ("SOFTWARE - APPLICATION", {"altman_z", "equity_to_assets"}),
        ("SEMICONDUCTORS", {"altman_z_double_prime", "equity_to_assets"}),
        ("REIT - OFFICE", LIQUIDITY | ALTMAN | {"equity_to_assets", "gross_profitability"}),
        ("BANKS - REGIONAL", LIQUIDITY | ALTMAN | LEVERAGE | CASH_FLOW | {"gross_profitability"}),
    ],
)
def test_rules_that_do_not_fit_are_left_out_without_costing_coverage(acme, rated, industry, not_asked):
    rating = rated(overview=acme.overview(sector=None, industry=industry))

    [health] = rating.components
    skipped = {m.metric.code: m.reason for m in health.result.metrics if m.reason}
    assert set(skipped) == not_asked
    assert all(reason.startswith("NOT_APPLICABLE:") for reason in skipped.values())
    assert health.result.coverage == pytest.approx(1)
    assert (rating.bankruptcy is None) is (not_asked >= ALTMAN)
