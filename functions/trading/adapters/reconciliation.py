"""Reads both books of an account, has the certain differences applied, and answers all of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.trading.adapters.book_rows import moment, standing_of
from functions.trading.adapters.database import Database
from functions.trading.adapters.settling import Answer, Settling
from functions.trading.domain import reconciliation as rules
from functions.trading.domain.brokers import Broker, LookedUp, NotThere, Report, TryLater, Unknown
from functions.trading.domain.reconciliation import Difference, Kind
from functions.trading.domain.settlement import Standing

# A look-up each minute should have found what became of an order.
LONG_UNKNOWN = timedelta(seconds=60)
# What one invocation looks up; the next one goes on with the rest.
MOST_ORDERS = 100
_SHOWN = 100

_ACCOUNTS = """
SELECT account_id, broker FROM accounts a WHERE status <> 'closed' AND EXISTS (
    SELECT FROM trade_orders o WHERE o.account_id = a.account_id AND o.status NOT IN ('rejected', 'queued')
) ORDER BY account_id
"""
_OPEN = """
SELECT coalesce(json_agg(o), '[]')::text FROM (
    SELECT * FROM trade_orders
    WHERE account_id = CAST(:document AS json) ->> 'account_id'
        AND status IN ('accepted', 'partially_filled', 'unknown')
    ORDER BY status DESC, changed_at LIMIT CAST(CAST(:document AS json) ->> 'most' AS integer)
) o
"""
_LONG_UNKNOWN = """
SELECT count(*) AS orders FROM trade_orders
WHERE status = 'unknown' AND changed_at < CAST(:since AS timestamptz)
"""
_FILLED = """
SELECT coalesce(json_object_agg(order_id, filled_quantity), '{}')::text FROM trade_orders
WHERE order_id IN (SELECT CAST(json_array_elements_text(CAST(:document AS json)) AS uuid))
"""
_HELD = """
SELECT unit, sum(amount) AS quantity FROM balances
WHERE account_id = :account_id AND book IN ('holdings', 'holdings_reserved') GROUP BY unit
"""


@dataclass(frozen=True, slots=True)
class Throttled:
    retry_after_seconds: int


class Reconciliation:
    def __init__(
        self, database: Database, settling: Settling, brokers: Mapping[str, Callable[[], Broker]]
    ) -> None:
        self._database = database
        self._settling = settling
        self._brokers = brokers

    def accounts(self) -> list[dict[str, str]]:
        """Those that ever sent an order, with the broker's name."""
        with self._database.transaction() as tx:
            return tx.rows(_ACCOUNTS)

    def long_unknown(self, now: str) -> int:
        """Orders whose fate has been unknown for longer than a minute, of all accounts."""
        since = (moment(now) - LONG_UNKNOWN).isoformat()
        with self._database.transaction() as tx:
            return int(tx.rows(_LONG_UNKNOWN, since=since)[0]["orders"])

    def reconcile(self, account_id: str, broker_name: str, now: str) -> dict[str, Any] | Throttled:
        """Counts by kind, and the differences themselves."""
        broker = self._brokers[broker_name]()
        with self._database.transaction() as tx:
            rows = tx.document(_OPEN, {"account_id": account_id, "most": MOST_ORDERS})
        standings = [standing_of(row) for row in rows]
        answers = self._ask(broker, standings, now)
        limited = [answer for answer in answers if isinstance(answer, TryLater)]
        if limited:
            return Throttled(max(1, limited[0].retry_after_seconds))
        differences = self._apply(standings, answers, now)
        beyond = self._beyond(broker, account_id, now)
        if isinstance(beyond, Throttled):
            return beyond
        differences += beyond
        shown = [each for each in differences if each.kind is not Kind.MATCHED][:_SHOWN]
        return {
            "account_id": account_id,
            "kinds": dict(Counter(each.kind.value for each in differences)),
            "differences": [asdict(each) for each in shown],
        }

    def _ask(self, broker: Broker, standings: Sequence[Standing], now: str) -> list[LookedUp]:
        """A cancellation that nobody heard of is asked for again."""
        canceled = {s.order.order_id for s in standings if s.cancel_requested}
        still = [s.order for s in standings if s.order.order_id not in canceled]
        gone = [s.order for s in standings if s.order.order_id in canceled]
        found: dict[UUID, LookedUp] = {}
        for orders, ask in ((still, broker.look_up), (gone, broker.cancel)):
            if orders:
                answers = ask(orders, now)
                found |= {order.order_id: answer for order, answer in zip(orders, answers, strict=True)}
        return [found[s.order.order_id] for s in standings]

    def _apply(
        self, standings: Sequence[Standing], answers: Sequence[LookedUp], now: str
    ) -> list[Difference]:
        at = moment(now)
        differences, certain = [], []
        for standing, answer in zip(standings, answers, strict=True):
            difference = rules.classify(standing, answer, at)
            differences.append(difference)
            if difference.kind in rules.APPLIED and isinstance(answer, Report | NotThere):
                known: tuple[UUID, Answer] = (standing.order.order_id, answer)
                certain.append(known)
        settled = self._settling.apply(certain, now)
        return [
            Difference(Kind.AMBIGUOUS, each.subject, settled.problems[UUID(each.subject)])
            if UUID(each.subject) in settled.problems
            else each
            for each in differences
        ]

    def _beyond(self, broker: Broker, account_id: str, now: str) -> list[Difference] | Throttled:
        """Orders that only the broker has, and the shares both sides hold."""
        there, held = broker.known_orders(account_id, now), broker.holdings(account_id, now)
        for answer in (there, held):
            if isinstance(answer, TryLater):
                return Throttled(max(1, answer.retry_after_seconds))
        if isinstance(there, Unknown | TryLater) or isinstance(held, Unknown | TryLater):
            return [Difference(Kind.AMBIGUOUS, account_id, "the broker did not show its orders or positions")]
        ids = [each.client_order_id for each in there if _is_uuid(each.client_order_id)]
        with self._database.transaction() as tx:
            known = tx.document(_FILLED, ids)
            here = {row["unit"]: row["quantity"] for row in tx.rows(_HELD, account_id=account_id)}
        filled = {order_id: Decimal(quantity) for order_id, quantity in known.items()}
        return [*rules.orphans(filled, there), *rules.positions(here, held)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
