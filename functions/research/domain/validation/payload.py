"""Everything that can be said about one provider answer by itself."""

from collections.abc import Iterator, Sequence

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.periods import business_day, is_blank
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.balance import check_balance
from functions.research.domain.validation.currencies import check_currencies
from functions.research.domain.validation.dates import check_future, check_spacing
from functions.research.domain.validation.evidence import collapse
from functions.research.domain.validation.income import check_income
from functions.research.domain.validation.units import check_units

# A statement without any of these says nothing the project could use.
ESSENTIAL = {
    Statement.INCOME: ("total_revenue", "net_income", "operating_income", "ebit"),
    Statement.BALANCE: ("total_assets", "total_liabilities", "total_shareholder_equity"),
    Statement.CASH_FLOW: ("operating_cashflow", "net_income", "capital_expenditures"),
    Statement.EARNINGS: ("reported_eps", "estimated_eps"),
}


def validate_payload(reports: Sequence[Report], *, as_of: str) -> list[Finding]:
    """Findings on the reports of one payload; any HARD one means that the payload belongs in quarantine.

    `as_of` is an ISO UTC moment. An answer that holds no company at all (`{}`) should not come here: it is no
    data, while a payload without a usable period is broken data.
    """
    written = sorted((r for r in reports if not is_blank(r)), key=lambda r: r.fiscal_date)
    findings = [*_usable(reports, written), *check_future(written, business_day(as_of))]
    findings += [*check_balance(written), *check_income(written)]
    for rows in _by_kind(written):
        findings += [*check_spacing(rows), *check_units(rows), *check_currencies(rows)]
    return list(collapse(findings))


def _by_kind(reports: Sequence[Report]) -> list[list[Report]]:
    kinds: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        kinds.setdefault((report.statement.value, report.period.value), []).append(report)
    return list(kinds.values())


def _usable(reports: Sequence[Report], written: Sequence[Report]) -> Iterator[Finding]:
    symbols = sorted({r.symbol for r in reports})
    if len(symbols) > 1:
        yield Finding(
            code="MIXED_SYMBOLS",
            severity=Severity.HARD,
            message=f"one payload speaks of {len(symbols)} companies: {', '.join(symbols[:5])}",
            figures={"symbols": len(symbols)},
        )
    if not any(_is_usable(report) for report in written):
        statement = reports[0].statement.value if reports else None
        yield Finding(
            code="NO_USABLE_PERIOD",
            severity=Severity.HARD,
            message=f"none of {len(reports)} periods holds a figure that matters",
            figures={"periods": len(reports)},
            statement=statement,
        )


def _is_usable(report: Report) -> bool:
    return any(number(report.figures, name) is not None for name in ESSENTIAL[report.statement])
