"""The provider's words for sectors, of two vintages, as the eleven names investors use.

Until 2025 the words were the names of the SEC's review offices, under which carmakers, brewers and chip
makers are all MANUFACTURING; there the industry, a SIC title, decides first.
"""

import re

_SECTORS = {
    "BASIC MATERIALS": "Materials",
    "COMMUNICATION SERVICES": "Communication Services",
    "CONSUMER CYCLICAL": "Consumer Discretionary",
    "CONSUMER DEFENSIVE": "Consumer Staples",
    "CONSUMER DISCRETIONARY": "Consumer Discretionary",
    "CONSUMER STAPLES": "Consumer Staples",
    "ENERGY": "Energy",
    "FINANCIAL": "Financials",
    "FINANCIAL SERVICES": "Financials",
    "FINANCIALS": "Financials",
    "HEALTH CARE": "Health Care",
    "HEALTHCARE": "Health Care",
    "INDUSTRIALS": "Industrials",
    "INFORMATION TECHNOLOGY": "Information Technology",
    "MATERIALS": "Materials",
    "REAL ESTATE": "Real Estate",
    "TECHNOLOGY": "Information Technology",
    "UTILITIES": "Utilities",
}
NAMES = tuple(sorted(set(_SECTORS.values())))
_REVIEW_OFFICES = {
    "ENERGY & TRANSPORTATION": "Energy",
    "FINANCE": "Financials",
    "LIFE SCIENCES": "Health Care",
    "MANUFACTURING": "Industrials",
    "REAL ESTATE & CONSTRUCTION": "Real Estate",
    "TECHNOLOGY": "Information Technology",
    "TRADE & SERVICES": "Consumer Discretionary",
}
# The first match wins: equipment before the broadcasters that use it, drug stores before drugs.
_INDUSTRIES = tuple(
    (re.compile(words), sector)
    for words, sector in (
        (r"COMMUNICATIONS EQUIPMENT|SEMICONDUCTOR|SOFTWARE|COMPUTER", "Information Technology"),
        (r"HOSPITAL & MEDICAL SERVICE PLANS", "Health Care"),
        (r"REAL ESTATE INVESTMENT TRUSTS", "Real Estate"),
        (r"TELEPHONE|BROADCASTING|CABLE & OTHER PAY|MOTION PICTURE|VIDEO TAPE", "Communication Services"),
        (r"ELECTRIC SERVICES|ELECTRIC & OTHER|NATURAL GAS DISTRIBUTION|WATER SUPPLY", "Utilities"),
        (r"BEVERAGES|FOOD|TOBACCO|CIGARETTES|SOAP, DETERGENT", "Consumer Staples"),
        (r"GROCERY|VARIETY STORES|DRUG STORES", "Consumer Staples"),
        (r"PASSENGER CAR|FOOTWEAR|APPAREL|RETAIL|HOTELS|OPERATIVE BUILDERS", "Consumer Discretionary"),
        (r"AIR TRANSPORT|TRUCKING|RAILROAD|FREIGHT|AIRCRAFT|GUIDED MISSILES|MACHINERY", "Industrials"),
        (r"PHARMACEUTICAL|BIOLOGICAL PRODUCTS|SURGICAL|MEDICAL", "Health Care"),
        (r"CHEMICALS|MINING|STEEL|PAPER MILLS", "Materials"),
        (r"PETROLEUM|CRUDE|NATURAL GAS TRANSMISSION", "Energy"),
    )
)


def normalised(sector: str, industry: str | None) -> str | None:
    """None when the word is in neither vintage."""
    word = " ".join(sector.upper().split())
    title = (industry or "").upper()
    if word in _REVIEW_OFFICES:
        by_industry = next((name for words, name in _INDUSTRIES if words.search(title)), None)
        return by_industry or _REVIEW_OFFICES[word]
    return _SECTORS.get(word)
