"""What users want to be told about one asset or a list of assets, and the numbers they may set for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from functions.research.domain.rating.guards import STALE_DAYS

MOST_ALERTS = 100
CHANGES = ("conditions", "channels", "webhook_url", "is_enabled")


@dataclass(frozen=True, slots=True)
class Bounds:
    default: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class AlertType:
    description: str
    conditions: Mapping[str, Bounds]


TYPES: Mapping[str, AlertType] = {
    "rating_change": AlertType(
        "The rating has another label, or differs by `min_rating_change` points or more.",
        {"min_rating_change": Bounds(0.3, 0.1, 4)},
    ),
    "risk_flag": AlertType(
        "Figures combine into a warning that was not there before: distress, figures that look managed,"
        " negative equity with interest that is not earned.",
        {},
    ),
    "earnings_soon": AlertType(
        "A report is expected within `within_days` days.", {"within_days": Bounds(3, 1, 14)}
    ),
    "earnings_result": AlertType(
        "A quarter was reported whose earnings differ by `min_surprise_percent` or more from the estimate.",
        {"min_surprise_percent": Bounds(5, 0, 1000)},
    ),
    "news_event": AlertType(
        "A story is about the company with `min_relevance` or more, and its sentiment is `min_sentiment` or"
        " more away from neutral, either way.",
        {"min_relevance": Bounds(0.7, 0, 1), "min_sentiment": Bounds(0.35, 0, 1)},
    ),
    "data_stale": AlertType(
        "The newest quarter we hold ended more than `max_age_days` days ago.",
        {"max_age_days": Bounds(STALE_DAYS, 30, 1000)},
    ),
}
# What comes about without a new analysis.
TIMED = frozenset({"earnings_soon", "news_event", "data_stale"})


@dataclass(frozen=True, slots=True)
class Alert:
    """Of one asset, or of every asset that is on a watchlist at that moment. `version` counts its changes."""

    user_id: str
    alert_id: str
    alert_type: str
    symbol: str | None
    watchlist_id: str | None
    created_at: str
    updated_at: str
    conditions: Mapping[str, float] = field(default_factory=dict)  # those the user set
    channels: tuple[str, ...] = ()
    webhook_url: str | None = None
    webhook_secret: str | None = None
    is_enabled: bool = True
    version: int = 1

    def limit(self, name: str) -> float:
        return self.conditions.get(name, TYPES[self.alert_type].conditions[name].default)

    def changed(self, given: Mapping[str, Any], secret: str, at: str) -> "Alert":
        """Only what is named; another address has another secret."""
        values = {name: given[name] for name in CHANGES if name in given}
        if "channels" in values:
            values["channels"] = tuple(dict.fromkeys(values["channels"]))
        moved = values.get("webhook_url", self.webhook_url) != self.webhook_url
        if moved:
            values["webhook_secret"] = secret if values["webhook_url"] else None
        return replace(self, **values, updated_at=at, version=self.version + 1)


def unfit(alert_type: str, conditions: Mapping[str, float]) -> dict[str, str]:
    """What is wrong with conditions, by name."""
    known = TYPES[alert_type].conditions
    found = {}
    for name, value in conditions.items():
        if name not in known:
            found[name] = f"is not a condition of {alert_type}"
        elif not known[name].lowest <= value <= known[name].highest:
            found[name] = f"must be between {known[name].lowest:g} and {known[name].highest:g}"
    return found


def by_symbol(
    alerts: Iterable[Alert], lists: Mapping[tuple[str, str], Iterable[str]]
) -> dict[str, list[Alert]]:
    """Alerts by the assets they are about now; `lists` are symbols by user and list. An asset on a list that
    is gone is nobody's."""
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.symbol is not None:
            symbols: Iterable[str] = [alert.symbol]
        else:
            symbols = lists.get((alert.user_id, alert.watchlist_id or ""), ())
        for symbol in symbols:
            found.setdefault(symbol, []).append(alert)
    return found


def document(alert: Alert) -> dict[str, Any]:
    """As its user sees it; the secret is shown once, where it is made."""
    return {
        "alert_id": alert.alert_id,
        "alert_type": alert.alert_type,
        "symbol": alert.symbol,
        "watchlist_id": alert.watchlist_id,
        "conditions": {name: alert.limit(name) for name in TYPES[alert.alert_type].conditions},
        "channels": list(alert.channels),
        "webhook_url": alert.webhook_url,
        "is_enabled": alert.is_enabled,
        "created_at": alert.created_at,
        "updated_at": alert.updated_at,
    }
