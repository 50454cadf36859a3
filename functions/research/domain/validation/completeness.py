"""Is enough of the company there to judge it?"""

from collections.abc import Iterator, Sequence

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Period, Report, Statement

# Four of the five kinds of data a company has with the provider: profile, three statements, earnings.
COMPLETE_SHARE = 0.80
OVERVIEW = "company_overview"


def check_completeness(reports: Sequence[Report], overview: Overview | None) -> Iterator[Finding]:
    present = {statement: any(r.statement is statement for r in reports) for statement in Statement}
    missing = [statement.value for statement, is_present in present.items() if not is_present]
    if overview is None:
        missing.append(OVERVIEW)
    kinds = len(present) + 1
    share = (kinds - len(missing)) / kinds
    if share < COMPLETE_SHARE:
        yield Finding(
            code="DATA_INCOMPLETE",
            severity=Severity.SOFT,
            message=f"{kinds - len(missing)} of {kinds} kinds of data are there, not {', '.join(missing)}",
            figures={"present_share": share, "missing": ", ".join(missing)},
        )
    yield from _balance_missing(reports)


def _balance_missing(reports: Sequence[Report]) -> Iterator[Finding]:
    def newest(statement: Statement) -> Report | None:
        annual = [r for r in reports if r.statement is statement and r.period is Period.ANNUAL]
        return max(annual, key=lambda r: r.fiscal_date, default=None)

    income, balance = newest(Statement.INCOME), newest(Statement.BALANCE)
    if income is not None and balance is None:
        yield Finding(
            code="BALANCE_MISSING",
            severity=Severity.SOFT,
            message=f"there is no annual balance sheet beside the income statement of {income.fiscal_date}",
            statement=Statement.BALANCE.value,
            fiscal_date=income.fiscal_date.isoformat(),
        )
