"""What is asked of banks: their debts are deposits, and interest is both their sales and their costs."""

from functions.research.domain.rating.declaration import (
    FirmKind,
    Input,
    Judged,
    Metric,
    Missing,
    NotApplicable,
    Outcome,
    Values,
)
from functions.research.domain.rating.parts import held_share_of_assets, share_of_assets
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_PRIOR,
    CASH,
    DEBT,
    EQUITY,
    GOODWILL_AND_INTANGIBLES,
    PRETAX_INCOME,
    income,
)
from functions.research.domain.rating.scoring import WORST, Anchors
from functions.research.domain.statements import Statement

BANKS = frozenset({FirmKind.BANK})
# Even lenders on credit cards stay below; above it the two figures are in different units.
LARGEST_MARGIN = 0.25

NET_INTEREST_INCOME = income("net_interest_income")
# The provider's revenue of a bank is before interest paid in some years and after it in others.
BANK_INCOME = Input(
    "net_interest_and_other_income", Statement.INCOME, (("net_interest_income", "non_interest_income"),)
)


def liquid_assets(values: Values) -> Outcome:
    return held_share_of_assets(
        values["cash_and_short_term_investments"], values, "cash_and_short_term_investments"
    )


def wholesale_funding(values: Values) -> Outcome:
    return held_share_of_assets(values["debt"], values, "debt")


def tangible_equity_to_assets(values: Values) -> Outcome:
    """Goodwill pays no depositor: it is left out of both sides."""
    intangible = values["goodwill_and_intangibles"]
    if intangible < 0 or (values["total_assets"] > 0 and intangible > values["total_assets"]):
        return Missing("goodwill_and_intangibles")
    tangible = Values({"total_assets": values["total_assets"] - intangible})
    return share_of_assets(values["total_shareholder_equity"] - intangible, tangible, "total_assets")


def net_interest_margin(values: Values) -> Outcome:
    mean_assets = (values["total_assets"] + values["total_assets_prior"]) / 2
    if mean_assets <= 0:
        return NotApplicable("NO_ASSETS")
    margin = values["net_interest_income"] / mean_assets
    return margin if abs(margin) <= LARGEST_MARGIN else Missing("net_interest_income")


def cost_to_income(values: Values) -> Outcome:
    """What is not left before tax was spent on staff, branches and bad loans."""
    earned, left = values["net_interest_and_other_income"], values["income_before_tax"]
    if earned <= 0:
        return Judged(WORST, "a loss without income") if left < 0 else NotApplicable("NO_REVENUE")
    return Missing("income_before_tax") if left > earned else 1 - left / earned


LIQUID_ASSETS = Metric(
    code="liquid_assets",
    name="Liquid assets to assets",
    weight=0.5,
    unit="percent",
    formula="cash_and_short_term_investments / total_assets",
    inputs=(CASH, ASSETS),
    measure=liquid_assets,
    anchors=Anchors(
        (0.02, 0.05, 0.09, 0.15, 0.25), "a tenth can be paid out at once; runs have taken a quarter in a day"
    ),
    source="Basel Committee 2013, Basel III: The Liquidity Coverage Ratio",
    applies_to=BANKS,
)
WHOLESALE_FUNDING = Metric(
    code="wholesale_funding",
    name="Borrowed funds to assets",
    weight=0.5,
    unit="percent",
    formula="debt (not deposits) / total_assets",
    inputs=(DEBT, ASSETS),
    measure=wholesale_funding,
    anchors=Anchors(
        (0.35, 0.22, 0.12, 0.06, 0.02),
        "lenders leave sooner than depositors; a tenth is usual for large banks",
    ),
    source="Demirguc-Kunt and Huizinga 2010, Journal of Financial Economics 98(3)",
    applies_to=BANKS,
)
TANGIBLE_EQUITY_TO_ASSETS = Metric(
    code="tangible_equity_to_assets",
    name="Tangible equity to tangible assets",
    weight=0.35,
    unit="percent",
    formula="(total_shareholder_equity - goodwill and intangible assets) / (total_assets - the same)",
    inputs=(EQUITY, ASSETS, GOODWILL_AND_INTANGIBLES),
    measure=tangible_equity_to_assets,
    anchors=Anchors(
        (0.02, 0.04, 0.06, 0.08, 0.11), "two to three points below the anchors of equity with goodwill"
    ),
    source="Demirguc-Kunt, Detragiache and Merrouche 2013, Journal of Money, Credit and Banking 45(6)",
    applies_to=frozenset({FirmKind.BANK, FirmKind.FINANCIAL}),
)
NET_INTEREST_MARGIN = Metric(
    code="net_interest_margin",
    name="Net interest margin",
    weight=0.25,
    unit="percent",
    formula="net_interest_income / mean of opening and closing total_assets",
    inputs=(NET_INTEREST_INCOME, ASSETS, ASSETS_PRIOR),
    measure=net_interest_margin,
    anchors=Anchors(
        (0.008, 0.016, 0.024, 0.032, 0.042),
        "of all assets; large banks with trading books stand near 2 %, regional ones near 3 %",
    ),
    source="FDIC, Quarterly Banking Profile (net interest margin, there on earning assets)",
    applies_to=BANKS,
)
COST_TO_INCOME = Metric(
    code="cost_to_income",
    name="Costs and provisions to income",
    weight=0.30,
    unit="percent",
    formula="1 - income_before_tax / (net_interest_income + non_interest_income)",
    inputs=(BANK_INCOME, PRETAX_INCOME),
    measure=cost_to_income,
    anchors=Anchors(
        (0.95, 0.80, 0.70, 0.60, 0.50), "costs near 60 % are usual, provisions for bad loans add about 10"
    ),
    source="FDIC, Quarterly Banking Profile (efficiency ratio and provisions)",
    applies_to=BANKS,
)
