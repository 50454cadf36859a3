"""Metrics that are shown beside a rating and not graded."""

from functions.research.domain.rating.declaration import Panel
from functions.research.domain.rating.panels.asset_quality import ASSET_QUALITY
from functions.research.domain.rating.panels.distress import DISTRESS
from functions.research.domain.rating.panels.efficiency import EFFICIENCY
from functions.research.domain.rating.panels.growth_history import GROWTH_HISTORY
from functions.research.domain.rating.panels.leverage import LEVERAGE
from functions.research.domain.rating.panels.margins import MARGINS
from functions.research.domain.rating.panels.per_share import PER_SHARE
from functions.research.domain.rating.panels.price_history import PRICE_HISTORY
from functions.research.domain.rating.panels.shareholders import SHAREHOLDERS
from functions.research.domain.rating.panels.spending import SPENDING
from functions.research.domain.rating.panels.valuation import VALUATION
from functions.research.domain.rating.panels.working_capital import WORKING_CAPITAL

PANELS: tuple[Panel, ...] = (
    MARGINS,
    EFFICIENCY,
    WORKING_CAPITAL,
    SPENDING,
    LEVERAGE,
    DISTRESS,
    ASSET_QUALITY,
    GROWTH_HISTORY,
    SHAREHOLDERS,
    PER_SHARE,
    VALUATION,
    PRICE_HISTORY,
)
