"""Which rules fit which kind of firm. Sectors are the eleven GICS names, industries the provider's words."""

from functions.research.domain.figures import number
from functions.research.domain.overview import Overview
from functions.research.domain.rating.declaration import FirmKind

FINANCIAL_SECTORS = frozenset({"financials", "finance", "financial services"})
# A mortgage REIT lends; its books are a bank's.
LENDER = "mortgage"
# They decide when there is no sector.
FINANCIAL_INDUSTRIES = (
    "banks",
    "commercial banks",
    "savings institution",
    "insurance",
    "security brokers",
    "capital markets",
    "asset management",
    "credit services",
)
# Health plans are filed under insurance, but keep inventories of neither premiums nor bonds worth the name.
NOT_FINANCIAL_INDUSTRIES = ("hospital & medical service plans", "healthcare plans")
# Landlords must pay out what they earn and finance buildings with mortgages: liquidity ratios and the
# retained earnings in Altman's Z say little about them.
PROPERTY_INDUSTRIES = ("real estate investment trust", "reit")
# Altman's 1968 sample were listed manufacturers; sales over assets misjudges everyone else.
MANUFACTURING_INDUSTRIES = (
    "aerospace",
    "aircraft",
    "aluminum",
    "apparel manufacturing",
    "auto manufacturers",
    "auto parts",
    "beverages",
    "building materials",
    "building products",
    "chemicals",
    "confectioners",
    "consumer electronics",
    "computer hardware",
    "detergent",
    "drug manufacturers",
    "electrical equipment",
    "footwear",
    "furnishings",
    "guided missiles",
    "household & personal products",
    "instruments",
    "machinery",
    "medical devices",
    "motor vehicles",
    "packaged foods",
    "packaging",
    "paper &",
    "paper mills",
    "paperboard",
    "pharmaceutical preparations",
    "semiconductor",
    "steel",
    "tobacco",
)
# Shops and wholesalers carry the name of what they sell.
NOT_MANUFACTURING_INDUSTRIES = ("retail", "wholesale", "distribution", "dealers", "stores")


def kind_of(overview: Overview | None, statement_currency: str | None) -> FirmKind:
    """A manufacturer without a market value in the statements' currency is judged by Z'' like the others."""
    if overview is None:
        return FirmKind.GENERAL
    industry = (overview.industry or "").lower()
    if _names(industry, PROPERTY_INDUSTRIES) and not _names(industry, (LENDER,)):
        return FirmKind.PROPERTY
    if _is_financial((overview.sector or "").lower(), industry):
        return FirmKind.FINANCIAL
    is_maker = _names(industry, MANUFACTURING_INDUSTRIES) and not _names(
        industry, NOT_MANUFACTURING_INDUSTRIES
    )
    return (
        FirmKind.MANUFACTURER if is_maker and _has_value(overview, statement_currency) else FirmKind.GENERAL
    )


def _is_financial(sector: str, industry: str) -> bool:
    if _names(industry, NOT_FINANCIAL_INDUSTRIES):
        return False
    if sector in FINANCIAL_SECTORS or _names(industry, (LENDER,)):
        return True
    return not sector and _names(industry, FINANCIAL_INDUSTRIES)


def _has_value(overview: Overview, statement_currency: str | None) -> bool:
    value = number(overview.figures, "market_capitalization")
    return value is not None and value > 0 and overview.currency == statement_currency is not None


def _names(industry: str, words: tuple[str, ...]) -> bool:
    return any(word in industry for word in words)
