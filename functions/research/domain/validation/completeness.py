"""Is enough of the company there to judge it?"""

from collections.abc import Iterator

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation.columns import Columns, column

# Four of the five kinds of data a company has with the provider: profile, three statements, earnings.
COMPLETE_SHARE = 0.80
OVERVIEW = "company_overview"


def check_completeness(columns: Columns, overview: Overview | None) -> Iterator[Finding]:
    present = {statement for statement, _ in columns}
    missing = [statement.value for statement in Statement if statement not in present]
    if overview is None:
        missing.append(OVERVIEW)
    kinds = len(Statement) + 1
    share = (kinds - len(missing)) / kinds
    if share < COMPLETE_SHARE:
        yield Finding(
            code="DATA_INCOMPLETE",
            severity=Severity.SOFT,
            message=f"{kinds - len(missing)} of {kinds} kinds of data are there, not {', '.join(missing)}",
            figures={"present_share": share, "missing": ", ".join(missing)},
        )
    yield from _balance_missing(columns)


def _balance_missing(columns: Columns) -> Iterator[Finding]:
    income = column(columns, Statement.INCOME, Period.ANNUAL).reports
    if income and not column(columns, Statement.BALANCE, Period.ANNUAL).reports:
        newest = income[-1].fiscal_date
        yield Finding(
            code="BALANCE_MISSING",
            severity=Severity.SOFT,
            message=f"there is no annual balance sheet beside the income statement of {newest}",
            statement=Statement.BALANCE.value,
            fiscal_date=newest.isoformat(),
        )
