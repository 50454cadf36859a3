"""Anchors of kinds of firms that are judged by other values than the rest, by code of the metric."""

from collections.abc import Mapping

from functions.research.domain.rating.declaration import FirmKind
from functions.research.domain.rating.scoring import Anchors

# Regulators set a utility's prices so that it earns its cost of capital on the plant it was allowed to
# build. Income that certain carries more debt, needs less cash at hand and returns less on assets.
UTILITY = {
    "current_ratio": Anchors(
        (0.4, 0.6, 0.8, 1.05, 1.4), "bills are paid out of revenue that is billed every month; 0.8 is usual"
    ),
    "quick_ratio": Anchors((0.15, 0.3, 0.45, 0.65, 0.95), "the current ratio's without fuel and materials"),
    "cash_ratio": Anchors(
        (0.005, 0.02, 0.05, 0.12, 0.3), "credit lines take the place of cash; a twentieth is usual"
    ),
    "debt_to_equity": Anchors(
        (3.5, 2.4, 1.5, 1.0, 0.6), "regulators allow about half of the rate base as debt, holdings add some"
    ),
    "net_debt_to_ebitda": Anchors((8.0, 6.5, 5.0, 3.8, 2.5), "5 is the middle of investment-grade utilities"),
    "interest_cover": Anchors((0.8, 1.5, 2.5, 3.5, 5.0), "2.5 is the middle of investment-grade utilities"),
    "return_on_equity": Anchors((0.0, 0.04, 0.085, 0.11, 0.15), "regulators allow 9 to 10 %"),
    "return_on_assets": Anchors((-0.01, 0.01, 0.025, 0.035, 0.05), "9 % on a quarter to a third of assets"),
    "return_on_invested_capital": Anchors(
        (0.0, 0.025, 0.045, 0.06, 0.085), "regulated cost of capital after tax is near 5 to 6 %"
    ),
    "gross_profitability": Anchors(
        (0.02, 0.05, 0.08, 0.12, 0.18), "plant outweighs a year's sales four to five times"
    ),
    "cash_conversion": Anchors(
        (0.8, 1.5, 2.2, 2.8, 3.6), "depreciation of plant is often larger than the profit"
    ),
    "free_cash_flow_margin": Anchors(
        (-0.3, -0.15, -0.03, 0.05, 0.13), "what is built beyond depreciation earns the allowed return later"
    ),
    "dividend_cover": Anchors(
        (-2.0, -0.8, 0.2, 0.8, 1.4), "while the rate base grows, new debt and shares pay for it"
    ),
}
# Rents are contracts of years, buildings are depreciated while most keep their value, and the tax law has
# nearly all income paid out.
PROPERTY = {
    "debt_to_equity": Anchors(
        (4.0, 2.5, 1.5, 0.9, 0.5), "at book values, from which depreciation has taken more than decay"
    ),
    "net_debt_to_ebitda": Anchors(
        (10.0, 7.5, 6.0, 4.5, 3.0), "listed landlords stand near 5 to 6; above 7.5 ratings fall"
    ),
    "interest_cover": Anchors(
        (0.5, 1.1, 1.8, 3.0, 5.0), "bond covenants ask for 1.5 before depreciation, which ebit is after"
    ),
    "return_on_equity": Anchors((-0.02, 0.02, 0.05, 0.09, 0.15), "profit is after depreciation of buildings"),
    "return_on_assets": Anchors((-0.01, 0.008, 0.022, 0.04, 0.065), "5 % of rent less depreciation"),
    "return_on_invested_capital": Anchors(
        (0.0, 0.02, 0.04, 0.06, 0.09), "buildings yield 5 to 6 % before depreciation"
    ),
    "net_margin": Anchors(
        (-0.1, 0.05, 0.15, 0.28, 0.42), "rents bear few costs but depreciation and interest"
    ),
    "cash_conversion": Anchors(
        (0.8, 1.2, 1.7, 2.3, 3.2), "depreciation of buildings is often as large as the profit"
    ),
    "valuation_stretch": Anchors(
        (90.0, 60.0, 38.0, 27.0, 18.0),
        "two thirds of a landlord's cash is left when depreciation is taken off",
    ),
}
BANK = {
    "return_on_equity": Anchors((0.0, 0.05, 0.09, 0.12, 0.17), "9 % is about what owners of banks ask for"),
    "return_on_assets": Anchors(
        (0.002, 0.005, 0.009, 0.012, 0.016), "1 % is the old yardstick of a good bank"
    ),
}
INSURER = {
    "equity_to_assets": Anchors(
        (0.04, 0.07, 0.11, 0.18, 0.28),
        "about a tenth in life insurance, about a quarter in property and casualty",
    ),
    "return_on_assets": Anchors(
        (-0.005, 0.004, 0.011, 0.022, 0.04), "assets are mostly bonds held for policyholders"
    ),
    "net_margin": Anchors((-0.03, 0.02, 0.06, 0.10, 0.16), "competition leaves a few percent of premiums"),
}
FINANCIAL = {
    "return_on_assets": Anchors(
        (-0.01, 0.003, 0.012, 0.03, 0.07), "between lenders near 1 % and asset managers near 10 %"
    ),
}
ANCHORS = {
    FirmKind.UTILITY: UTILITY,
    FirmKind.PROPERTY: PROPERTY,
    FirmKind.BANK: BANK,
    FirmKind.INSURER: INSURER,
    FirmKind.FINANCIAL: FINANCIAL,
}


def anchors_for(code: str) -> Mapping[FirmKind, Anchors]:
    return {kind: by_code[code] for kind, by_code in ANCHORS.items() if code in by_code}
