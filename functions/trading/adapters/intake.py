"""From messages to decided orders: one transaction a batch, whatever was there before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.trading.adapters import book_statements as sql
from functions.trading.adapters.book_rows import (
    accounts_of,
    ledger_rows,
    moment,
    order_row,
    standing_of,
)
from functions.trading.adapters.database import Database
from functions.trading.domain import ledger, risk
from functions.trading.domain.amounts import ZERO
from functions.trading.domain.limits import Configuration
from functions.trading.domain.messages import Cancellation
from functions.trading.domain.orders import Order, Status
from functions.trading.domain.risk import Account, Approval, Denial, Listing, Question
from functions.trading.domain.risk_checks import CHECKS
from functions.trading.domain.settlement import Standing
from functions.trading.domain.transitions import TERMINAL

Message = Order | Cancellation
# Longer than a worker lives: whoever set out to send before that sends no more.
TAKEOVER = timedelta(seconds=40)


@dataclass(slots=True)
class Work:
    """What is left to do at the brokers, by the broker's name."""

    send: list[tuple[str, Order]] = field(default_factory=list)
    look_up: list[tuple[str, Order]] = field(default_factory=list)  # may be there: ask before anything else
    cancel: list[tuple[str, Order]] = field(default_factory=list)
    busy: list[UUID] = field(default_factory=list)  # another worker is at it
    unknown: set[UUID] = field(default_factory=set)  # of those looked up: never to be sent again


class Intake:
    def __init__(
        self,
        database: Database,
        listing: Callable[[str, str], Listing],
        configuration: Callable[[], Configuration],
        takeover: timedelta = TAKEOVER,
    ) -> None:
        self._database = database
        self._takeover = takeover
        self._listing = listing
        self._configuration = configuration

    def take(self, messages: Sequence[Message], now: str) -> Work:
        """Every message's effect, or none of any. Raises DatabaseUnavailable and Refused."""
        accounts = sorted({message.account_id for message in messages})
        orders = [message for message in messages if isinstance(message, Order)]
        # Reading prices may take time that must not be spent holding locks.
        listings = {each.symbol: self._listing(each.symbol, now) for each in orders}
        configuration = self._configuration()
        periods = {p(each.submitted_at) for each in orders for p in (risk.day_of, risk.minute_of)}
        asked = {
            "accounts": accounts,
            "orders": list({message.order_id for message in messages}),
            "symbols": list(listings),
            "periods": list(periods),
        }
        with self._database.transaction() as tx:
            locked = tx.document(sql.LOCK_ACCOUNTS, accounts)
            loaded = tx.document(sql.LOAD_FOR_RISK, asked)
            batch = _Batch(now, configuration, listings, accounts_of(locked, loaded), self._takeover)
            batch.remember(loaded)
            for message in messages:
                batch.take(message)
            if batch.has_rows:
                tx.document(sql.WRITE_INTAKE, batch.rows())
        return batch.work


