"""Applies what brokers answered, one transaction a batch: under the locks the orders are read again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from functions.trading.adapters import book_statements as sql
from functions.trading.adapters.book_rows import lots_of, purses_of, settlement_rows, standing_of
from functions.trading.adapters.database import Database, Refused
from functions.trading.domain.brokers import Declined, NotThere, Report, Unknown
from functions.trading.domain.ledger import Purse
from functions.trading.domain.limits import Configuration
from functions.trading.domain.lots import Lot, LotsMissing
from functions.trading.domain.orders import Side, Status
from functions.trading.domain.settlement import (
    Change,
    ContradictoryReport,
    Standing,
    end,
    lost_sight,
    settle,
)
from functions.trading.domain.transitions import TERMINAL

Answer = Report | Declined | Unknown | NotThere


@dataclass(slots=True)
class Settled:
    changed: list[Standing] = field(default_factory=list)
    problems: dict[UUID, str] = field(default_factory=dict)  # what cannot be applied, and why


class Settling:
    def __init__(self, database: Database, configuration: Callable[[], Configuration]) -> None:
        self._database = database
        self._configuration = configuration

    def apply(self, answers: Sequence[tuple[UUID, Answer]], now: str) -> Settled:
        """Raises DatabaseUnavailable. An answer that cannot be applied holds back no other."""
        settled = Settled()
        for turn in _turns(answers):
            try:
                self._apply(turn, now, settled)
            except Refused as refused:
                if len(turn) == 1:
                    settled.problems[turn[0][0]] = str(refused)
                    continue
                for one in turn:
                    self._apply_alone(one, now, settled)
        return settled

    def _apply_alone(self, answer: tuple[UUID, Answer], now: str, settled: Settled) -> None:
        try:
            self._apply([answer], now, settled)
        except Refused as refused:
            settled.problems[answer[0]] = str(refused)

    def _apply(self, answers: Sequence[tuple[UUID, Answer]], now: str, settled: Settled) -> None:
        ids = [order_id for order_id, _ in answers]
        problems: dict[UUID, str] = {}
        with self._database.transaction() as tx:
            tx.document(sql.LOCK_ACCOUNTS_OF_ORDERS, ids)
            loaded = tx.document(sql.LOAD_FOR_SETTLEMENT, ids)
            canceled = frozenset(loaded["cancellations"])
            known = {UUID(row["order_id"]): standing_of(row, canceled) for row in loaded["orders"]}
            hand = _Hand(self._configuration(), purses_of(loaded), lots_of(loaded))
            changes = []
            for order_id, answer in answers:
                try:
                    change = hand.change(known[order_id], answer, now)
                except (ContradictoryReport, LotsMissing) as problem:
                    problems[order_id] = str(problem)
                    continue
                if change:
                    changes.append(change)
            if changes:
                tx.document(sql.WRITE_SETTLEMENT, settlement_rows(changes))
        settled.changed += [change.standing for change in changes]
        settled.problems |= problems


class _Hand:
    """The batch's purses and lots, as each change leaves them to the next."""

    def __init__(
        self,
        configuration: Configuration,
        purses: dict[str, Purse],
        lots: dict[tuple[str, str], tuple[Lot, ...]],
    ) -> None:
        self._fees = configuration.fees
        self._purses = purses
        self._lots = lots

    def change(self, before: Standing, answer: Answer, now: str) -> Change | None:
        order = before.order
        purse, key = self._purses.get(order.account_id, Purse()), (order.account_id, order.symbol)
        match answer:
            case Report():
                held = self._lots.get(key, ()) if order.side is Side.SELL else ()
                change = settle(before, answer, purse, held, self._fees)
            case Unknown():
                change = lost_sight(before, now, answer.reason)
            case Declined():
                change = self._refused(
                    before, now, purse, "BROKER_DECLINED", f"{answer.code}: {answer.reason}"
                )
            case NotThere():
                change = self._not_there(before, now, purse)
        if change is not None and change.booked:
            self._purses[order.account_id] = change.purse
            if change.closures:
                self._lots[key] = change.lots
        return change

    def _not_there(self, before: Standing, now: str, purse: Purse) -> Change | None:
        reason = "its sending was lost on the way"
        if before.cancel_requested and before.status in (Status.ACCEPTED, Status.UNKNOWN):
            return end(before, Status.CANCELED, now, purse, code=None, reason=reason)
        return self._refused(before, now, purse, "BROKER_NEVER_RECEIVED", reason)

    @staticmethod
    def _refused(before: Standing, now: str, purse: Purse, code: str, reason: str) -> Change | None:
        if before.status in TERMINAL:
            return None
        if before.filled_quantity:
            raise ContradictoryReport(f"order {before.order.order_id} is partly filled; the broker: {reason}")
        return end(before, Status.REJECTED, now, purse, code=code, reason=reason)


def _turns(answers: Sequence[tuple[UUID, Answer]]) -> list[list[tuple[UUID, Answer]]]:
    """One answer an order and turn: every change of an order becomes an event of its own."""
    turns: list[list[tuple[UUID, Answer]]] = []
    seen: dict[UUID, int] = {}
    for order_id, answer in answers:
        turn = seen.get(order_id, 0)
        if turn == len(turns):
            turns.append([])
        turns[turn].append((order_id, answer))
        seen[order_id] = turn + 1
    return turns
