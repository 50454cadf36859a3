"""The rules in force: which components and panels exist, and the numbers that decide beside them.

The complete scheme weighs financial health 30, growth 25, risk 20, market 15 and peers 10 percent. A
component that cannot be judged for a company counts as unknown. To add one: declare it like FINANCIAL_HEALTH,
list it here, raise VERSION.
"""

from functions.research.domain import peers, periods, sentiment
from functions.research.domain.rating import (
    altman,
    composite,
    confidence,
    eligibility,
    evaluation,
    firms,
    guards,
    limits,
    look_back,
    piotroski,
    profitability,
    quotes,
    scoring,
    windows,
)
from functions.research.domain.rating.declaration import Component, Panel
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.rules import RuleSet, constants

VERSION = "2026.2"
COMPONENTS: tuple[Component, ...] = (FINANCIAL_HEALTH,)
PANELS: tuple[Panel, ...] = ()
# Every module whose numbers and word lists decide something.
CONSTANTS_IN = (
    altman,
    composite,
    confidence,
    eligibility,
    evaluation,
    firms,
    guards,
    limits,
    look_back,
    peers,
    periods,
    piotroski,
    profitability,
    quotes,
    scoring,
    sentiment,
    windows,
)

RULE_SET = RuleSet(
    version=VERSION,
    components=COMPONENTS,
    panels=PANELS,
    limits=limits.LIMITS,
    constants={module.__name__.rpartition(".")[2]: constants(vars(module)) for module in CONSTANTS_IN},
)
