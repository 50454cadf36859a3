"""A company's profile and market figures on the day the provider gave them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Overview:
    symbol: str
    name: str
    sector: str | None  # normalised, see adapters/alpha_vantage/overview
    industry: str | None
    currency: str | None
    country: str | None
    fiscal_year_end_month: int | None  # 1..12
    latest_quarter: date | None
    # snake_case of the provider's numeric fields: market_capitalization, beta, pe_ratio, shares_outstanding,
    # dividend_yield, 52_week_high, analyst_target_price, ... ; missing ones are None. Margins, yields,
    # returns, growth, percent_insiders and percent_institutions are fractions of one; a P/E
    # that is not positive is missing.
    figures: Mapping[str, int | float | None]
    texts: Mapping[str, str | None]  # exchange, asset_type, description, dividend_date, ...
    payload_hash: str = ""
