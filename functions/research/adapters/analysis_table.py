import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from functions.research.domain.measured import Measured, figures_of
from functions.research.domain.sector_snapshot import revenue_growth

# Ratings of other versions of the rules may lie between those that are asked for.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class StoredRating:
    """A rating as it was stored, and the last moment of recording it could see."""

    document: dict[str, Any]
    seen_until: str


class AnalysisTable:
    """Ratings by symbol and the moment they are for; the document is compressed beside what is queried.

    None is replaced: another rating for a moment stands behind the first, as `<moment>#02`, and takes its
    place in the indexes.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def latest(self, symbol: str, *, until: str) -> dict[str, Any] | None:
        """The newest rating document for a moment not after `until` (ISO UTC)."""
        history = self.history(symbol, until=until, limit=1)
        return history[0] if history else None

    def history(self, symbol: str, *, until: str, limit: int) -> list[dict[str, Any]]:
        """The newest first; of several for one moment the last."""
        newest = self._newest_first(symbol, Key("analysis_date").lte(f"{until}#~"), page_size=limit)
        return [_document(item) for item in islice(_one_a_moment(newest), limit)]

    def numbers_before(
        self, symbol: str, as_of: str, *, seen_until: str, version: str, limit: int
    ) -> list[float]:
        """The newest ratings before `as_of`, recorded by `seen_until`, under rules of one version."""
        before = self._newest_first(symbol, Key("analysis_date").lt(as_of), page_size=LOOKED_AT)
        recorded = (item for item in before if _recorded_at(item) <= seen_until)
        looked_at = islice(_one_a_moment(recorded), LOOKED_AT)
        of_version = (item for item in looked_at if item.get("rule_set_version") == version)
        numbers = (float(i["investment_rating"]) for i in of_version if "investment_rating" in i)
        return list(islice(numbers, limit))

    def stored(self, symbol: str, moments: str, *, earlier: bool) -> Iterator[StoredRating]:
        """Every rating of a day or a moment, newest first; with `earlier` those before it as well."""
        key = Key("analysis_date")
        asked = key.lte(f"{moments}~") if earlier else key.begins_with(moments)
        for item in self._newest_first(symbol, asked, page_size=LOOKED_AT):
            yield StoredRating(_plain(item), item.get("seen_until") or _recorded_at(item))

    def rated_in(self, moments: str, labels: Iterable[str]) -> set[str]:
        """The symbols with a rating for a day or a moment, by the labels ratings may have."""
        symbols = set()
        for label in labels:
            arguments: dict[str, Any] = {
                "IndexName": "rating-index",
                "KeyConditionExpression": Key("rating_label").eq(label)
                & Key("analysis_date").begins_with(moments),
                "ProjectionExpression": "symbol",
            }
            symbols |= {item["symbol"] for item in self._pages(arguments)}
        return symbols

    def by_id(self, analysis_id: str) -> dict[str, Any] | None:
        page = self._table.query(
            IndexName="analysis-id-index", KeyConditionExpression=Key("analysis_id").eq(analysis_id), Limit=1
        )
        return _document(page["Items"][0]) if page["Items"] else None

    def labelled(self, label: str, *, limit: int) -> list[dict[str, Any]]:
        """The newest ratings with one label."""
        page = self._table.query(
            IndexName="rating-index",
            KeyConditionExpression=Key("rating_label").eq(label),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_document(item) for item in page["Items"]]

    def best_in_sector(self, sector: str, *, limit: int) -> list[dict[str, Any]]:
        page = self._table.query(
            IndexName="sector-rating-index",
            KeyConditionExpression=Key("sector_latest").eq(sector),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_document(item) for item in page["Items"]]

    def revenue_growth_in(self, sector: str, *, until: str) -> dict[str, float]:
        """Three-year revenue growth by symbol, from a sector's newest ratings where they have it.

        `until` is ISO UTC; a company whose newest rating is for a later moment is left out.
        """
        arguments: dict[str, Any] = {
            "IndexName": "sector-rating-index",
            "KeyConditionExpression": Key("sector_latest").eq(sector),
            "FilterExpression": Attr("revenue_growth_3yr").exists() & Attr("analysis_date").lte(until),
            "ProjectionExpression": "symbol, revenue_growth_3yr",
        }
        growth: dict[str, float] = {}
        while True:
            page = self._table.query(**arguments)
            growth |= {item["symbol"]: float(item["revenue_growth_3yr"]) for item in page["Items"]}
            if "LastEvaluatedKey" not in page:
                return growth
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def measured_in(self, sector: str) -> Iterator[Measured]:
        """What the newest rating of each of a sector's companies measured, where it was not withheld."""
        arguments = {
            "IndexName": "measured-index",
            "KeyConditionExpression": Key("sector_latest").eq(sector),
        }
        return map(_to_measured, self._pages(arguments))

    def put(  # noqa: PLR0913  each is kept beside the document
        self,
        rating: Mapping[str, Any],
        *,
        analysis_id: str,
        sector: str | None,
        seen_until: str | None = None,
        recorded_at: str | None = None,
        correlation_id: str | None = None,
    ) -> None:
        """Store one document for its moment; the same one again changes nothing.

        `seen_until` is the last moment of recording it could see. Only a symbol's newest rating stands in the
        sector index, and only the last of a moment in that of labels.
        """
        symbol, as_of = rating["symbol"], rating["as_of"]
        of_moment = list(self._newest_first(symbol, Key("analysis_date").begins_with(as_of), page_size=2))
        is_held = bool(of_moment) and _plain(of_moment[0]) == dict(rating)
        number = len(of_moment) + (0 if is_held else 1)
        key = as_of if number == 1 else f"{as_of}#{number:02}"
        newest = list(islice(self._newest_first(symbol, page_size=2), 2))
        is_newest = all(item["analysis_date"] <= key for item in newest)
        if not is_held:
            clocks = {"seen_until": seen_until or as_of, "recorded_at": recorded_at or as_of}
            item = _to_item(rating, analysis_id, sector if is_newest else None)
            cause = {"correlation_id": correlation_id} if correlation_id else {}
            self._table.put_item(Item=item | clocks | cause | {"analysis_date": key})
        if is_newest:
            self._drop_from_index(newest, key, "sector_latest")
        self._drop_from_index(of_moment, key, "rating_label")

    def _drop_from_index(self, items: Iterable[Mapping[str, Any]], newer_than: str, name: str) -> None:
        for item in items:
            if item["analysis_date"] < newer_than and name in item:
                self._table.update_item(
                    Key={"symbol": item["symbol"], "analysis_date": item["analysis_date"]},
                    UpdateExpression=f"REMOVE {name}",
                )

    def _newest_first(
        self, symbol: str, moments: ConditionBase | None = None, *, page_size: int
    ) -> Iterator[dict[str, Any]]:
        of_symbol = Key("symbol").eq(symbol)
        yield from self._pages(
            {
                "KeyConditionExpression": of_symbol & moments if moments else of_symbol,
                "ScanIndexForward": False,
                "Limit": page_size,
                "ConsistentRead": True,
            }
        )

    def _pages(self, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
        while True:
            page = self._table.query(**arguments)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            arguments = {**arguments, "ExclusiveStartKey": page["LastEvaluatedKey"]}


def _one_a_moment(newest_first: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The last of each moment."""
    for _, of_moment in groupby(newest_first, key=_moment):
        yield next(of_moment)


def _moment(item: Mapping[str, Any]) -> str:
    moment: str = item["analysis_date"].partition("#")[0]
    return moment


def _recorded_at(item: Mapping[str, Any]) -> str:
    """Older ratings were recorded at the moment they are for."""
    return item.get("recorded_at") or _moment(item)


def _to_item(rating: Mapping[str, Any], analysis_id: str, sector: str | None) -> dict[str, Any]:
    document = json.dumps(rating, separators=(",", ":")).encode()
    item: dict[str, Any] = {
        "symbol": rating["symbol"],
        "analysis_date": rating["as_of"],
        "analysis_id": analysis_id,
        "analysis_type": "rule_based",
        "investment_rating": _decimal(rating["rating"]),
        "rating_label": rating["label"],
        "rule_set": rating["rule_set"]["content_hash"],
        "rule_set_version": rating["rule_set"]["version"],
        "confidence_interval": _decimal(rating["confidence"]),
        "rating_low": _decimal(rating["rating_low"]),
        "rating_high": _decimal(rating["rating_high"]),
        "revenue_growth_3yr": _decimal(revenue_growth(rating)),
        "reason": rating["reason"],
        "figures": json.dumps(figures_of(rating), separators=(",", ":")),
        # A withheld rating has no place among the sector's best, and no number to stand there with.
        "sector_latest": sector if rating["rating"] is not None else None,
        # mtime=0: the same rating is the same bytes.
        "document": gzip.compress(document, mtime=0),
    }
    return {name: value for name, value in item.items() if value is not None}


def _to_measured(item: Mapping[str, Any]) -> Measured:
    return Measured(
        symbol=item["symbol"],
        sector=item["sector_latest"],
        as_of=_moment(item),
        rating=float(item["investment_rating"]),
        label=item["rating_label"],
        confidence=float(item["confidence_interval"]),
        figures=json.loads(item.get("figures", "{}")),
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _document(item: Mapping[str, Any]) -> dict[str, Any]:
    return _plain(item) | {"analysis_id": item["analysis_id"]}


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(bytes(item["document"])))
    return document
