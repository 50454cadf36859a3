"""From what happened to notifications, and from these to deliveries in the queue."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.advisor.adapters.alert_facts import AlertFacts
from functions.advisor.adapters.alert_table import AlertTable
from functions.advisor.adapters.delivery_log import DeliveryLog
from functions.advisor.adapters.delivery_queue import DeliveryQueue
from functions.advisor.adapters.notification_table import NotificationTable, delivery_key
from functions.advisor.adapters.watched_lists import WatchedLists
from functions.advisor.domain.alerts import Alert, by_symbol
from functions.advisor.domain.occasions import Notification, notifications

# Until then a message is on its way as a rule.
OVERDUE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class AlertEvaluation:
    alerts: AlertTable
    lists: WatchedLists
    facts: AlertFacts
    notifications: NotificationTable
    deliveries: DeliveryLog
    queue: DeliveryQueue

    def of_asset(self, symbol: str, as_of: str, now: str) -> int:
        """How many notifications are new; `as_of` is the moment of the facts, `now` that of the clock."""
        alerts = self.alerts.watching(symbol)
        about = by_symbol(alerts, self.lists.symbols(alerts)).get(symbol, [])
        return self._told({symbol: about}, as_of, now)

    def of_the_calendar(self, as_of: str, now: str) -> int:
        """The same for every asset, of what comes about without a new analysis."""
        alerts = self.alerts.timed()
        return self._told(by_symbol(alerts, self.lists.symbols(alerts)), as_of, now)

    def tell(self, notification: Notification, now: str) -> bool:
        """False when it had been told. What ends in between is found overdue."""
        if not self.notifications.put(notification, now):
            return False
        alert = notification.alert
        keys = [delivery_key(notification.notification_id, channel) for channel in alert.channels]
        self.queue.send((alert.user_id, key) for key in keys)
        return True

    def wake_overdue(self, now: str) -> int:
        until = datetime.fromisoformat(now) - timedelta(seconds=OVERDUE_SECONDS)
        overdue = self.deliveries.overdue(until.isoformat(timespec="seconds").replace("+00:00", "Z"))
        return self.queue.send([(each.user_id, each.key) for each in overdue])

    def _told(self, about: Mapping[str, Iterable[Alert]], as_of: str, now: str) -> int:
        return sum(
            self.tell(notification, now)
            for symbol, alerts in about.items()
            for notification in self._seen(symbol, list(alerts), as_of)
        )

    def _seen(self, symbol: str, alerts: Collection[Alert], as_of: str) -> list[Notification]:
        if not alerts:
            return []
        facts = self.facts.of(symbol, as_of, {alert.alert_type for alert in alerts})
        return [told for alert in alerts for told in notifications(alert, facts, as_of)]
