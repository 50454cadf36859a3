"""Makes one delivery, or says when it is to be made.

A webhook is tried again after whatever ended its attempt: its receiver knows repetitions by their id. A
letter is not: it is marked before it is handed over, and one whose handing over has no known end has failed
as `interrupted`, so that nobody gets it twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.advisor.adapters.alert_table import AlertTable
from functions.advisor.adapters.delivery_log import Delivery, DeliveryLog, SpentForToday
from functions.advisor.adapters.mail import Mail
from functions.advisor.adapters.notification_table import NotificationTable
from functions.advisor.adapters.profile_table import ProfileTable
from functions.advisor.adapters.webhooks import Webhooks
from functions.advisor.domain import delivery as rules
from functions.advisor.domain import letters
from functions.advisor.domain.delivery import EMAIL, NotDelivered, PerhapsDelivered, Wishes
from functions.advisor.domain.profiles import Profile

INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Made:
    """`again_in_seconds` where its message is to come again."""

    state: str
    reason: str | None = None
    again_in_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Delivering:
    log: DeliveryLog
    notifications: NotificationTable
    alerts: AlertTable
    profiles: ProfileTable
    mail: Mail | None  # None: the stage sends no mail
    webhooks: Webhooks

    def make(self, user_id: str, key: str, now: datetime) -> Made:
        """Whatever has its end already stays as it is."""
        held, profile = self.log.get(user_id, key), self.profiles.get(user_id)
        if held is None or profile is None:
            return Made("gone")
        if not held.is_over and held.due_at is not None and held.due_at <= moment(now):
            self._advance(held, profile, now)
        return self._finished(user_id, key, now)

    def _finished(self, user_id: str, key: str, now: datetime) -> Made:
        """As it stands; what a digest holds shares its end."""
        held = self.log.get(user_id, key)
        if held is None:
            return Made("gone")
        if held.is_digest and held.is_over:
            for member in self.log.collected(held):
                self.log.settle(member, held, moment(now))
        if held.state == "pending" and held.attempts and held.due_at:
            waits = datetime.fromisoformat(held.due_at) - now
            return Made("pending", held.reason, again_in_seconds=max(1, int(waits.total_seconds()) + 1))
        return Made(held.state, held.reason)

    def _advance(self, held: Delivery, profile: Profile, now: datetime) -> None:
        if held.state == "sending" and held.channel == EMAIL:
            self.log.end(held, "failed", INTERRUPTED, moment(now))
            return
        if held.attempts >= rules.MOST_ATTEMPTS:
            self.log.end(held, "failed", held.reason or INTERRUPTED, moment(now))
            return
        wished = rules.wishes(profile.preferences)
        decided = rules.ruling(held.channel, now, wished, is_digest=held.is_digest)
        if decided.never:
            self.log.end(held, "suppressed", decided.never, moment(now))
        elif held.channel == EMAIL and self.mail is None:
            self.log.end(held, "suppressed", "email_not_configured", moment(now))
        elif decided.wait_until:
            self.log.again(held, "quiet_hours", moment(now), due_at=moment(decided.wait_until))
        elif decided.collect_for:
            day = rules.local_day(decided.collect_for, wished).isoformat()
            self.log.collect(held, day, moment(now), due_at=moment(decided.collect_for))
        else:
            self._attempt(held, profile, wished, now)

    def _attempt(self, held: Delivery, profile: Profile, wished: Wishes, now: datetime) -> None:
        until = moment(now + timedelta(seconds=rules.LEASE_SECONDS))
        day = rules.local_day(now, wished).isoformat()
        try:
            claimed = self.log.claim(held, moment(now), until=until, day=day)
        except SpentForToday:
            self.log.end(held, "suppressed", "daily_cap", moment(now))
            return
        if claimed is None:
            return
        try:
            self._send(claimed, profile, now)
        except NotDelivered as refused:
            self._not_delivered(claimed, refused, now)
        except PerhapsDelivered as unknown:
            self.log.end(claimed, "failed", f"{INTERRUPTED}: {unknown}", moment(now))
        else:
            self.log.end(claimed, "sent", None, moment(now))

    def _not_delivered(self, claimed: Delivery, refused: NotDelivered, now: datetime) -> None:
        if refused.is_final or claimed.attempts >= rules.MOST_ATTEMPTS:
            self.log.end(claimed, "failed", str(refused), moment(now))
            return
        due_at = now + timedelta(seconds=rules.back_off_seconds(claimed.attempts))
        self.log.again(claimed, str(refused), moment(now), due_at=moment(due_at))

    def _send(self, claimed: Delivery, profile: Profile, now: datetime) -> None:
        if claimed.channel == EMAIL and self.mail is not None:
            self.mail.send(profile.email, self._letter(claimed))
            return
        alert = self.alerts.get(claimed.user_id, claimed.alert_id or "")
        if alert is None or alert.webhook_url is None or alert.webhook_secret is None:
            raise NotDelivered("the alert has no webhook any more", is_final=True)
        body = letters.hook_body(self._notification(claimed) | {"notification_id": claimed.of})
        self.webhooks.send(alert.webhook_url, alert.webhook_secret, claimed.of, body, int(now.timestamp()))

    def _letter(self, claimed: Delivery) -> letters.Letter:
        if not claimed.is_digest:
            return letters.letter(self._notification(claimed))
        members = [self._notification(one) for one in self.log.collected(claimed)]
        oldest_first = sorted(members, key=lambda one: str(one["created_at"]))
        return letters.digest(oldest_first, claimed.of.removeprefix("digest-"))

    def _notification(self, claimed: Delivery) -> dict[str, Any]:
        held = self.notifications.get(claimed.user_id, claimed.of)
        if held is None:
            raise NotDelivered("its notification is gone", is_final=True)
        return held


def moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
