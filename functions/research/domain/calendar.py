"""Expected report dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    symbol: str  # canonical: BRK.B
    name: str
    report_date: date
    fiscal_date_ending: date
    estimated_eps: float | None
    currency: str | None
    report_time: str  # bmo, amc or unknown
