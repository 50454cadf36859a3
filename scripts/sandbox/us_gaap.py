"""Which us-gaap facts answer which AlphaVantage field."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from scripts.sandbox import derived_figures
from scripts.sandbox.sec_facts import COVER_SHARES, CompanyFacts, Fact
from scripts.sandbox.vendor_shapes import Amounts, Period

# The first concept a filing has wins.
INCOME: Mapping[str, Sequence[str]] = {
    "totalRevenue": ("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet"),
    "costOfRevenue": ("CostOfRevenue", "CostOfGoodsAndServicesSold"),
    "grossProfit": ("GrossProfit",),
    "operatingIncome": ("OperatingIncomeLoss",),
    "sellingGeneralAndAdministrative": ("SellingGeneralAndAdministrativeExpense",),
    "researchAndDevelopment": ("ResearchAndDevelopmentExpense",),
    "operatingExpenses": ("OperatingExpenses",),
    "interestExpense": ("InterestExpense",),
    "incomeBeforeTax": (
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
    ),
    "incomeTaxExpense": ("IncomeTaxExpenseBenefit",),
    "comprehensiveIncomeNetOfTax": ("ComprehensiveIncomeNetOfTax",),
    "netIncomeFromContinuingOperations": ("ProfitLoss", "NetIncomeLoss"),
    "netIncome": ("NetIncomeLoss", "ProfitLoss"),
}
CASH_FLOW: Mapping[str, Sequence[str]] = {
    "operatingCashflow": ("NetCashProvidedByUsedInOperatingActivities",),
    "cashflowFromInvestment": ("NetCashProvidedByUsedInInvestingActivities",),
    "cashflowFromFinancing": ("NetCashProvidedByUsedInFinancingActivities",),
    "capitalExpenditures": (
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PaymentsToAcquireProductiveAssets",
    ),
    "depreciationDepletionAndAmortization": (
        "DepreciationDepletionAndAmortization",
        "DepreciationAmortizationAndAccretionNet",
    ),
    "dividendPayout": ("PaymentsOfDividends",),
    "paymentsForRepurchaseOfCommonStock": ("PaymentsForRepurchaseOfCommonStock",),
    "profitLoss": ("ProfitLoss",),
    "netIncome": ("NetIncomeLoss", "ProfitLoss"),
}
BALANCE: Mapping[str, Sequence[str]] = {
    "totalAssets": ("Assets",),
    "totalCurrentAssets": ("AssetsCurrent",),
    "cashAndCashEquivalentsAtCarryingValue": ("CashAndCashEquivalentsAtCarryingValue",),
    "shortTermInvestments": ("MarketableSecuritiesCurrent",),
    "currentNetReceivables": ("AccountsReceivableNetCurrent",),
    "inventory": ("InventoryNet",),
    "propertyPlantEquipment": ("PropertyPlantAndEquipmentNet",),
    "goodwill": ("Goodwill",),
    "intangibleAssetsExcludingGoodwill": ("IntangibleAssetsNetExcludingGoodwill",),
    "totalLiabilities": ("Liabilities",),
    "totalCurrentLiabilities": ("LiabilitiesCurrent",),
    "currentAccountsPayable": ("AccountsPayableCurrent",),
    "currentLongTermDebt": ("LongTermDebtCurrent",),
    "longTermDebtNoncurrent": ("LongTermDebtNoncurrent",),
    "totalShareholderEquity": (
        "StockholdersEquity",
        "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
    ),
    "retainedEarnings": ("RetainedEarningsAccumulatedDeficit",),
}
_ISSUED = ("CommonStockSharesOutstanding",)
_WEIGHTED = ("WeightedAverageNumberOfDilutedSharesOutstanding",)
_STEADY_SHARES = Decimal("0.1")
_DILUTED_EPS = ("EarningsPerShareDiluted",)


def year(facts: CompanyFacts, filing: Fact, end: date) -> Period:
    """The fiscal year that `filing` reported; `end` is the provider's date for it."""

    def flow(concepts: Sequence[str]) -> int | None:
        fact = facts.flow(concepts, start, filing.end)
        return None if fact is None else int(fact.value)

    assert filing.start is not None  # noqa: S101 - a year is a duration
    start = filing.start
    eps = facts.flow(_DILUTED_EPS, start, filing.end)
    cash_flow = derived_figures.cash_flow({name: flow(concepts) for name, concepts in CASH_FLOW.items()})
    return Period(
        end=end,
        income=derived_figures.income({name: flow(c) for name, c in INCOME.items()}, cash_flow),
        balance=_balance(facts, filing, facts.flow(_WEIGHTED, start, filing.end)),
        cash_flow=cash_flow,
        reported_on=filing.filed,
        diluted_eps=None if eps is None else facts.adjusted(eps, per_share=True),
    )


