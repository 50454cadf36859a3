"""What is asked of utilities in place of Altman's Z, in whose distress zone most sound ones lie."""

from functions.research.domain.rating.declaration import FirmKind, Judged, Metric, Missing, Outcome, Values
from functions.research.domain.rating.reported import DEBT, OPERATING_CASH_FLOW
from functions.research.domain.rating.scoring import BEST, Anchors

# A hundred times the debt in a year is another unit, or a debt not worth the name.
LARGEST_MULTIPLE = 100.0


def cash_flow_to_debt(values: Values) -> Outcome:
    if values["debt"] < 0:
        return Missing("debt")
    if values["debt"] == 0:
        return Judged(BEST, "no debt")
    multiple = values["operating_cashflow"] / values["debt"]
    return multiple if abs(multiple) <= LARGEST_MULTIPLE else Missing("debt")


CASH_FLOW_TO_DEBT = Metric(
    code="cash_flow_to_debt",
    name="Operating cash flow to debt",
    weight=0.35,
    unit="percent",
    formula="operating_cashflow / debt; no debt scores 5",
    inputs=(OPERATING_CASH_FLOW, DEBT),
    measure=cash_flow_to_debt,
    anchors=Anchors((0.05, 0.10, 0.15, 0.22, 0.30), "13 to 22 % is Baa, the usual grade of the field"),
    source="Moody's 2017, Regulated Electric and Gas Utilities (cash flow before working capital to debt)",
    applies_to=frozenset({FirmKind.UTILITY}),
)
