"""How a check words what it found, and how the same oddity in many periods becomes one finding."""

from collections.abc import Iterable, Iterator, Mapping

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Period, Report, Statement

BILLION = 1e9
MILLION = 1e6

KIND = {Period.ANNUAL: "annual", Period.QUARTER: "quarterly"}
TITLE = {
    Statement.INCOME: "income statement",
    Statement.BALANCE: "balance sheet",
    Statement.CASH_FLOW: "cash flow statement",
    Statement.EARNINGS: "earnings",
}


def about(
    report: Report,
    code: str,
    message: str,
    figures: Mapping[str, float | str | None],
    severity: Severity = Severity.SOFT,
) -> Finding:
    """A finding on one report; the message gets the report's name and date in front."""
    return Finding(
        code=code,
        severity=severity,
        message=f"{KIND[report.period]} {TITLE[report.statement]} of {report.fiscal_date}: {message}",
        figures={"period": report.period.value, **figures},
        statement=report.statement.value,
        fiscal_date=report.fiscal_date.isoformat(),
    )


def amount(value: float) -> str:
    """Money in billions or millions, small figures as they are."""
    size = abs(value)
    if size >= BILLION:
        return f"{value / BILLION:,.2f}bn"
    if size >= MILLION:
        return f"{value / MILLION:,.1f}m"
    return f"{value:,.6g}"


def collapse(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding per code, statement and kind of period: the newest, saying how many older ones there are.

    A provider's habit shows in every period of twenty years; eighty copies of it would hide everything else.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.code, finding.severity, finding.statement, finding.figures.get("period"))
        groups.setdefault(key, []).append(finding)
    for group in groups.values():
        yield _newest_of(group)


def _newest_of(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda f: (f.fiscal_date or "", f.message))
    newest, oldest = ordered[-1], ordered[0]
    return Finding(
        code=newest.code,
        severity=newest.severity,
        message=f"{newest.message}; {len(group) - 1} more, the oldest of {oldest.fiscal_date}",
        figures={**newest.figures, "occurrences": len(group), "oldest": oldest.fiscal_date},
        statement=newest.statement,
        fiscal_date=newest.fiscal_date,
    )
