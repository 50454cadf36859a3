"""Between the order book's rows and what the domain computes with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.trading.domain.amounts import ZERO
from functions.trading.domain.ledger import USD, Book, LedgerTransaction, Purse
from functions.trading.domain.lots import Lot
from functions.trading.domain.orders import Order, OrderType, Side, Status, TimeInForce
from functions.trading.domain.risk import Account, OpenOrder
from functions.trading.domain.settlement import Change, Standing

Row = Mapping[str, Any]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def text_of(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def order_of(row: Row) -> Order:
    return Order(
        order_id=UUID(row["order_id"]),
        account_id=row["account_id"],
        user_id=row["user_id"],
        session_id=row["session_id"],
        client_order_id=row["client_order_id"],
        symbol=row["symbol"],
        side=Side(row["side"]),
        order_type=OrderType(row["order_type"]),
        time_in_force=TimeInForce(row["time_in_force"]),
        quantity=_decimal(row["quantity"]),
        notional=_decimal(row["notional"]),
        limit_price=_decimal(row["limit_price"]),
        stop_price=_decimal(row["stop_price"]),
        analysis_id=row["analysis_id"],
        submitted_at=row["submitted_at"],
        correlation_id=row["correlation_id"],
    )


def standing_of(row: Row, canceled: Iterable[str] = ()) -> Standing:
    return Standing(
        order=order_of(row),
        status=Status(row["status"]),
        cash_reserved=Decimal(row["cash_reserved"]),
        shares_reserved=Decimal(row["shares_reserved"]),
        filled_quantity=Decimal(row["filled_quantity"]),
        filled_notional=Decimal(row["filled_notional"]),
        broker=row["broker"] or "",
        broker_order_id=row["broker_order_id"],
        sent_at=row["sent_at"],
        changed_at=row["changed_at"],
        cancel_requested=row["cancel_requested_at"] is not None or row["order_id"] in canceled,
        denial_code=row["denial_code"],
        reason=row["reason"],
    )


def accounts_of(locked: Sequence[Row], loaded: Row) -> dict[str, Account]:
    accounts = {row["account_id"]: row for row in locked}
    balances: dict[str, dict[tuple[str, str], Decimal]] = {name: {} for name in accounts}
    for name, book, unit, amount in loaded["balances"]:
        balances[name][book, unit] = Decimal(amount)
    opened: dict[str, list[OpenOrder]] = {name: [] for name in accounts}
    for name, symbol, side, limit_price, reserved in loaded["open"]:
        if name in opened:
            opened[name].append(OpenOrder(symbol, Side(side), _decimal(limit_price), Decimal(reserved)))
    orders: dict[str, dict[str, int]] = {name: {} for name in accounts}
    notional: dict[str, dict[str, Decimal]] = {name: {} for name in accounts}
    for name, period, count, amount in loaded["activity"]:
        if name in accounts:
            orders[name][period], notional[name][period] = count, Decimal(amount)
    return {
        name: Account(
            account_id=name,
            user_id=row["user_id"],
            status=row["status"],
            broker=row["broker"],
            purse=_purse(balances[name]),
            cash_reserved=balances[name].get((Book.CASH_RESERVED, USD), ZERO),
            free_shares=_shares(balances[name], Book.HOLDINGS),
            held_shares=_sum(
                _shares(balances[name], Book.HOLDINGS), _shares(balances[name], Book.HOLDINGS_RESERVED)
            ),
            invested=balances[name].get((Book.STREET, USD), ZERO),
            open_orders=tuple(opened[name]),
            open_count=loaded["open_counts"].get(name, 0),
            orders_by_period=orders[name],
            notional_by_period=notional[name],
        )
        for name, row in accounts.items()
    }


def purses_of(loaded: Row) -> dict[str, Purse]:
    by_account: dict[str, dict[tuple[str, str], Decimal]] = {}
    for name, book, unit, amount in loaded["balances"]:
        by_account.setdefault(name, {})[book, unit] = Decimal(amount)
    return {name: _purse(balances) for name, balances in by_account.items()}


def lots_of(loaded: Row) -> dict[tuple[str, str], tuple[Lot, ...]]:
    """By account and symbol, oldest first."""
    found: dict[tuple[str, str], list[Lot]] = {}
    for account, symbol, lot_id, remaining, cost in loaded["lots"]:
        found.setdefault((account, symbol), []).append(Lot(UUID(lot_id), Decimal(remaining), Decimal(cost)))
    return {key: tuple(lots) for key, lots in found.items()}


def order_row(order: Order, **decided: Any) -> dict[str, Any]:
    return {
        "order_id": order.order_id,
        "account_id": order.account_id,
        "user_id": order.user_id,
        "session_id": order.session_id,
        "client_order_id": order.client_order_id,
        "correlation_id": order.correlation_id,
        "analysis_id": order.analysis_id,
        "symbol": order.symbol,
        "side": order.side,
        "order_type": order.order_type,
        "time_in_force": order.time_in_force,
        "quantity": order.quantity,
        "notional": order.notional,
        "limit_price": order.limit_price,
        "stop_price": order.stop_price,
        "submitted_at": order.submitted_at,
        **decided,
    }


def ledger_rows(booked: Iterable[LedgerTransaction]) -> dict[str, list[dict[str, Any]]]:
    transactions, postings = [], []
    for each in booked:
        transactions.append(
            {
                "transaction_id": each.transaction_id,
                "account_id": each.account_id,
                "kind": each.kind,
                "order_id": each.order_id,
                "occurred_at": each.occurred_at,
            }
        )
        postings += [
            {
                "transaction_id": each.transaction_id,
                "line": line,
                "account_id": each.account_id,
                "book": posting.book,
                "unit": posting.unit,
                "amount": posting.amount,
            }
            for line, posting in enumerate(each.postings, 1)
        ]
    return {"transactions": transactions, "postings": postings}


def settlement_rows(changes: Sequence[Change]) -> dict[str, list[dict[str, Any]]]:
    fills = [change.execution for change in changes if change.execution]
    lots = {lot.lot_id: lot for change in changes if change.closures for lot in change.lots}
    return {
        "changes": [_change_row(change.standing) for change in changes],
        **ledger_rows(booked for change in changes for booked in change.booked),
        "fills": [
            {
                "order_id": done.order_id,
                "cumulative_quantity": done.cumulative,
                "transaction_id": done.transaction_id,
                "account_id": done.account_id,
                "symbol": done.symbol,
                "side": done.side,
                "quantity": done.quantity,
                "notional": done.notional,
                "fee": done.fee,
                "filled_at": done.at,
            }
            for done in fills
        ],
        "lots": [
            {"lot_id": lot.lot_id, "remaining": lot.remaining, "cost_remaining": lot.cost_remaining}
            for lot in lots.values()
        ],
        "closures": [
            {
                "lot_id": closure.lot_id,
                "transaction_id": change.execution.transaction_id,
                "quantity": closure.quantity,
                "cost": closure.cost,
                "proceeds": closure.proceeds,
            }
            for change in changes
            if change.execution
            for closure in change.closures
        ],
    }


def _change_row(standing: Standing) -> dict[str, Any]:
    return {
        "order_id": standing.order.order_id,
        "status": standing.status,
        "denial_code": standing.denial_code,
        "reason": standing.reason,
        "broker_order_id": standing.broker_order_id,
        "cash_reserved": standing.cash_reserved,
        "shares_reserved": standing.shares_reserved,
        "filled_quantity": standing.filled_quantity,
        "filled_notional": standing.filled_notional,
        "changed_at": standing.changed_at,
    }


def _purse(balances: Mapping[tuple[str, str], Decimal]) -> Purse:
    return Purse(balances.get((Book.CASH, USD), ZERO), balances.get((Book.OWED, USD), ZERO))


def _shares(balances: Mapping[tuple[str, str], Decimal], wanted: Book) -> dict[str, Decimal]:
    return {unit: amount for (book, unit), amount in balances.items() if book == wanted}


def _sum(first: dict[str, Decimal], second: dict[str, Decimal]) -> dict[str, Decimal]:
    return {unit: first.get(unit, ZERO) + second.get(unit, ZERO) for unit in first.keys() | second.keys()}


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
