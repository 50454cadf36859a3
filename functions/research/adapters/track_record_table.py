from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from functions.research.domain.track_record import Close, Ends, Outcome, Publication, Span, UniverseReturn

PUBLISHED = "PUBLISHED"
_BY_ENTRY = "entry-index"


class TrackRecordTable:
    """A ledger: one row a publication (`<as_of>#PUBLISHED`) and one a horizon (`<as_of>#OUTCOME#03`).

    Rows are added and never changed. What is due follows from the day of publication, so the index by kind of
    row and moment of publication serves the job and the statistics alike.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def publish(self, publication: Publication) -> bool:
        """False when that moment's rating was published before; the first one stands."""
        return self._add(PUBLISHED, publication, {})

    def settle(self, outcome: Outcome) -> bool:
        """False when the outcome was there before; the first one stands."""
        return self._add(_entry(outcome.span.months), outcome.publication, _outcome_item(outcome))

    def published(self, first: date, last: date) -> Iterator[Publication]:
        """In the order of their moments; both days included."""
        for item in self._entries(PUBLISHED, Key("as_of").between(*_moments(first, last))):
            yield _to_publication(item)

    def first_published_on(self) -> date | None:
        page = self._table.query(
            IndexName=_BY_ENTRY, KeyConditionExpression=Key("entry").eq(PUBLISHED), Limit=1
        )
        return date.fromisoformat(page["Items"][0]["as_of"][:10]) if page["Items"] else None

    def outcomes(self, months: int) -> Iterator[Outcome]:
        """All at one horizon, in the order of their publication."""
        for item in self._entries(_entry(months), None):
            yield _to_outcome(item)

    def settled(self, span: Span) -> set[tuple[str, str]]:
        """Symbol and moment of every publication of the span's day that has its outcome."""
        on_day = Key("as_of").between(*_moments(span.published_on, span.published_on))
        return {(item["symbol"], item["as_of"]) for item in self._entries(_entry(span.months), on_day)}

    def of(self, symbol: str) -> tuple[list[Publication], list[Outcome]]:
        """Everything about one symbol, oldest first."""
        items = list(self._pages(KeyConditionExpression=Key("symbol").eq(symbol)))
        publications = [_to_publication(item) for item in items if item["entry"] == PUBLISHED]
        return publications, [_to_outcome(item) for item in items if item["entry"] != PUBLISHED]

    def _add(self, entry: str, publication: Publication, more: dict[str, Any]) -> bool:
        key = {"symbol": publication.symbol, "record": f"{publication.as_of}#{entry}"}
        item = key | {"entry": entry} | _publication_item(publication) | more
        try:
            self._table.put_item(Item=item, ConditionExpression=Attr("symbol").not_exists())
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _entries(self, entry: str, moments: Any) -> Iterator[dict[str, Any]]:
        condition = Key("entry").eq(entry)
        yield from self._pages(
            IndexName=_BY_ENTRY,
            KeyConditionExpression=condition & moments if moments is not None else condition,
        )

    def _pages(self, **arguments: Any) -> Iterator[dict[str, Any]]:
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _entry(months: int) -> str:
    return f"OUTCOME#{months:02d}"


def _moments(first: date, last: date) -> tuple[str, str]:
    return f"{first}T00:00:00Z", f"{last}T23:59:59Z"


def _publication_item(publication: Publication) -> dict[str, Any]:
    return _without_none(
        {
            "as_of": publication.as_of,
            "rating": _decimal(publication.rating),
            "label": publication.label,
            "score100": _decimal(publication.score100),
            "confidence": _decimal(publication.confidence),
            "rating_low": _decimal(publication.rating_low),
            "rating_high": _decimal(publication.rating_high),
            "rule_set_version": publication.rule_set_version,
            "rule_set_hash": publication.rule_set_hash,
            **_close_item("price", publication.price),
        }
    )


def _outcome_item(outcome: Outcome) -> dict[str, Any]:
    ends, universe = outcome.ends, outcome.universe
    return _without_none(
        {
            "months": outcome.span.months,
            "due_on": outcome.span.due_on.isoformat(),
            **_close_item("start", ends.start),
            **_close_item("end", ends.end),
            "is_delisted": ends.is_delisted,
            "jumped_on": ends.jumped_on.isoformat() if ends.jumped_on else None,
            "price_return": _decimal(outcome.price_return),
            "universe_return": _decimal(universe.mean),
            "universe_size": universe.size,
            "universe_delisted": universe.delisted,
            "universe_jumped": universe.jumped,
            "excess_return": _decimal(outcome.excess_return),
            "reason": outcome.reason,
        }
    )


def _to_publication(item: Mapping[str, Any]) -> Publication:
    return Publication(
        symbol=item["symbol"],
        as_of=item["as_of"],
        rating=float(item["rating"]),
        label=item["label"],
        score100=float(item["score100"]),
        confidence=float(item["confidence"]),
        rating_low=float(item["rating_low"]),
        rating_high=float(item["rating_high"]),
        rule_set_version=item["rule_set_version"],
        rule_set_hash=item["rule_set_hash"],
        price=_to_close("price", item),
    )


def _to_outcome(item: Mapping[str, Any]) -> Outcome:
    publication = _to_publication(item)
    jumped_on = item.get("jumped_on")
    return Outcome(
        publication=publication,
        span=Span(publication.published_on, int(item["months"])),
        ends=Ends(
            _to_close("start", item),
            _to_close("end", item),
            is_delisted=item["is_delisted"],
            jumped_on=date.fromisoformat(jumped_on) if jumped_on else None,
        ),
        universe=UniverseReturn(
            _float(item, "universe_return"),
            int(item["universe_size"]),
            int(item["universe_delisted"]),
            int(item["universe_jumped"]),
        ),
        reason=item.get("reason"),
        price_return=_float(item, "price_return"),
        excess_return=_float(item, "excess_return"),
    )


def _close_item(name: str, close: Close | None) -> dict[str, Any]:
    if close is None:
        return {}
    return {f"{name}_close": _decimal(close.price), f"{name}_bar_on": close.on.isoformat()}


def _to_close(name: str, item: Mapping[str, Any]) -> Close | None:
    if f"{name}_close" not in item:
        return None
    return Close(date.fromisoformat(item[f"{name}_bar_on"]), float(item[f"{name}_close"]))


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _float(item: Mapping[str, Any], name: str) -> float | None:
    return float(item[name]) if name in item else None


def _without_none(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}