def quarter(facts: CompanyFacts, filing: Fact, end: date) -> tuple[Period, frozenset[str]]:
    """The fiscal quarter that `filing` reported, and the fields that are year-to-date differences."""
    differences: set[str] = set()

    def flow(name: str, concepts: Sequence[str]) -> int | None:
        found = facts.quarter_flow(concepts, filing.end)
        if found is None:
            return None
        if found[1]:
            differences.add(name)
        return int(found[0])

    cash_flow = derived_figures.cash_flow({name: flow(name, c) for name, c in CASH_FLOW.items()})
    income = derived_figures.income({name: flow(name, c) for name, c in INCOME.items()}, cash_flow)
    eps = _quarter_eps(facts, filing.end)
    if eps and eps[1]:
        differences.add("reportedEPS")
    weighted = filing.start and facts.flow(_WEIGHTED, filing.start, filing.end)
    period = Period(
        end=end,
        income=income,
        balance=_balance(facts, filing, weighted or None),
        cash_flow=cash_flow,
        reported_on=filing.filed,
        diluted_eps=eps[0] if eps else None,
    )
    return period, frozenset(differences)


def _quarter_eps(facts: CompanyFacts, end: date) -> tuple[Decimal, bool] | None:
    """None when the quarter's own figure was not filed and the share count moved too much to subtract."""
    eps = facts.quarter_flow(_DILUTED_EPS, end, per_share=True)
    weighted = facts.to_date_pair(_WEIGHTED, end)
    if eps is None or not eps[1] or weighted is None:
        return eps
    now, before = (facts.adjusted(fact, shares=True) for fact in weighted)
    return eps if abs(now / before - 1) < _STEADY_SHARES else None


def _balance(facts: CompanyFacts, filing: Fact, weighted: Fact | None) -> Amounts:
    def amount(*concepts: str) -> int | None:
        fact = facts.balance(concepts, filing.end)
        return None if fact is None else int(fact.value)

    sheet = {name: amount(*concepts) for name, concepts in BALANCE.items()}
    if sheet["totalLiabilities"] is None:
        both = amount("LiabilitiesAndStockholdersEquity")
        equity = amount(
            "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity"
        )
        sheet["totalLiabilities"] = derived_figures.less(both, equity)
    long_term = amount("LongTermDebt")
    if sheet["longTermDebtNoncurrent"] is None and long_term is not None:
        sheet["longTermDebtNoncurrent"] = long_term - (sheet["currentLongTermDebt"] or 0)
    borrowed_short = amount("CommercialPaper", "ShortTermBorrowings")
    sheet["shortTermDebt"] = derived_figures.known_sum(sheet["currentLongTermDebt"], borrowed_short)
    issued = facts.balance(_ISSUED, filing.end) or weighted or facts.on_cover(filing.accession)
    shares = None if issued is None else facts.adjusted(issued, shares=True)
    sheet["commonStockSharesOutstanding"] = None if shares is None else int(shares)
    return derived_figures.balance(sheet)


def shares_on_cover(facts: CompanyFacts, day: date) -> int | None:
    """Shares outstanding on the newest cover page filed by `day`, in today's shares."""
    fact = facts.newest(COVER_SHARES, day)
    return None if fact is None else int(facts.adjusted(fact, shares=True))
