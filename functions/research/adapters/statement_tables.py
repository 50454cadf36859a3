import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, Key

from functions.research.domain.statements import Basis, Period, Report, Row, Statement


class StatementTables:
    """Reported figures, a table a statement; a row's key ends in the moment it was known: none is replaced.

    The figures are one JSON text: as attributes, 35 numbers cost twice the write units and are ten times
    slower to parse.
    """

    def __init__(self, tables: Mapping[Statement, Any]) -> None:
        self._tables = tables

    def rows(self, symbol: str, *, since: date | None = None) -> list[Row]:
        """Every version of every period from `since` on, of all four statements."""
        return [row for statement in self._tables for row in self.rows_of(symbol, statement, since=since)]

    def rows_of(self, symbol: str, statement: Statement, *, since: date | None = None) -> Iterator[Row]:
        condition: ConditionBase = Key("symbol").eq(symbol)
        if since:
            condition &= Key("fiscal_date_ending").gte(since.isoformat())
        arguments = {"KeyConditionExpression": condition, "ConsistentRead": True}
        while True:
            page = self._tables[statement].query(**arguments)
            for item in page["Items"]:
                yield _to_row(item, statement)
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def add(self, rows: Iterable[Row]) -> int:
        """Write rows; the same row again changes nothing. Answers how many were written."""
        by_statement: dict[Statement, list[Row]] = {}
        for row in rows:
            by_statement.setdefault(row.report.statement, []).append(row)
        for statement, added in by_statement.items():
            with self._tables[statement].batch_writer() as batch:
                for row in added:
                    batch.put_item(Item=_to_item(row))
        return sum(len(added) for added in by_statement.values())


def _to_item(row: Row) -> dict[str, Any]:
    report = row.report
    item = {
        "symbol": report.symbol,
        "fiscal_date_ending": f"{report.fiscal_date}#{report.period.value}#{row.known_from}",
        "fiscal_date": report.fiscal_date.isoformat(),
        "period_type": report.period.name.lower(),
        "known_from": row.known_from,
        "known_from_basis": row.known_from_basis.value,
        "reported_currency": report.currency,
        "reported_date": report.reported_on.isoformat() if report.reported_on else None,
        "figures": json.dumps(
            {k: v for k, v in report.figures.items() if v is not None}, separators=(",", ":")
        ),
        "payload_hash": row.payload_hash,
        "content_hash": row.content_hash,
        "recorded_at": row.recorded_at or None,
    }
    return {name: value for name, value in item.items() if value is not None}


def _to_row(item: Mapping[str, Any], statement: Statement) -> Row:
    _, period, known_from = item["fiscal_date_ending"].split("#", 2)
    reported = item.get("reported_date")
    report = Report(
        symbol=item["symbol"],
        statement=statement,
        period=Period(period),
        fiscal_date=date.fromisoformat(item["fiscal_date"]),
        currency=item.get("reported_currency"),
        figures=json.loads(item["figures"]),
        reported_on=date.fromisoformat(reported) if reported else None,
    )
    return Row(
        report,
        known_from,
        Basis(item["known_from_basis"]),
        item["payload_hash"],
        item["content_hash"],
        item.get("recorded_at", ""),
    )
