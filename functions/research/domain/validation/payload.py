"""Everything that can be said about one provider answer by itself."""

from collections.abc import Iterator, Sequence
from itertools import chain

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.periods import business_day, is_blank
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.balance import IDENTITY_OFF, check_identities
from functions.research.domain.validation.columns import columns_of
from functions.research.domain.validation.currencies import check_currencies
from functions.research.domain.validation.dates import check_future, check_spacing
from functions.research.domain.validation.evidence import collapse
from functions.research.domain.validation.reviewed import Reviewed

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
    columns = [column.reports for column in columns_of(written).values()]
    return list(collapse(payload_findings([reports], columns, as_of, Reviewed())))


def payload_findings(
    reports: Sequence[Sequence[Report]], columns: Sequence[Sequence[Report]], as_of: str, reviewed: Reviewed
) -> Iterator[Finding]:
    """The same before it is collapsed: `columns` are `reports` without blank ones, oldest first, by kind."""
    # Reviewed may have seen all of them before.
    if len(reviewed.symbols) != 1:
        yield from _of_one_company(reports)
    yield from _usable(reports, columns)
    today = business_day(as_of)
    if today is not None and any(column[-1].fiscal_date > today for column in columns):
        written = sorted(chain.from_iterable(columns), key=lambda r: r.fiscal_date)
        yield from check_future(written, today)
    has_gap = False
    for column in columns:
        review = reviewed.column(column)
        yield from review.own
        has_gap = has_gap or any(finding.code == IDENTITY_OFF for finding in review.own)
        if not review.is_regular:
            yield from check_spacing(column)
        yield from review.steps
        if not review.has_one_currency:
            yield from check_currencies(column)
    if has_gap:
        yield from check_identities([r for c in columns for r in c if r.statement is Statement.BALANCE])


def _of_one_company(reports: Sequence[Sequence[Report]]) -> Iterator[Finding]:
    symbols = sorted({report.symbol for report in chain.from_iterable(reports)})
    if len(symbols) > 1:
        yield Finding(
            code="MIXED_SYMBOLS",
            severity=Severity.HARD,
            message=f"one payload speaks of {len(symbols)} companies: {', '.join(symbols[:5])}",
            figures={"symbols": len(symbols)},
        )


def _usable(reports: Sequence[Sequence[Report]], columns: Sequence[Sequence[Report]]) -> Iterator[Finding]:
    if not any(_is_usable(report) for column in columns for report in column):
        every = list(chain.from_iterable(reports))
        yield Finding(
            code="NO_USABLE_PERIOD",
            severity=Severity.HARD,
            message=f"none of {len(every)} periods holds a figure that matters",
            figures={"periods": len(every)},
            statement=every[0].statement.value if every else None,
        )


def _is_usable(report: Report) -> bool:
    return any(number(report.figures, name) is not None for name in ESSENTIAL[report.statement])
