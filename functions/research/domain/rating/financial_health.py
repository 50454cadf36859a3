"""Is the company sound?"""

from functions.research.domain.rating.cash_flow_quality import CASH_FLOW_QUALITY
from functions.research.domain.rating.declaration import Component
from functions.research.domain.rating.liquidity import LIQUIDITY
from functions.research.domain.rating.piotroski import PIOTROSKI
from functions.research.domain.rating.profitability import PROFITABILITY
from functions.research.domain.rating.solvency import SOLVENCY

FINANCIAL_HEALTH = Component(
    "financial_health",
    "Financial health",
    0.30,
    (LIQUIDITY, SOLVENCY, PROFITABILITY, CASH_FLOW_QUALITY, PIOTROSKI),
)
