"""Is a row suddenly in thousands, and are share counts counts of shares?"""

import math
from collections.abc import Iterator, Sequence
from statistics import median

from functions.research.domain.figures import LARGEST_WHOLE, number
from functions.research.domain.findings import Finding
from functions.research.domain.statements import Figures, Report, Statement
from functions.research.domain.validation.evidence import about, amount

# Units change by thousands. A factor of two either way leaves room for growth between the two periods.
UNIT_STEPS = (3, 6)
UNIT_TOLERANCE = math.log10(2)
# The least step is five hundredfold.
SURELY_NO_STEP = 499.0
# One figure may jump a thousandfold by itself; a row in another unit takes most of its figures along.
COMPARABLE_FIGURES = 4
SHARES = "common_stock_shares_outstanding"


def check_step(before: Report, after: Report) -> Sequence[Finding]:
    """Two reports of one statement and one kind of period that follow each other."""
    if after.statement is Statement.EARNINGS:
        return ()
    found = [] if _stays(before.figures, after.figures) else list(_row_jump(before, after))
    # Only balance sheets count shares.
    if SHARES in after.figures:
        found += _share_jump(before, after)
    return found


def check_shares(report: Report) -> Iterator[Finding]:
    shares = number(report.figures, SHARES)
    if shares is not None and shares <= 0:
        message = f"{amount(shares)} shares outstanding"
        yield about(report, "SHARES_NOT_POSITIVE", message, {SHARES: shares})


def is_unit_step(ratio: float) -> bool:
    """Near a thousand or a million, up or down."""
    if ratio <= 0 or 1 / SURELY_NO_STEP < ratio < SURELY_NO_STEP or not math.isfinite(ratio):
        return False
    magnitude = abs(math.log10(ratio))
    return any(abs(magnitude - step) <= UNIT_TOLERANCE for step in UNIT_STEPS)


def _row_jump(before: Report, after: Report) -> Iterator[Finding]:
    ratios = []
    for name in after.figures:
        old, new = number(before.figures, name), number(after.figures, name)
        if name != SHARES and old is not None and new is not None and abs(old) > 0 and abs(new) > 0:
            ratios.append(abs(new) / abs(old))
    if len(ratios) < COMPARABLE_FIGURES:
        return
    typical = median(ratios)
    if is_unit_step(typical):
        message = f"figures are typically {typical:,.4g} times those of {before.fiscal_date}"
        figures: dict[str, float | str | None] = {
            "typical_ratio": typical,
            "before": before.fiscal_date.isoformat(),
        }
        yield about(after, "UNIT_JUMP", message, figures)


def _stays(before: Figures, after: Figures) -> bool:
    """Whether more than half of the figures surely made no step, so that the typical one made none either.

    Nearly all pairs of reports are told by this, and by half of their figures.
    """
    # The count of shares may be taken for one of the figures: that is made up for first.
    ordinary, most = -2 if SHARES in after else 0, len(after)
    # What is not counted here is looked at again; what both are surely below is believed of both.
    least, greatest = 1 / SURELY_NO_STEP, SURELY_NO_STEP
    limit = LARGEST_WHOLE // int(SURELY_NO_STEP)
    lowest = -limit
    try:
        for name, new in after.items():
            if not new or not (old := before.get(name)):
                most -= 1
            # Text raises, and ends the question.
            elif least < new / old < greatest and lowest <= old <= limit:  # type: ignore[operator]
                ordinary += 2
                if ordinary > most:
                    return True
    except (TypeError, ArithmeticError):
        return False
    return ordinary > most


def _share_jump(before: Report, after: Report) -> Iterator[Finding]:
    old, new = number(before.figures, SHARES), number(after.figures, SHARES)
    if old is None or new is None or old == 0 or not is_unit_step(abs(new) / abs(old)):
        return
    message = f"{amount(new)} shares outstanding after {amount(old)} on {before.fiscal_date}"
    yield about(after, "SHARES_UNIT_JUMP", message, {SHARES: new, "before": old})
