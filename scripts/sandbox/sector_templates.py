"""What companies of a sector are like: industries and the habits of their accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.sandbox.books import Character, Kind


@dataclass(frozen=True, slots=True)
class Template:
    sector: str
    industries: Sequence[str]
    habits: Mapping[str, Any]  # fields of Character
    value_over_sales: float
    beta: float


_BANK: Mapping[str, Any] = {
    "kind": Kind.BANK,
    "gross_margin": 1.0,
    "research": 0.0,
    "selling": 0.42,
    "capex": 0.02,
    "receivable": 0.0,
    "inventory": 0.0,
    "payable": 0.0,
    "deferred": 0.0,
    "plant": 0.2,
    "goodwill": 0.3,
    "cash": 2.0,
    "debt": 1.2,
    "interest_rate": 0.045,
    "long_assets": 16.0,
    "long_liabilities": 15.0,
    "deposit_rate": 0.015,
    "stock_compensation": 0.01,
}
_INSURER: Mapping[str, Any] = {
    "kind": Kind.INSURER,
    "gross_margin": 0.28,
    "research": 0.0,
    "selling": 0.16,
    "capex": 0.01,
    "receivable": 0.6,
    "inventory": 0.0,
    "payable": 0.0,
    "deferred": 0.7,
    "plant": 0.05,
    "cash": 0.2,
    "long_assets": 2.6,
    "long_liabilities": 1.9,
}
_LANDLORD: Mapping[str, Any] = {
    "gross_margin": 0.62,
    "research": 0.0,
    "selling": 0.1,
    "capex": 0.22,
    "depreciation": 0.0075,
    "receivable": 0.2,
    "inventory": 0.0,
    "plant": 7.5,
    "goodwill": 0.0,
    "debt": 3.2,
    "interest_rate": 0.04,
    "payout": 1.1,
    "buyback": 0.0,
    "tax": 0.0,
    "issues_shares": True,
    "yearly_share_growth": 0.02,
}
_UTILITY: Mapping[str, Any] = {
    "gross_margin": 0.42,
    "research": 0.0,
    "selling": 0.08,
    "capex": 0.24,
    "depreciation": 0.01,
    "plant": 3.6,
    "goodwill": 0.1,
    "debt": 1.9,
    "interest_rate": 0.042,
    "payout": 0.65,
    "buyback": 0.0,
    "seasons": (1.1, 0.92, 1.03, 0.95),
}
_SOFTWARE: Mapping[str, Any] = {
    "gross_margin": 0.74,
    "research": 0.22,
    "selling": 0.3,
    "capex": 0.03,
    "inventory": 0.0,
    "deferred": 0.9,
    "plant": 0.12,
    "cash": 0.5,
    "debt": 0.1,
    "payout": 0.0,
    "yearly_growth": 0.16,
    "stock_compensation": 0.09,
    "yearly_share_growth": 0.01,
}
_LABORATORY: Mapping[str, Any] = {
    "gross_margin": 0.7,
    "research": 0.95,
    "selling": 0.35,
    "plant": 0.2,
    "cash": 2.5,
    "debt": 0.1,
    "payout": 0.0,
    "buyback": 0.0,
    "yearly_growth": 0.3,
    "noise": 0.12,
    "issues_shares": True,
    "yearly_share_growth": 0.09,
}
_CHIPS: Mapping[str, Any] = {
    "gross_margin": 0.56,
    "research": 0.2,
    "selling": 0.1,
    "noise": 0.06,
    "cash": 0.4,
}
_SHOPS: Mapping[str, Any] = {
    "gross_margin": 0.31,
    "research": 0.0,
    "selling": 0.22,
    "inventory": 0.65,
    "receivable": 0.08,
    "seasons": (0.9, 0.96, 0.95, 1.19),
}
_GROCER: Mapping[str, Any] = {"gross_margin": 0.27, "research": 0.0, "selling": 0.2, "inventory": 0.4}
_PLANT: Mapping[str, Any] = {"gross_margin": 0.33, "research": 0.03, "selling": 0.13, "inventory": 0.6}
_WELLS: Mapping[str, Any] = {
    "gross_margin": 0.35,
    "research": 0.0,
    "selling": 0.05,
    "capex": 0.16,
    "plant": 1.6,
    "debt": 0.6,
    "noise": 0.14,
}
_MEDIA: Mapping[str, Any] = {"gross_margin": 0.48, "research": 0.02, "selling": 0.24, "debt": 0.9}
_CARE: Mapping[str, Any] = {"gross_margin": 0.58, "research": 0.09, "selling": 0.28}

TEMPLATES = (
    Template("TECHNOLOGY", ("SOFTWARE - APPLICATION", "SOFTWARE - INFRASTRUCTURE"), _SOFTWARE, 7.0, 1.2),
    Template("TECHNOLOGY", ("SEMICONDUCTORS", "ELECTRONIC COMPONENTS"), _CHIPS, 4.0, 1.5),
    Template("FINANCIAL SERVICES", ("BANKS - REGIONAL", "BANKS - DIVERSIFIED"), _BANK, 2.6, 1.1),
    Template(
        "FINANCIAL SERVICES", ("INSURANCE - PROPERTY & CASUALTY", "INSURANCE - LIFE"), _INSURER, 1.2, 0.8
    ),
    Template("REAL ESTATE", ("REIT - RETAIL", "REIT - OFFICE", "REIT - RESIDENTIAL"), _LANDLORD, 6.0, 0.9),
    Template(
        "UTILITIES", ("UTILITIES - REGULATED ELECTRIC", "UTILITIES - REGULATED GAS"), _UTILITY, 2.2, 0.5
    ),
    Template("CONSUMER CYCLICAL", ("SPECIALTY RETAIL", "APPAREL RETAIL"), _SHOPS, 0.9, 1.3),
    Template("CONSUMER DEFENSIVE", ("GROCERY STORES", "PACKAGED FOODS"), _GROCER, 1.0, 0.6),
    Template("INDUSTRIALS", ("SPECIALTY INDUSTRIAL MACHINERY", "TRUCKING"), _PLANT, 1.6, 1.1),
    Template("BASIC MATERIALS", ("SPECIALTY CHEMICALS", "STEEL"), {**_PLANT, "noise": 0.08}, 1.2, 1.2),
    Template("ENERGY", ("OIL & GAS E&P", "OIL & GAS MIDSTREAM"), _WELLS, 1.4, 1.3),
    Template("HEALTHCARE", ("MEDICAL DEVICES", "DRUG MANUFACTURERS - GENERAL"), _CARE, 3.5, 0.8),
    Template("HEALTHCARE", ("BIOTECHNOLOGY",), _LABORATORY, 9.0, 1.7),
    Template("COMMUNICATION SERVICES", ("ENTERTAINMENT", "TELECOM SERVICES"), _MEDIA, 1.8, 1.0),
)


def character(template: Template, quarterly_revenue: float, **changes: Any) -> Character:
    return Character(quarterly_revenue=quarterly_revenue, **{**template.habits, **changes})
