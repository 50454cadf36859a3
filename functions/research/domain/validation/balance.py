"""Does the balance sheet balance, and do its parts fit into their wholes?"""

import math
from collections.abc import Iterator, Sequence

from functions.research.domain.figures import number
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.evidence import about, amount

# Rounding, and minority interests too small to matter; the next larger gaps in practice start near 3 %.
IDENTITY_TOLERANCE = 0.02
# Providers leave minority interests and redeemable stock out of both liabilities and equity. Partnership-like
# groups reach a tenth or two of assets; a larger gap is an error in one of the three totals.
MINORITY_INTEREST_LIMIT = 0.20
# Half of assets unexplained: one of the totals is of another company, unit or period.
IDENTITY_BROKEN = 0.50
# Both totals are printed on the same page; anything above rounding is an error.
PART_TOLERANCE = 0.005

IDENTITY_OFF = "BALANCE_IDENTITY_OFF"
PARTS = (
    ("total_current_assets", "total_assets", "CURRENT_ASSETS_ABOVE_TOTAL"),
    ("total_current_liabilities", "total_liabilities", "CURRENT_LIABILITIES_ABOVE_TOTAL"),
)


def check_sheet(sheet: Report) -> list[Finding]:
    gap = identity_gap(sheet)
    found = [] if gap is None or abs(gap) <= IDENTITY_TOLERANCE else [_identity(sheet, gap)]
    return found + _parts(sheet)


def check_identities(sheets: Sequence[Report]) -> Iterator[Finding]:
    """Whether most sheets are beyond repair."""
    gaps = [gap for sheet in sheets if (gap := identity_gap(sheet)) is not None]
    broken = sum(abs(gap) > IDENTITY_BROKEN for gap in gaps)
    if broken * 2 > len(gaps):
        yield Finding(
            code="BALANCE_IDENTITY_BROKEN",
            severity=Severity.HARD,
            message=f"in {broken} of {len(gaps)} balance sheets more than {IDENTITY_BROKEN:.0%} of assets"
            " is neither liability nor equity",
            figures={"broken": broken, "sheets": len(gaps)},
            statement=Statement.BALANCE.value,
        )


def identity_gap(sheet: Report) -> float | None:
    """(assets - liabilities - equity) / assets; None unless all three are given and assets are positive."""
    assets = number(sheet.figures, "total_assets")
    liabilities = number(sheet.figures, "total_liabilities")
    equity = number(sheet.figures, "total_shareholder_equity")
    if assets is None or liabilities is None or equity is None or assets <= 0:
        return None
    gap = (assets - liabilities - equity) / assets
    return gap if math.isfinite(gap) else None


def _identity(sheet: Report, gap: float) -> Finding:
    figures = {name: number(sheet.figures, name) for name in ("total_assets", "total_liabilities")}
    figures["total_shareholder_equity"] = number(sheet.figures, "total_shareholder_equity")
    figures["gap_percent"] = round(gap * 100, 2)
    if 0 < gap <= MINORITY_INTEREST_LIMIT:
        message = f"{gap:.1%} of assets is neither liability nor equity, as minority interests would be"
        return about(sheet, "MINORITY_INTEREST_GAP", message, figures, Severity.NOTE)
    message = f"assets differ from liabilities plus equity by {gap:+.1%} of assets"
    return about(sheet, IDENTITY_OFF, message, figures)


def _parts(sheet: Report) -> list[Finding]:
    found = []
    assets = number(sheet.figures, "total_assets")
    if assets is not None and assets <= 0:
        message = f"total assets are {amount(assets)}"
        found.append(about(sheet, "ASSETS_NOT_POSITIVE", message, {"total_assets": assets}))
    for part_name, whole_name, code in PARTS:
        part, whole = number(sheet.figures, part_name), number(sheet.figures, whole_name)
        if part is None or whole is None or whole <= 0 or part - whole <= whole * PART_TOLERANCE:
            continue
        message = f"{part_name} {amount(part)} exceeds {whole_name} {amount(whole)}"
        found.append(about(sheet, code, message, {part_name: part, whole_name: whole}))
    return found