class _Batch:
    def __init__(
        self,
        now: str,
        configuration: Configuration,
        listings: dict[str, Listing],
        accounts: dict[str, Account],
        takeover: timedelta,
    ) -> None:
        self.work = Work()
        self._takeover = takeover
        self._now = now
        self._configuration = configuration
        self._listings = listings
        self._accounts = accounts
        self._known: dict[UUID, Standing | None] = {}  # None: decided in this batch
        self._seen_again: set[UUID] = set()
        self._canceled: set[UUID] = set()
        self._orders: list[dict[str, Any]] = []
        self._booked: list[ledger.LedgerTransaction] = []
        self._activity: dict[tuple[str, str], tuple[int, Decimal]] = {}
        self._cancellations: list[dict[str, Any]] = []
        self._claims: dict[UUID, dict[str, Any]] = {}
        self._sent: dict[UUID, tuple[str, Order]] = {}

    def remember(self, loaded: dict[str, Any]) -> None:
        for row in loaded["orders"]:
            standing = standing_of(row)
            self._known[standing.order.order_id] = standing
        self._canceled = {UUID(each) for each in loaded["cancellations"]}

    def take(self, message: Message) -> None:
        if isinstance(message, Cancellation):
            self._cancel(message)
        elif message.order_id not in self._known:
            self._known[message.order_id] = None
            self._decide(message)
        elif standing := self._known[message.order_id]:
            self._again(standing)

    @property
    def has_rows(self) -> bool:
        return bool(self._orders or self._cancellations or self._claims)

    def rows(self) -> dict[str, Any]:
        activity = [
            {"account_id": account, "period": period, "orders": count, "notional": notional}
            for (account, period), (count, notional) in sorted(self._activity.items())
        ]
        return {
            "orders": self._orders,
            **ledger_rows(self._booked),
            "activity": activity,
            "cancellations": self._cancellations,
            "claims": list(self._claims.values()),
        }

    def _decide(self, order: Order) -> None:
        account = self._accounts.get(order.account_id) or Account(order.account_id, "", "", "")
        if order.order_id in self._canceled:
            self._keep(order, Status.CANCELED, account, reason="canceled before it was sent")
            return
        question = Question(
            order,
            account,
            self._listings[order.symbol],
            self._configuration,
            moment(self._now),
            moment(order.submitted_at),
        )
        verdict = risk.assess(question, CHECKS)
        if account.status:
            account = self._count(account, order, question.worth if isinstance(verdict, Approval) else ZERO)
        if isinstance(verdict, Denial):
            self._keep(order, Status.REJECTED, account, denial_code=verdict.code, reason=verdict.reason)
            return
        self._accounts[order.account_id] = risk.approved(account, order, verdict)
        self._booked.append(ledger.reserve(order, verdict.cash, verdict.shares, self._now))
        reserved = {"cash_reserved": verdict.cash, "shares_reserved": verdict.shares}
        self._keep(order, Status.ACCEPTED, account, sent_at=self._now, **reserved)
        self.work.send.append((account.broker, order))
        self._sent[order.order_id] = (account.broker, order)

    def _count(self, account: Account, order: Order, worth: Decimal) -> Account:
        for period in (risk.day_of(order.submitted_at), risk.minute_of(order.submitted_at)):
            count, notional = self._activity.get((account.account_id, period), (0, ZERO))
            self._activity[account.account_id, period] = (count + 1, notional + worth)
        counted = risk.counted(account, order, worth)
        self._accounts[account.account_id] = counted
        return counted

    def _keep(self, order: Order, status: Status, account: Account, **decided: Any) -> None:
        defaults = {"cash_reserved": ZERO, "shares_reserved": ZERO}
        self._orders.append(
            order_row(
                order,
                status=status,
                broker=account.broker or None,
                limits_version=self._configuration.version,
                changed_at=self._now,
                **(defaults | decided),
            )
        )

    def _again(self, standing: Standing) -> None:
        """A second delivery. What may be at the broker is looked up, and claimed: nobody else sends it."""
        order = standing.order
        if order.order_id in self._seen_again:
            return
        self._seen_again.add(order.order_id)
        if standing.status is Status.UNKNOWN:
            self.work.look_up.append((standing.broker, order))
            self.work.unknown.add(order.order_id)
        elif standing.status is Status.ACCEPTED and standing.broker_order_id is None:
            if standing.sent_at and moment(self._now) - moment(standing.sent_at) < self._takeover:
                self.work.busy.append(order.order_id)
                return
            self.work.look_up.append((standing.broker, order))
            self._claim(order.order_id, sent_at=self._now)

    def _cancel(self, message: Cancellation) -> None:
        identity = message.order_id
        if identity in self._sent:
            self.work.cancel.append(self._sent[identity])
            self._note(message)
        elif identity not in self._known:
            self._canceled.add(identity)
            self._note(message)
        else:
            standing = self._known[identity]
            if standing is None or standing.status in TERMINAL:
                return
            self._claim(identity, cancel_requested_at=message.requested_at)
            self.work.cancel.append((standing.broker, standing.order))

    def _note(self, message: Cancellation) -> None:
        row = {
            "order_id": message.order_id,
            "account_id": message.account_id,
            "user_id": message.user_id,
            "requested_at": message.requested_at,
        }
        if row not in self._cancellations:
            self._cancellations.append(row)

    def _claim(self, identity: UUID, **values: str) -> None:
        self._claims[identity] = {**self._claims.get(identity, {}), "order_id": identity, **values}
