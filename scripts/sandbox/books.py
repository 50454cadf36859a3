"""Character and books of a made-up company, in whole thousands; equity is what the assets leave."""

from dataclasses import dataclass
from enum import Enum, auto

from scripts.sandbox.vendor_shapes import Amounts

_CURRENT_PART_OF_DEBT = 0.08


class Kind(Enum):
    OPERATING = auto()
    BANK = auto()  # long liabilities are deposits: they cost interest and finance the loans
    INSURER = auto()  # long liabilities are reserves: they build up from operations


@dataclass(frozen=True, slots=True)
class Character:
    """Size and habits; flows are fractions of revenue, opening stocks multiples of a year's revenue."""

    quarterly_revenue: float  # thousands
    yearly_growth: float = 0.05
    seasons: tuple[float, float, float, float] = (0.97, 1.0, 0.99, 1.04)
    noise: float = 0.02
    gross_margin: float = 0.4
    margin_drift: float = 0.0  # a quarter
    research: float = 0.05
    selling: float = 0.18
    capex: float = 0.05
    depreciation: float = 0.025  # of plant, a quarter
    receivable: float = 0.55  # of a quarter's revenue, as the three below
    inventory: float = 0.3
    payable: float = 0.4
    deferred: float = 0.15
    plant: float = 0.4
    goodwill: float = 0.15
    cash: float = 0.12
    debt: float = 0.3
    interest_rate: float = 0.05
    payout: float = 0.3  # of a profit, as buybacks
    buyback: float = 0.2
    stock_compensation: float = 0.02
    tax: float = 0.21
    long_assets: float = 0.1  # loans of a bank, investments of an insurer
    long_liabilities: float = 0.1
    deposit_rate: float = 0.0
    issues_shares: bool = False  # pays for losses with new shares instead of debt
    yearly_share_growth: float = -0.01
    kind: Kind = Kind.OPERATING


@dataclass(slots=True)
class Books:
    cash: int
    securities: int
    receivables: int
    inventory: int
    other_current: int
    plant: int
    goodwill: int
    intangibles: int
    long_assets: int
    payables: int
    deferred: int
    other_current_liabilities: int
    debt: int
    leases: int
    long_liabilities: int
    common: int
    retained: int
    treasury: int

    @property
    def current_assets(self) -> int:
        return self.cash + self.securities + self.receivables + self.inventory + self.other_current

    @property
    def assets(self) -> int:
        return self.current_assets + self.plant + self.goodwill + self.intangibles + self.long_assets

    @property
    def current_debt(self) -> int:
        return int(self.debt * _CURRENT_PART_OF_DEBT)

    @property
    def current_liabilities(self) -> int:
        return self.payables + self.deferred + self.other_current_liabilities + self.current_debt

    @property
    def liabilities(self) -> int:
        return (
            self.payables
            + self.deferred
            + self.other_current_liabilities
            + self.debt
            + self.leases
            + self.long_liabilities
        )

    @property
    def equity(self) -> int:
        return self.common + self.retained + self.treasury


def opening(character: Character) -> Books:
    """Books whose equity is what the assets leave over the liabilities, a third of it paid in."""
    quarter = character.quarterly_revenue
    year = 4 * quarter
    books = Books(
        cash=int(character.cash * year),
        securities=0,
        receivables=int(character.receivable * quarter),
        inventory=int(character.inventory * quarter),
        other_current=int(0.08 * quarter),
        plant=int(character.plant * year),
        goodwill=int(character.goodwill * year),
        intangibles=int(0.4 * character.goodwill * year),
        long_assets=int(character.long_assets * year),
        payables=int(character.payable * quarter),
        deferred=int(character.deferred * quarter),
        other_current_liabilities=int(0.25 * quarter),
        debt=int(character.debt * year),
        leases=int(0.1 * character.plant * year),
        long_liabilities=int(character.long_liabilities * year),
        common=0,
        retained=0,
        treasury=0,
    )
    equity = books.assets - books.liabilities
    books.common = abs(equity) // 3 + 1
    books.retained = equity - books.common
    return books


def sheet(books: Books, character: Character) -> Amounts:
    """The balance sheet in whole units; banks and insurers do not tell current from other items."""
    classified = character.kind is Kind.OPERATING
    assets, current = books.assets, books.current_assets
    liabilities, current_liabilities = books.liabilities, books.current_liabilities
    long_debt = books.debt - books.current_debt
    lines = {
        "totalAssets": assets,
        "totalCurrentAssets": current if classified else None,
        "cashAndCashEquivalentsAtCarryingValue": books.cash,
        "cashAndShortTermInvestments": books.cash + books.securities,
        "inventory": books.inventory or None,
        "currentNetReceivables": books.receivables or None,
        "totalNonCurrentAssets": assets - current if classified else None,
        "propertyPlantEquipment": books.plant,
        "intangibleAssets": books.goodwill + books.intangibles,
        "intangibleAssetsExcludingGoodwill": books.intangibles,
        "goodwill": books.goodwill,
        "longTermInvestments": None if classified else books.long_assets,
        "shortTermInvestments": books.securities,
        "otherCurrentAssets": books.other_current if classified else None,
        "otherNonCurrentAssets": books.long_assets if classified else None,
        "totalLiabilities": liabilities,
        "totalCurrentLiabilities": current_liabilities if classified else None,
        "currentAccountsPayable": books.payables or None,
        "deferredRevenue": books.deferred or None,
        "shortTermDebt": books.current_debt,
        "totalNonCurrentLiabilities": liabilities - current_liabilities if classified else None,
        "capitalLeaseObligations": books.leases,
        "longTermDebt": long_debt,
        "currentLongTermDebt": books.current_debt,
        "longTermDebtNoncurrent": long_debt,
        "shortLongTermDebtTotal": books.debt,
        "otherCurrentLiabilities": books.other_current_liabilities if classified else None,
        "otherNonCurrentLiabilities": books.long_liabilities,
        "totalShareholderEquity": books.equity,
        "treasuryStock": books.treasury,
        "retainedEarnings": books.retained,
        "commonStock": books.common,
    }
    return {name: None if value is None else value * 1000 for name, value in lines.items()}
