"""Do profits arrive as cash, and does enough of it stay?"""

from functions.research.domain.rating.declaration import (
    NON_FINANCIAL,
    OPERATING,
    Block,
    Judged,
    Metric,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.kind_anchors import anchors_for
from functions.research.domain.rating.property import FFO_PAYOUT
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CAPITAL_EXPENDITURES,
    DIVIDENDS,
    NET_INCOME,
    OPERATING_CASH_FLOW,
    REVENUE,
)
from functions.research.domain.rating.scoring import NEUTRAL, WORST, Anchors

# A bank's operating cash flow holds its lending and trading, an insurer's its float: neither tells whether
# profits are real. NON_FINANCIAL leaves both out of the whole block. A landlord buys buildings with what it
# raises for them, some under capital expenditures and some not: its free cash flow is no measure.


def cash_conversion(values: Values) -> Outcome:
    if values["net_income"] <= 0:
        if values["operating_cashflow"] > 0:
            return Judged(NEUTRAL, "a loss that still brought in cash")
        return Judged(WORST, "a loss that cost cash")
    return values["operating_cashflow"] / values["net_income"]


def accruals(values: Values) -> Outcome:
    mean_assets = (values["total_assets"] + values["total_assets_prior"]) / 2
    if mean_assets <= 0:
        return NotApplicable("NO_ASSETS")
    return (values["net_income"] - values["operating_cashflow"]) / mean_assets


def free_cash_flow(values: Values) -> float:
    """Providers give capital expenditures with either sign; they are money spent."""
    return values["operating_cashflow"] - abs(values["capital_expenditures"])


def free_cash_flow_margin(values: Values) -> Outcome:
    if values["total_revenue"] > 0:
        return free_cash_flow(values) / values["total_revenue"]
    if free_cash_flow(values) < 0:
        return Judged(WORST, "cash spent without revenue")
    return NotApplicable("NO_REVENUE")


def dividend_cover(values: Values) -> Outcome:
    if values["dividend_payout"] <= 0:
        return NotApplicable("NO_DIVIDEND")
    return free_cash_flow(values) / values["dividend_payout"]


CASH_CONVERSION = Metric(
    code="cash_conversion",
    name="Cash conversion",
    weight=0.3,
    unit="times",
    formula="operating_cashflow / net_income; a loss scores 3 with positive operating cash flow, else 1",
    inputs=(OPERATING_CASH_FLOW, NET_INCOME),
    measure=cash_conversion,
    anchors=Anchors(
        (0.3, 0.7, 1.0, 1.2, 1.6), "at 1 every unit of profit arrived as cash; depreciation adds to it"
    ),
    anchors_for=anchors_for("cash_conversion"),
    source="Dechow 1994, Journal of Accounting and Economics 18(1)",
    applies_to=NON_FINANCIAL,
)
ACCRUALS = Metric(
    code="accruals",
    name="Accruals to assets",
    weight=0.3,
    unit="percent",
    formula="(net_income - operating_cashflow) / mean of opening and closing total_assets; lower is better",
    inputs=(NET_INCOME, OPERATING_CASH_FLOW, ASSETS, ASSETS_PRIOR),
    measure=accruals,
    anchors=Anchors(
        (0.12, 0.06, 0.0, -0.04, -0.08), "profits above cash flow reverse: the top decile is near 12 %"
    ),
    source="Sloan 1996, The Accounting Review 71(3); Hribar and Collins 2002, J. Accounting Research 40(1)",
    applies_to=NON_FINANCIAL,
)
FREE_CASH_FLOW_MARGIN = Metric(
    code="free_cash_flow_margin",
    name="Free cash flow margin",
    weight=0.25,
    unit="percent",
    formula="(operating_cashflow - |capital_expenditures|) / total_revenue",
    inputs=(OPERATING_CASH_FLOW, CAPITAL_EXPENDITURES, REVENUE),
    measure=free_cash_flow_margin,
    anchors=Anchors(
        (-0.05, 0.02, 0.07, 0.13, 0.22), "the anchors of net margin: in the long run both are one"
    ),
    anchors_for=anchors_for("free_cash_flow_margin"),
    source="Penman 2013, ch. 11",
    applies_to=OPERATING,
)
DIVIDEND_COVER = Metric(
    code="dividend_cover",
    name="Free cash flow to dividends",
    weight=0.15,
    unit="times",
    formula="(operating_cashflow - |capital_expenditures|) / dividend_payout; only when a dividend is paid",
    inputs=(OPERATING_CASH_FLOW, CAPITAL_EXPENDITURES, DIVIDENDS),
    measure=dividend_cover,
    anchors=Anchors((0.6, 1.0, 1.5, 2.0, 3.0), "below 1 the dividend is borrowed"),
    anchors_for=anchors_for("dividend_cover"),
    source="Penman 2013, ch. 11",
    applies_to=OPERATING,
)

CASH_FLOW_QUALITY = Block(
    "cash_flow_quality",
    "Cash-flow quality",
    0.20,
    (CASH_CONVERSION, ACCRUALS, FREE_CASH_FLOW_MARGIN, DIVIDEND_COVER, FFO_PAYOUT),
)
