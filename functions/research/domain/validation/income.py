"""Do revenue, gross profit and EBITDA mean what their names say?"""

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Period, Report
from functions.research.domain.validation.evidence import about, amount

# Of revenue. Below it lie rounding and small items booked beside the cost of revenue.
GROSS_PROFIT_TOLERANCE = 0.02
# The first sometimes includes other operating expenses; then the second is what gross profit leaves out.
COST_NAMES = ("cost_of_revenue", "cost_of_goods_and_services_sold")
# Depreciation smaller than this share of EBITDA may vanish in rounding.
VISIBLE_DEPRECIATION = 0.02


def check_income(report: Report) -> list[Finding]:
    """`report` is an income statement."""
    revenue = number(report.figures, "total_revenue")
    found = (_revenue(report, revenue), _gross_profit(report, revenue), _ebitda(report))
    return [finding for finding in found if finding]


def _revenue(report: Report, revenue: float | None) -> Finding | None:
    if revenue is None or revenue >= 0:
        return None
    # An insurer's falling investments can turn one quarter's revenue negative; a whole year's they do not.
    severity = Severity.SOFT if report.period is Period.ANNUAL else Severity.NOTE
    message = f"revenue is negative: {amount(revenue)}"
    return about(report, "NEGATIVE_REVENUE", message, {"total_revenue": revenue}, severity)


def _gross_profit(report: Report, revenue: float | None) -> Finding | None:
    gross_profit = number(report.figures, "gross_profit")
    if revenue is None or gross_profit is None or revenue <= 0:
        return None
    costs = [cost for name in COST_NAMES if (cost := number(report.figures, name)) is not None]
    tolerance = GROSS_PROFIT_TOLERANCE * revenue
    if gross_profit >= revenue and (gross_profit > revenue + tolerance or max(costs, default=0) > tolerance):
        message = f"gross profit {amount(gross_profit)} has no cost taken off revenue {amount(revenue)}"
        return about(report, "GROSS_PROFIT_WITHOUT_COST", message, _beside_revenue(report))
    # Some vintages of the provider's revenue have interest expense already taken off.
    interest = number(report.figures, "interest_expense") or 0.0
    for cost in costs:
        for top in (revenue, revenue + interest):
            if abs(gross_profit - (top - cost)) <= tolerance:
                return None
    if not costs:
        return None
    message = f"gross profit {amount(gross_profit)} is not revenue {amount(revenue)} less any stated cost"
    return about(report, "GROSS_PROFIT_OFF", message, _beside_revenue(report), Severity.NOTE)


def _beside_revenue(report: Report) -> dict[str, float | str | None]:
    return {name: number(report.figures, name) for name in ("gross_profit", "total_revenue", *COST_NAMES)}


def _ebitda(report: Report) -> Finding | None:
    ebit, ebitda = number(report.figures, "ebit"), number(report.figures, "ebitda")
    if ebit is None or ebitda is None or ebit != ebitda:
        return None
    depreciation = number(report.figures, "depreciation_and_amortization")
    if depreciation is None or depreciation <= VISIBLE_DEPRECIATION * abs(ebitda):
        return None
    message = f"EBITDA equals EBIT {amount(ebit)} in spite of {amount(depreciation)} depreciation"
    figures = {"ebit": ebit, "ebitda": ebitda, "depreciation_and_amortization": depreciation}
    return about(report, "EBITDA_WITHOUT_DEPRECIATION", message, figures)
