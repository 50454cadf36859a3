"""Which rules fit which kind of firm. Sectors are the eleven GICS names, industries the provider's words."""

from functools import lru_cache

from functions.research.domain.figures import number
from functions.research.domain.overview import Overview
from functions.research.domain.rating.declaration import FirmKind

FINANCIAL_SECTORS = frozenset({"financials", "finance", "financial services"})
# They take deposits and lend them. "Banks" in the plural: functions related to depository banking are none.
BANKS = ("banks", "savings institution", "savings & cooperative", "thrifts")
# They carry risks for premiums, which those who sell or arrange their policies do not.
INSURERS = ("insurance",)
NOT_INSURERS = ("insurance brokers", "insurance agents")
# A mortgage REIT lends with borrowed money: it is neither a landlord nor, without deposits, a bank.
LENDER = "mortgage"
# They decide when there is no sector.
FINANCIAL_INDUSTRIES = (
    *BANKS,
    *INSURERS,
    "security brokers",
    "capital markets",
    "asset management",
    "credit services",
    "personal credit",
    "finance services",
    "financial data",
    "investment advice",
)
# Health plans are filed under insurance, but most of a year's premiums pays for the same year's care.
NOT_FINANCIAL_INDUSTRIES = ("hospital & medical service plans", "healthcare plans")
# Landlords must pay out what they earn and finance buildings with mortgages: liquidity ratios and the
# retained earnings in Altman's Z say little about them.
PROPERTY_INDUSTRIES = (
    "real estate investment trust",
    "reit",
    "operators of nonresidential buildings",
    "operators of apartment buildings",
    "lessors of real property",
)
UTILITY_SECTOR = "utilities"
# Regulated networks and plants. Pipelines and merchants of gas live by contracts and prices instead.
UTILITY_INDUSTRIES = (
    "utilities",
    "electric services",
    "electric & other services",
    "gas & other services",
    "natural gas distribution",
    "natural gas transmission & distribution",
    "natural gas transmisison & distribution",  # as the SEC spells it
    "water supply",
    "cogeneration services",
)
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
    kind = _by_words((overview.sector or "").lower(), (overview.industry or "").lower())
    if kind is FirmKind.MANUFACTURER and not _has_value(overview, statement_currency):
        return FirmKind.GENERAL
    return kind


@lru_cache(maxsize=1024)
def _by_words(sector: str, industry: str) -> FirmKind:
    if _names(industry, PROPERTY_INDUSTRIES) and not _names(industry, (LENDER,)):
        return FirmKind.PROPERTY
    if _is_financial(sector, industry):
        return _financial_kind(industry)
    if sector == UTILITY_SECTOR or _names(industry, UTILITY_INDUSTRIES):
        return FirmKind.UTILITY
    is_maker = _names(industry, MANUFACTURING_INDUSTRIES) and not _names(
        industry, NOT_MANUFACTURING_INDUSTRIES
    )
    return FirmKind.MANUFACTURER if is_maker else FirmKind.GENERAL


def _is_financial(sector: str, industry: str) -> bool:
    if _names(industry, NOT_FINANCIAL_INDUSTRIES):
        return False
    if sector in FINANCIAL_SECTORS or _names(industry, (LENDER,)):
        return True
    return not sector and _names(industry, FINANCIAL_INDUSTRIES)


def _financial_kind(industry: str) -> FirmKind:
    if _names(industry, BANKS):
        return FirmKind.BANK
    if _names(industry, INSURERS) and not _names(industry, NOT_INSURERS):
        return FirmKind.INSURER
    return FirmKind.FINANCIAL


def _has_value(overview: Overview, statement_currency: str | None) -> bool:
    value = number(overview.figures, "market_capitalization")
    return value is not None and value > 0 and overview.currency == statement_currency is not None


def _names(industry: str, words: tuple[str, ...]) -> bool:
    return any(word in industry for word in words)
