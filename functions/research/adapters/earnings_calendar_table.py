from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.recording import second_after

# A listed report without one of these loses the one it had.
_OPTIONAL = ("estimated_eps", "currency")


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An expected report with what we did about it.

    `listings` are the times, on our clock, in which the provider listed it: `from/until`, the last one
    without an end while it does. A row that is no longer listed has its end as `removed_at`.
    """

    expected: ExpectedReport
    is_processed: bool
    attempts: int
    processing_status: str
    listings: tuple[str, ...] = ()
    removed_at: str | None = None


class EarningsCalendarTable:
    """Expected reports by symbol and report date. Past rows stay; a date that moved leaves its row behind,
    marked as removed, so that what was expected at a moment can be told."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def get(self, symbol: str, report_date: date) -> CalendarRow | None:
        key = {"asset_symbol": symbol, "earnings_date": report_date.isoformat()}
        item = self._table.get_item(Key=key, ConsistentRead=True).get("Item")
        return _to_row(item) if item and "removed_at" not in item else None

    def of(self, symbol: str) -> list[CalendarRow]:
        """Every row of one company, oldest first; a few a year."""
        rows = self._rows(Key("asset_symbol").eq(symbol))
        return [row for row in rows if row.removed_at is None]

    def every(self, symbol: str) -> list[CalendarRow]:
        """Those no longer listed as well."""
        return self._rows(Key("asset_symbol").eq(symbol))

    def expected_on(self, symbol: str, as_of: str, *, seen_until: str) -> date | None:
        """The day of the next report as it was expected at `as_of`, as recorded before `seen_until`."""
        ahead = Key("asset_symbol").eq(symbol) & Key("earnings_date").gte(as_of[:10])
        listed = (
            row.expected.report_date
            for row in self._rows(ahead)
            if any(_covers(listing, as_of, seen_until) for listing in row.listings)
        )
        return next(listed, None)

    def _rows(self, condition: ConditionBase) -> list[CalendarRow]:
        page = self._table.query(KeyConditionExpression=condition, ConsistentRead=True)
        return [_to_row(item) for item in page["Items"]]

    def on(self, day: date) -> Iterator[CalendarRow]:
        """Everything expected on one day, by symbol."""
        return (row for row in self._ever_on(day) if row.removed_at is None)

    def listed_on(self, day: date, as_of: str) -> Iterator[CalendarRow]:
        """Everything that was expected on one day at `as_of` (ISO UTC), by symbol."""
        later = second_after(as_of)
        rows = self._ever_on(day)
        return (row for row in rows if any(_covers(listing, as_of, later) for listing in row.listings))

    def _ever_on(self, day: date) -> Iterator[CalendarRow]:
        arguments: dict[str, Any] = {
            "IndexName": "upcoming-earnings-index",
            "KeyConditionExpression": Key("earnings_date").eq(day.isoformat()),
        }
        while True:
            page = self._table.query(**arguments)
            yield from map(_to_row, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def future(self, day: date) -> Iterator[CalendarRow]:
        """Rows expected on `day` or later, those removed included, in no order."""
        arguments: dict[str, Any] = {"FilterExpression": Attr("earnings_date").gte(day.isoformat())}
        while True:
            page = self._table.scan(**arguments)
            yield from map(_to_row, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def put(
        self,
        expected: ExpectedReport,
        as_of: str,
        payload_hash: str,
        *,
        recorded_at: str | None = None,
        before: CalendarRow | None = None,
    ) -> None:
        """Insert or refresh what the provider says; what we did about it stays. `before` is the row held."""
        listings = list(before.listings) if before else []
        if before is None or before.removed_at is not None:
            listings.append(f"{recorded_at or as_of}/")
        values = _provided(expected) | {"last_sync_timestamp": as_of, "payload_hash": payload_hash}
        values["listings"] = listings
        gone = ["removed_at", *(name for name in _OPTIONAL if name not in values)]
        sets = [f"#{name} = :{name}" for name in values]
        sets += [
            "is_processed = if_not_exists(is_processed, :no)",
            "attempts = if_not_exists(attempts, :zero)",
        ]
        self._table.update_item(
            Key={"asset_symbol": expected.symbol, "earnings_date": expected.report_date.isoformat()},
            UpdateExpression=f"SET {', '.join(sets)} REMOVE {', '.join(gone)}",
            ExpressionAttributeNames={f"#{name}": name for name in values},
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()}
            | {":no": False, ":zero": 0},
        )

    def remove(self, row: CalendarRow, recorded_at: str) -> None:
        """The provider no longer lists it: the row stays as what had been expected until then."""
        *earlier, current = row.listings
        expected = row.expected
        self._table.update_item(
            Key={"asset_symbol": expected.symbol, "earnings_date": expected.report_date.isoformat()},
            UpdateExpression="SET removed_at = :removed_at, listings = :listings",
            ExpressionAttributeValues={
                ":removed_at": recorded_at,
                ":listings": [*earlier, f"{current}{recorded_at}"],
            },
        )

    def attempted(self, symbol: str, report_date: date, as_of: str) -> None:
        """Count one visit to the provider a business day, however often the day is run."""
        day = as_of[:10]
        is_new_day = Attr("last_attempt_on").not_exists() | Attr("last_attempt_on").ne(day)
        try:
            self._table.update_item(
                Key={"asset_symbol": symbol, "earnings_date": report_date.isoformat()},
                UpdateExpression="SET processing_status = :attempted, last_attempt_on = :day"
                " ADD attempts :one",
                ConditionExpression=Attr("asset_symbol").exists() & is_new_day,
                ExpressionAttributeValues={":attempted": "attempted", ":day": day, ":one": 1},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return

    def mark_processed(self, symbol: str, report_date: date, as_of: str) -> bool:
        """True the first time; a second message for the same report changes nothing."""
        try:
            self._table.update_item(
                Key={"asset_symbol": symbol, "earnings_date": report_date.isoformat()},
                UpdateExpression="SET is_processed = :yes, processing_status = :collected,"
                " processed_at = :as_of",
                ConditionExpression=Attr("asset_symbol").exists() & Attr("is_processed").ne(True),  # noqa: FBT003
                ExpressionAttributeValues={":yes": True, ":collected": "collected", ":as_of": as_of},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def _covers(listing: str, as_of: str, seen_until: str) -> bool:
    """Whether a listing was in force at a moment; a sync for that very moment may still be at work."""
    begun, _, ended = listing.partition("/")
    has_ended = ended != "" and ended <= as_of and ended < seen_until
    return begun <= as_of and begun < seen_until and not has_ended


def _provided(expected: ExpectedReport) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": expected.name,
        "fiscal_date_ending": expected.fiscal_date_ending.isoformat(),
        "report_time": expected.report_time,
    }
    if expected.estimated_eps is not None:
        values["estimated_eps"] = Decimal(str(expected.estimated_eps))
    if expected.currency:
        values["currency"] = expected.currency
    return values


def _to_row(item: Mapping[str, Any]) -> CalendarRow:
    estimate = item.get("estimated_eps")
    return CalendarRow(
        expected=ExpectedReport(
            symbol=item["asset_symbol"],
            name=item.get("name", ""),
            report_date=date.fromisoformat(item["earnings_date"]),
            fiscal_date_ending=date.fromisoformat(item["fiscal_date_ending"]),
            estimated_eps=None if estimate is None else float(estimate),
            currency=item.get("currency"),
            report_time=item.get("report_time", "unknown"),
        ),
        is_processed=bool(item.get("is_processed")),
        attempts=int(item.get("attempts", 0)),
        processing_status=item.get("processing_status", "waiting"),
        # Older rows say when they were last written only.
        listings=tuple(item.get("listings") or [f"{item['last_sync_timestamp']}/"]),
        removed_at=item.get("removed_at"),
    )
