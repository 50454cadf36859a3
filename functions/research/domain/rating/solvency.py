"""Can the company carry its debt?"""

from functions.research.domain.rating.altman import ALTMAN_Z, ALTMAN_Z_DOUBLE_PRIME
from functions.research.domain.rating.bank import TANGIBLE_EQUITY_TO_ASSETS
from functions.research.domain.rating.declaration import (
    FINANCIALS,
    NON_FINANCIAL,
    Block,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.insurer import DEBT_TO_CAPITAL, REVENUE_TO_EQUITY
from functions.research.domain.rating.kind_anchors import anchors_for
from functions.research.domain.rating.parts import share_of_assets
from functions.research.domain.rating.property import DEBT_TO_ASSETS
from functions.research.domain.rating.reported import (
    ASSETS,
    CASH,
    DEBT,
    EBIT,
    EBITDA,
    EQUITY,
    INTEREST_EXPENSE,
)
from functions.research.domain.rating.scoring import BEST, WORST, Anchors
from functions.research.domain.rating.utility import CASH_FLOW_TO_DEBT


def equity_to_assets(values: Values) -> Outcome:
    return share_of_assets(values["total_shareholder_equity"], values, "total_assets")


def debt_to_equity(values: Values) -> Outcome:
    if values["total_shareholder_equity"] <= 0:
        return Judged(WORST, "equity is used up")
    return values["debt"] / values["total_shareholder_equity"]


def net_debt_to_ebitda(values: Values) -> Outcome:
    net_debt = values["debt"] - values["cash_and_short_term_investments"]
    if net_debt <= 0:
        return Judged(BEST, "cash exceeds debt")
    if values["ebitda"] <= 0:
        return Judged(WORST, "no EBITDA to repay debt from")
    return net_debt / values["ebitda"]


def interest_cover(values: Values) -> Outcome:
    """No debt needs no cover; debt without interest expense is a gap in the data."""
    if values.get("debt") == 0:
        return Judged(BEST, "no debt")
    for field in ("ebit", "interest_expense"):
        if field not in values:
            return Missing(field)
    if values["interest_expense"] <= 0:
        return NotApplicable("NO_INTEREST_EXPENSE")
    return values["ebit"] / values["interest_expense"]


EQUITY_TO_ASSETS = Metric(
    code="equity_to_assets",
    name="Equity to assets",
    weight=0.35,
    unit="percent",
    formula="total_shareholder_equity / total_assets",
    inputs=(EQUITY, ASSETS),
    measure=equity_to_assets,
    anchors=Anchors(
        (0.03, 0.05, 0.08, 0.11, 0.15),
        "3 % is the Basel III leverage floor; large banks stand near 8 to 11 %",
    ),
    anchors_for=anchors_for("equity_to_assets"),
    source="Basel Committee 2014, Basel III leverage ratio framework",
    applies_to=FINANCIALS,
)
DEBT_TO_EQUITY = Metric(
    code="debt_to_equity",
    name="Debt to equity",
    weight=0.2,
    unit="times",
    formula="short_long_term_debt_total, else long_term_debt + short_term_debt, / total_shareholder_equity;"
    " equity at or below zero scores 1",
    inputs=(DEBT, EQUITY),
    measure=debt_to_equity,
    anchors=Anchors((3.0, 2.0, 1.0, 0.5, 0.2), "at 1 lenders and owners carry the firm in equal parts"),
    anchors_for=anchors_for("debt_to_equity"),
    source="Penman 2013, Financial Statement Analysis and Security Valuation, ch. 10",
    applies_to=NON_FINANCIAL,
)
NET_DEBT_TO_EBITDA = Metric(
    code="net_debt_to_ebitda",
    name="Net debt to EBITDA",
    weight=0.2,
    unit="times",
    formula="(debt - cash_and_short_term_investments) / ebitda; net cash scores 5, EBITDA at or below zero 1",
    inputs=(DEBT, CASH, EBITDA),
    measure=net_debt_to_ebitda,
    anchors=Anchors((6.0, 4.0, 2.5, 1.5, 0.5), "loan covenants commonly sit between 3 and 4; 6 is leveraged"),
    anchors_for=anchors_for("net_debt_to_ebitda"),
    source="Damodaran 2012, Investment Valuation, ch. 4",
    applies_to=NON_FINANCIAL,
)
INTEREST_COVER = Metric(
    code="interest_cover",
    name="Interest cover",
    weight=0.25,
    unit="times",
    formula="ebit / interest_expense; no debt scores 5",
    inputs=(EBIT.optional(), INTEREST_EXPENSE.optional(), DEBT.optional()),
    measure=interest_cover,
    anchors=Anchors(
        (0.8, 1.5, 3.0, 6.0, 12.0), "synthetic ratings from CCC near 0.8 over BBB near 3 to AAA at 12"
    ),
    anchors_for=anchors_for("interest_cover"),
    source="Damodaran 2012, synthetic rating table",
    applies_to=NON_FINANCIAL,
)

SOLVENCY = Block(
    "solvency",
    "Solvency",
    0.25,
    (
        ALTMAN_Z,
        ALTMAN_Z_DOUBLE_PRIME,
        CASH_FLOW_TO_DEBT,
        DEBT_TO_ASSETS,
        EQUITY_TO_ASSETS,
        TANGIBLE_EQUITY_TO_ASSETS,
        DEBT_TO_CAPITAL,
        REVENUE_TO_EQUITY,
        DEBT_TO_EQUITY,
        NET_DEBT_TO_EBITDA,
        INTEREST_COVER,
    ),
)
