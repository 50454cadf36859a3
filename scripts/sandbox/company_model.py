"""A made-up company's accounts, quarter by quarter, closed by double entry.

Every movement touches two lines, so assets equal liabilities plus equity in every quarter, cash moves by the
cash-flow statement, and retained earnings by net income less dividends. Amounts are whole thousands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scripts.sandbox.books import Books, Character, Kind, opening, sheet
from scripts.sandbox.vendor_shapes import Amounts

_YIELD_ON_CASH = 0.03
_CASH_FLOOR = 0.15  # of a quarter's revenue; below it the company borrows or issues shares
_CASH_CEILING = 1.5


@dataclass(frozen=True, slots=True)
class Quarter:
    income: Amounts
    balance: Amounts
    cash_flow: Amounts
    share_index: float  # shares at the end over shares at the opening


def quarters(character: Character, rng: Random, count: int) -> Iterator[Quarter]:
    """`count` quarters, the first of them a fiscal first quarter."""
    books = opening(character)
    level = character.quarterly_revenue
    margin = character.gross_margin
    share_index = 1.0
    for number in range(count):
        level *= (1 + character.yearly_growth) ** 0.25
        margin += character.margin_drift
        revenue = int(level * character.seasons[number % 4] * (1 + rng.gauss(0.0, character.noise))) + 1
        share_index *= 1 + character.yearly_share_growth / 4
        yield _quarter(books, character, revenue, margin, share_index)


def _quarter(books: Books, character: Character, revenue: int, margin: float, share_index: float) -> Quarter:
    income = _earn(books, character, revenue, margin)
    cash_flow = _move(books, character, revenue, income)
    return Quarter(
        {name: None if value is None else value * 1000 for name, value in income.items()},
        sheet(books, character),
        {name: value * 1000 for name, value in cash_flow.items()},
        share_index,
    )


def _earn(books: Books, character: Character, revenue: int, margin: float) -> dict[str, int | None]:
    bank = character.kind is Kind.BANK
    cost = 0 if bank else int(revenue * (1 - margin))
    research = int(revenue * character.research)
    selling = int(revenue * character.selling)
    depreciation = int(books.plant * character.depreciation)
    interest = int(
        books.debt * character.interest_rate / 4 + books.long_liabilities * character.deposit_rate / 4
    )
    earned_interest = (
        int(revenue * 0.75) if bank else int((books.cash + books.securities) * _YIELD_ON_CASH / 4)
    )
    operating = revenue - cost - research - selling - (interest if bank else 0)
    before_tax = operating if bank else operating - interest + earned_interest
    tax = int(before_tax * character.tax) if before_tax > 0 else 0
    net = before_tax - tax
    return {
        "grossProfit": None if bank else revenue - cost,
        "totalRevenue": revenue,
        "costOfRevenue": None if bank else cost,
        "costofGoodsAndServicesSold": None if bank else cost,
        "operatingIncome": operating,
        "sellingGeneralAndAdministrative": selling,
        "researchAndDevelopment": research if character.research else None,
        "operatingExpenses": research + selling,
        "netInterestIncome": earned_interest - interest,
        "interestIncome": earned_interest,
        "interestExpense": interest,
        "nonInterestIncome": revenue - earned_interest if bank else None,
        "depreciationAndAmortization": depreciation,
        "incomeBeforeTax": before_tax,
        "incomeTaxExpense": tax,
        "netIncomeFromContinuingOperations": net,
        "ebit": before_tax + interest,
        "ebitda": before_tax + interest + depreciation,
        "netIncome": net,
    }


def _move(books: Books, character: Character, revenue: int, income: Amounts) -> dict[str, int]:
    """The quarter's cash flow, entered into the books."""
    net, depreciation = income["netIncome"] or 0, income["depreciationAndAmortization"] or 0
    compensation = int(revenue * character.stock_compensation)
    receivables, inventory, released = _turn_over(books, character, revenue)
    lent = int(character.long_assets * 4 * revenue) - books.long_assets
    owed = int(character.long_liabilities * 4 * revenue) - books.long_liabilities
    deposited = owed if character.kind is Kind.BANK else 0
    operating = net + depreciation + compensation + released + owed - deposited
    capex = int(revenue * character.capex)
    dividends, buyback = (int(max(net, 0) * share) for share in (character.payout, character.buyback))
    left = books.cash + operating - capex - lent + deposited - dividends - buyback
    missing = max(0, int(revenue * _CASH_FLOOR) - left)
    surplus = max(0, left - int(revenue * _CASH_CEILING))
    parked, repaid = surplus // 2, min(books.debt // 20, surplus // 4)
    issued = missing if character.issues_shares else 0
    borrowed = missing - issued - repaid

    books.cash = left + issued + borrowed - parked
    books.securities += parked
    books.plant += capex - depreciation
    books.long_assets += lent
    books.long_liabilities += owed
    books.debt += borrowed
    books.common += compensation + issued
    books.retained += net - dividends
    books.treasury -= buyback
    return {
        "operatingCashflow": operating,
        "depreciationDepletionAndAmortization": depreciation,
        "capitalExpenditures": capex,
        "changeInReceivables": receivables,
        "changeInInventory": inventory,
        "profitLoss": net,
        "cashflowFromInvestment": -capex - lent - parked,
        "cashflowFromFinancing": borrowed + issued + deposited - dividends - buyback,
        "paymentsForRepurchaseOfCommonStock": buyback,
        "paymentsForRepurchaseOfEquity": buyback,
        "dividendPayout": dividends,
        "dividendPayoutCommonStock": dividends,
        "proceedsFromIssuanceOfCommonStock": issued,
        "proceedsFromIssuanceOfLongTermDebtAndCapitalSecuritiesNet": borrowed,
        "proceedsFromRepurchaseOfEquity": -buyback,
        "stockBasedCompensation": compensation,
        "netIncome": net,
    }


def _turn_over(books: Books, character: Character, revenue: int) -> tuple[int, int, int]:
    """Working capital follows revenue: growth of receivables and inventory, and the cash released."""
    receivables = int(revenue * character.receivable) - books.receivables
    inventory = int(revenue * character.inventory) - books.inventory
    payables = int(revenue * character.payable) - books.payables
    deferred = int(revenue * character.deferred) - books.deferred
    books.receivables += receivables
    books.inventory += inventory
    books.payables += payables
    books.deferred += deferred
    return receivables, inventory, payables + deferred - receivables - inventory
