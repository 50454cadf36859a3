"""The rules in force: which components and panels exist, and the numbers that decide beside them.

The complete scheme weighs financial health 30, growth 25, risk 20, market 15 and peers 10 percent. A
component that cannot be judged for a company counts as unknown. To add one: declare it like FINANCIAL_HEALTH,
list it here, raise VERSION.
"""

from functions.research.domain import peers, periods, press_releases, sentiment
from functions.research.domain.rating import (
    altman,
    bank,
    beneish,
    composite,
    confidence,
    eligibility,
    evaluation,
    evidence,
    firms,
    growth,
    guards,
    insurer,
    known,
    limits,
    look_back,
    market,
    piotroski,
    profitability,
    questions,
    quotes,
    risk,
    scoring,
    utility,
    volatility,
    windows,
)
from functions.research.domain.rating import property as landlords
from functions.research.domain.rating.declaration import Component
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.growth import GROWTH
from functions.research.domain.rating.market import MARKET
from functions.research.domain.rating.panels import (
    PANELS,
    asset_quality,
    distress,
    growth_history,
    per_share,
    price_history,
    quotients,
    splits,
    valuation,
)
from functions.research.domain.rating.peer_standing import PEERS
from functions.research.domain.rating.risk import RISK
from functions.research.domain.rating.rules import RuleSet, constants

VERSION = "2026.2"
COMPONENTS: tuple[Component, ...] = (FINANCIAL_HEALTH, GROWTH, RISK, MARKET, PEERS)
# Every module whose numbers and word lists decide something.
CONSTANTS_IN = (
    altman,
    asset_quality,
    bank,
    beneish,
    composite,
    confidence,
    distress,
    eligibility,
    evaluation,
    evidence,
    firms,
    growth,
    growth_history,
    guards,
    insurer,
    known,
    landlords,
    limits,
    look_back,
    market,
    peers,
    per_share,
    periods,
    piotroski,
    press_releases,
    price_history,
    profitability,
    questions,
    quotes,
    quotients,
    risk,
    scoring,
    sentiment,
    splits,
    utility,
    valuation,
    volatility,
    windows,
)

RULE_SET = RuleSet(
    version=VERSION,
    components=COMPONENTS,
    panels=PANELS,
    limits=limits.LIMITS,
    constants={module.__name__.rpartition(".")[2]: constants(vars(module)) for module in CONSTANTS_IN},
)
