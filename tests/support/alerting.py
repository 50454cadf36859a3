"""What users are told: alerts asked for, facts that come about, the queue, the far ends of its channels."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from functions.advisor import wiring
from functions.advisor.adapters.delivering import Delivering
from functions.advisor.adapters.mail import Mail
from functions.advisor.domain.delivery import NotDelivered
from functions.advisor.handlers import evaluate_alerts
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.domain.events import analysis_complete
from tests.support import tables

HOOK = "https://hooks.example.com/signal9"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
RULES = {"content_hash": "rules", "version": "1"}


def analysis(symbol, as_of, rating, label, flags=()):
    """As much of a rating document as alerts read."""
    return {
        "symbol": symbol,
        "as_of": as_of,
        "rating": rating,
        "label": label,
        "confidence": 80.0,
        "rating_low": rating,
        "rating_high": rating,
        "reason": None,
        "rule_set": RULES,
        "flags": [{"code": code, "message": f"{code} is so"} for code in flags],
        "reasons": {"for": [{"component": "growth", "metric": "m", "text": "sales grow"}], "against": []},
    }


class Letterbox:
    """In place of SES: keeps letters; `fault` is raised instead, after the letter is kept or not."""

    def __init__(self):
        self.letters = []
        self.fault = None
        self.is_kept = True

    def send_email(self, *, FromEmailAddress, Destination, Content):  # noqa: N803  SES's names
        if self.is_kept or self.fault is None:
            simple = Content["Simple"]
            [to] = Destination["ToAddresses"]
            text = simple["Body"]["Text"]["Data"]
            self.letters.append((FromEmailAddress, to, simple["Subject"]["Data"], text))
        if self.fault is not None:
            raise self.fault


class Receivers:
    """In place of users' servers: what arrived, by delivery; `fault` is raised as often as it says."""

    def __init__(self):
        self.arrived = []
        self.faults = []

    def send(self, url, secret, delivery_id, body, timestamp):
        self.arrived.append((url, delivery_id, json.loads(body)))
        if self.faults:
            raise self.faults.pop(0)


class Alerting:
    def __init__(self, advisor):
        self.advisor = advisor
        self.now = NOON
        self.letterbox = Letterbox()
        self.receivers = Receivers()
        self.sender = "alerts@signal9.example"

    def ask(self, operation, user="ann", **asked):
        return self.advisor.alerts(operation, user, **asked)

    def alert(self, alert_type="rating_change", user="ann", **fields):
        if "watchlist_id" not in fields:
            fields.setdefault("asset_id", "AAPL")
        answer = self.ask("CreateAlert", user, body={"alert_type": alert_type, **fields})
        assert answer.status == 201, answer.text
        return answer.document["alert_id"]

    def rated(self, symbol, as_of, rating, label, flags=()):
        """Stored, and published: how many notifications it made."""
        self.store(symbol, as_of, rating, label, flags)
        return self.completed(symbol, as_of)

    def store(self, symbol, as_of, rating, label, flags=()):
        stored = analysis(symbol, as_of, rating, label, flags)
        ratings = AnalysisTable(self.advisor.table("asset-analysis"))
        ratings.put(stored, analysis_id=f"{symbol} {as_of}", sector=None)

    def completed(self, symbol, as_of, status="completed"):
        event = analysis_complete(symbol, status=status, as_of=as_of, analysis={}, error=None)
        return evaluate_alerts.handler({"detail-type": event.detail_type, "detail": event.detail}, None)[
            "told"
        ]

    def upgraded(self, symbol="AAPL"):
        """From hold to buy."""
        self.rated(symbol, "2026-11-18T07:00:00Z", 3.3, "hold")
        return self.rated(symbol, "2026-11-20T07:00:00Z", 3.6, "buy")

    def inbox(self, user="ann"):
        return self.ask("ListNotifications", user).document["items"]

    def states(self, user="ann"):
        """(channel, state, reason) of every delivery of the inbox."""
        return sorted(
            (each["channel"], each["state"], each["reason"])
            for item in self.inbox(user)
            for each in item["deliveries"]
        )

    def queued(self):
        """What waits in the queue, which is empty then."""
        named, sqs = [], tables.client("sqs")
        url = wiring.alert_settings().notification_queue_url
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            named += [json.loads(message["Body"]) for message in found]
            for message in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return named

    def delivering(self):
        mail = Mail(self.letterbox, self.sender) if self.sender else None
        return Delivering(
            wiring.delivery_log(),
            wiring.notifications(),
            wiring.alerts(),
            wiring.profiles(),
            mail,
            self.receivers,
        )

    def deliver(self, *, rounds=20):
        """Whatever is queued, again as often and as late as it asks for; then what is overdue by now."""
        waiting = self.queued()
        for _ in range(rounds):
            again, pauses = [], []
            for named in waiting:
                made = self.delivering().make(named["user_id"], named["delivery"], self.now)
                if made.again_in_seconds is not None:
                    again.append(named)
                    pauses.append(made.again_in_seconds)
            if not again:
                return
            waiting, self.now = again, self.now + timedelta(seconds=max(pauses))
        raise AssertionError(f"still waiting: {waiting}")

    def later(self, **passed):
        """What is overdue then is woken and delivered."""
        self.now += timedelta(**passed)
        moment = self.now.isoformat(timespec="seconds").replace("+00:00", "Z")
        wiring.alert_evaluation().wake_overdue(moment)
        self.deliver()

    @contextmanager
    def clock(self, monkeypatch):
        """The functions' clock is this one's."""
        with monkeypatch.context() as patch:
            patch.setattr(
                wiring, "moment", lambda: self.now.isoformat(timespec="seconds").replace("+00:00", "Z")
            )
            yield


def refused(status=500):
    return NotDelivered(f"HTTP {status}", is_final=False)
