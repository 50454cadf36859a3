"""What a user sees of orders: the book's word, and until the book has one what was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from functions.runtime import api
from functions.trading.adapters.database import DatabaseUnavailable
from functions.trading.adapters.intent_table import Intent, IntentTable
from functions.trading.adapters.order_book import OrderBook
from functions.trading.domain.documents import booked_document, queued_document

# An order waits no longer in the queue without an alarm; older intents are in the book.
_WAITS_AT_MOST = timedelta(hours=1)
_RETRY_SECONDS = "5"


class OrderView:
    def __init__(self, intents: IntentTable, book: OrderBook) -> None:
        self._intents = intents
        self._book = book

    def required(self, order_id: str) -> Intent:
        """What was asked for under that id; whose it is, is another question."""
        intent = self._intents.get(order_id)
        if intent is None:
            raise api.not_found("order")
        return intent

    def order(self, intent: Intent) -> dict[str, Any]:
        with answering():
            known = self._book.get(UUID(intent.order_id))
        return booked_document(known) if known else queued_document(intent.message)

    def page(
        self, account_id: str, *, status: str | None, limit: int, after: str | None, now: str
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Newest first, those that wait before all, and the order after which the next page begins."""
        with answering():
            booked = [
                booked_document(one)
                for one in self._book.list(
                    account_id, status=status, limit=limit + 1, after=UUID(after) if after else None
                )
            ]
            waiting = [] if after or status not in (None, "queued") else self._waiting(account_id, now)
        goes_on = len(booked) > limit
        shown = booked[:limit]
        return waiting + shown, shown[-1]["order_id"] if goes_on else None

    def _waiting(self, account_id: str, now: str) -> list[dict[str, Any]]:
        since = (datetime.fromisoformat(now) - _WAITS_AT_MOST).strftime("%Y-%m-%dT%H:%M:%SZ")
        recent = self._intents.recent(account_id, since=since)
        known = self._book.statuses([UUID(intent.order_id) for intent in recent]) if recent else {}
        return [queued_document(one.message) for one in recent if UUID(one.order_id) not in known]


@contextmanager
def answering() -> Iterator[None]:
    try:
        yield
    except DatabaseUnavailable:
        raise api.Refused(
            503, "book_unavailable", "the order book does not answer", headers={"Retry-After": _RETRY_SECONDS}
        ) from None
