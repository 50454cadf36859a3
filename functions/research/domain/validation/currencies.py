"""Are the periods of one payload in one currency? That none is stated shows when payloads are read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from functions.research.domain.findings import Finding
from functions.research.domain.statements import Report, Statement
from functions.research.domain.validation.evidence import about


def check_currencies(reports: Sequence[Report]) -> Iterator[Finding]:
    """`reports` are of one statement and one kind of period, oldest first. EARNINGS states no currency."""
    if not reports or reports[0].statement is Statement.EARNINGS:
        return
    if len({r.currency for r in reports if r.currency}) < 2:  # noqa: PLR2004  one, or none is stated
        return
    stated = [r for r in reports if r.currency]
    for before, after in pairwise(stated):
        if before.currency != after.currency:
            message = f"in {after.currency} after {before.currency} on {before.fiscal_date}"
            yield about(
                after, "MIXED_CURRENCIES", message, {"before": before.currency, "after": after.currency}
            )
