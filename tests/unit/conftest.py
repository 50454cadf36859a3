"""ACME: an invented, healthy company whose statements agree with each other to the last digit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.overview import Overview
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

QUARTERLY_GROWTH = 1.02
MILLION = 1_000_000
# Millions in the first quarter; every quarter is 2 % larger.
FLOWS = {
    Statement.INCOME: {
        "total_revenue": 250,
        "cost_of_revenue": 150,
        "gross_profit": 100,
        "operating_income": 40,
        "ebit": 40,
        "ebitda": 52,
        "depreciation_and_amortization": 12,
        "interest_expense": 4,
        "income_before_tax": 36,
        "income_tax_expense": 9,
        "net_income": 27,
    },
    Statement.CASH_FLOW: {
        "operating_cashflow": 40,
        "capital_expenditures": 15,
        "dividend_payout": 8,
        "net_income": 27,
    },
}
POSITIONS = {
    "total_assets": 2000,
    "total_current_assets": 700,
    "cash_and_short_term_investments": 200,
    "current_net_receivables": 250,
    "total_liabilities": 1100,
    "total_current_liabilities": 400,
    "short_long_term_debt_total": 500,
    "long_term_debt": 400,
    "short_term_debt": 100,
    "total_shareholder_equity": 900,
    "retained_earnings": 500,
}
SHARES = 100 * MILLION
MONTH_ENDS = [date(y, m, d) for y in range(2021, 2026) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))]


class Acme:
    """Builds reports and rows; what a test passes by name replaces what ACME would report."""

    symbol = "ACME"
    quarter_ends = MONTH_ENDS
    as_of = "2026-03-01T07:00:00Z"

    def report(self, statement, day, period="A", *, currency="USD", **figures):
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return Report(self.symbol, Statement(statement), Period(period), day, currency, figures)

    def reports(self, quarter_ends=MONTH_ENDS, periods="AQ", statements=tuple(Statement)):
        """All four statements, oldest first; every fourth quarter end closes a year."""
        found = []
        for index, day in enumerate(quarter_ends):
            if "Q" in periods:
                found += [self._sum(s, day, "Q", [index]) for s in statements]
            if "A" in periods and index % 4 == 3:
                found += [self._sum(s, day, "A", range(index - 3, index + 1)) for s in statements]
        return found

    def _sum(self, statement, day, period, quarters):
        scales = [QUARTERLY_GROWTH**i * MILLION for i in quarters]
        if statement is Statement.BALANCE:
            figures = {name: round(value * scales[-1]) for name, value in POSITIONS.items()}
            figures["total_liabilities"] = figures["total_assets"] - figures["total_shareholder_equity"]
            figures["common_stock_shares_outstanding"] = SHARES
        elif statement is Statement.EARNINGS:
            net_income = FLOWS[Statement.INCOME]["net_income"]
            figures = {"reported_eps": round(sum(net_income * s for s in scales) / SHARES, 2)}
            return self.report(statement, day, period, currency=None, **figures)
        else:
            figures = {n: sum(round(v * s) for s in scales) for n, v in FLOWS[statement].items()}
        return self.report(statement, day, period, **figures)

    def rows(self, reports=None, *, known_after_days=45):
        return [
            Row(
                report=r,
                known_from=(r.fiscal_date + timedelta(days=known_after_days)).isoformat(),
                known_from_basis=Basis.ASSUMED_LAG,
                payload_hash=f"{r.statement.value}-payload",
                content_hash="",
            )
            for r in (self.reports() if reports is None else reports)
        ]

    def overview(self, **changes):
        settings = {
            "sector": "Information Technology",
            "industry": "SOFTWARE - APPLICATION",
            "currency": "USD",
            "fiscal_year_end_month": 12,
            "figures": {"market_capitalization": 3000 * MILLION, "shares_outstanding": SHARES},
        }
        settings |= changes
        return Overview(
            symbol="ACME", name="Acme Corporation", country="USA", latest_quarter=date(2025, 12, 31),
            texts={}, payload_hash="overview-payload", **settings,
        )  # fmt: skip

    def changed(self, reports, change, *, statement=None, period=None, days=None):
        """`change` takes a report's figures and returns what replaces them, where all that is given fits."""
        days = {date.fromisoformat(day) for day in days} if days else None

        def fits(r):
            is_kind = (statement is None or r.statement is statement) and (
                period is None or r.period == period
            )
            return is_kind and (days is None or r.fiscal_date in days)

        return [replace(r, figures={**r.figures, **change(r.figures)}) if fits(r) else r for r in reports]


@pytest.fixture(scope="session")
def acme():
    return Acme()
