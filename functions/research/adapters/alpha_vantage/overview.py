"""OVERVIEW documents as a company's profile and market figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from functions.research.adapters.alpha_vantage import sectors
from functions.research.adapters.alpha_vantage.field_names import snake_case
from functions.research.adapters.alpha_vantage.payload import usable
from functions.research.adapters.literals import Number, Reading, day, excerpt, is_missing, number, text
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.overview import Overview

# How far the decimal point moves from the provider's number to ours. Yields, margins, returns, growth and
# holdings are fractions of one (0.0228 is 2.28 %); the provider gives the two holdings in percent.
_AS_GIVEN, _FROM_PERCENT = 0, -2
_SCALES: dict[str, int] = {
    "dividend_yield": _AS_GIVEN,
    "profit_margin": _AS_GIVEN,
    "operating_margin_ttm": _AS_GIVEN,
    "return_on_assets_ttm": _AS_GIVEN,
    "return_on_equity_ttm": _AS_GIVEN,
    "quarterly_earnings_growth_yoy": _AS_GIVEN,
    "quarterly_revenue_growth_yoy": _AS_GIVEN,
    "percent_insiders": _FROM_PERCENT,
    "percent_institutions": _FROM_PERCENT,
}
_AMOUNTS = (
    "market_capitalization", "ebitda", "pe_ratio", "peg_ratio", "book_value", "dividend_per_share", "eps",
    "revenue_per_share_ttm", "revenue_ttm", "gross_profit_ttm", "diluted_eps_ttm", "analyst_target_price",
    "analyst_rating_strong_buy", "analyst_rating_buy", "analyst_rating_hold", "analyst_rating_sell",
    "analyst_rating_strong_sell", "trailing_pe", "forward_pe", "price_to_sales_ratio_ttm",
    "price_to_book_ratio", "ev_to_revenue", "ev_to_ebitda", "beta", "52_week_high", "52_week_low",
    "50_day_moving_average", "200_day_moving_average", "shares_outstanding", "shares_float",
)  # fmt: skip
_FIGURES = (*_AMOUNTS, *_SCALES)
# A loss has no price-earnings ratio; the provider writes zero or a negative number for it.
_POSITIVE_OR_NOTHING = ("pe_ratio", "trailing_pe", "forward_pe")
_DAYS = ("dividend_date", "ex_dividend_date")
_TEXTS = frozenset(
    {"asset_type", "description", "cik", "exchange", "sector", "address", "official_site", "fiscal_year_end"}
)
_OWN_FIELDS = frozenset({"symbol", "name", "industry", "currency", "country", "latest_quarter"})
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def parse_overview(
    document: object, symbol: str, payload_hash: str = ""
) -> tuple[Overview | None, list[Finding]]:
    """`symbol` is canonical. None comes with a hard finding. `figures` has a key for every known figure.

    Margins, yields, returns, growth and holdings are fractions of one. `texts` keeps the provider's own word
    for the sector.
    """
    reading = Reading("company_overview")
    checked = usable(document, reading, symbol=symbol, symbol_key="Symbol")
    if checked is None:
        return None, reading.findings
    values = {snake_case(key): value for key, value in checked.items()}
    name = text(values.get("name"))
    if name is None:
        reading.note("NAME_MISSING", Severity.SOFT, f"{symbol}: overview without a name")
    industry = text(values.get("industry"))
    latest_quarter = day(values.get("latest_quarter"))
    if latest_quarter is None and not is_missing(values.get("latest_quarter")):
        reading.note(
            "UNPARSABLE_DATE", Severity.SOFT, f"LatestQuarter {excerpt(values['latest_quarter'])} is no day"
        )
    figures = _figures(values, reading)
    overview = Overview(
        symbol=symbol,
        name=name or symbol,
        sector=_sector(text(values.get("sector")), industry, reading),
        industry=industry,
        currency=text(values.get("currency")),
        country=text(values.get("country")),
        fiscal_year_end_month=_month(text(values.get("fiscal_year_end"))),
        latest_quarter=latest_quarter,
        figures=figures,
        texts=_texts(values, figures),
        payload_hash=payload_hash,
    )
    return overview, reading.findings


def _sector(word: str | None, industry: str | None, reading: Reading) -> str | None:
    if word is None:
        return None
    sector = sectors.normalised(word, industry)
    if sector is None:
        reading.note("SECTOR_UNKNOWN", Severity.NOTE, f"sector {excerpt(word)} is in no table of ours")
    return sector


def _month(word: str | None) -> int | None:
    spelled = (word or "").lower()
    return _MONTHS.index(spelled) + 1 if spelled in _MONTHS else None


def _figures(values: Mapping[str, Any], reading: Reading) -> dict[str, Number | None]:
    figures = {name: reading.number(values.get(name), name) for name in _FIGURES}
    for name in _POSITIVE_OR_NOTHING:
        figure = figures[name]
        figures[name] = figure if figure is not None and figure > 0 else None
    for name, moved in _SCALES.items():
        figure = figures[name]
        if figure is not None and moved:
            figures[name] = float(Decimal(repr(figure)).scaleb(moved))
    # Fields the provider has added since are figures when they read like one.
    for name, value in values.items():
        if name not in figures and name not in _TEXTS | _OWN_FIELDS and number(value) is not None:
            figures[name] = reading.number(value, name)
    return figures


def _texts(values: Mapping[str, Any], figures: Mapping[str, object]) -> dict[str, str | None]:
    texts = {
        name: text(value) for name, value in values.items() if name not in figures and name not in _OWN_FIELDS
    }
    for name in _DAYS:
        known = day(values.get(name))
        texts[name] = known.isoformat() if known else None
    return texts
