"""Alpaca's assets, answered from the data folder, and its way of refusing."""

from http import HTTPStatus
from typing import Any

from scripts.sandbox.data_folder import DataFileUnreadable, DataFolder
from scripts.sandbox.wire import Response, as_json

ASSETS_PATH = "/v2/assets"
ASSET_ENDPOINT = "/v2/assets/{symbol_or_id}"

_FILE = "alpaca/assets.json"
_DEFAULT_CLASS = "us_equity"
_ALLOWED = {
    "status": ("active", "inactive"),
    "asset_class": ("us_equity", "us_option", "crypto"),
    "exchange": ("AMEX", "ARCA", "BATS", "NYSE", "NASDAQ", "NYSEARCA", "OTC", "CRYPTO"),
}


def refusal(status: int, message: str) -> Response:
    """Alpaca's codes are the status and a number of its own; only the first is told apart here."""
    return as_json({"code": status * 100_000 + 10_000, "message": message}, status)


def bad_parameter(message: str) -> Response:
    return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, message)


def unavailable(status: int) -> Response:
    return refusal(status, "internal server error occurred")


def assets(query: dict[str, str], folder: DataFolder) -> Response:
    """Without `asset_class` only US equities are listed, without `status` both states."""
    for name, allowed in _ALLOWED.items():
        if query.get(name) and query[name] not in allowed:
            return bad_parameter(f"invalid {name} {query[name]!r}: expected one of {', '.join(allowed)}")
    wanted = {
        "status": query.get("status"),
        "class": query.get("asset_class") or _DEFAULT_CLASS,
        "exchange": query.get("exchange"),
    }

    def build() -> bytes:
        listed = [
            asset
            for asset in _listed(folder)
            if all(not value or asset.get(field) == value for field, value in wanted.items())
        ]
        return as_json(listed).body

    return Response(HTTPStatus.OK, folder.remember((_FILE,), tuple(wanted.values()), build))


def asset(symbol_or_id: str, folder: DataFolder) -> Response:
    by_name = folder.remember(
        (_FILE,),
        "by symbol and id",
        lambda: {
            asset[field]: asset for field in ("id", "symbol") for asset in _listed(folder) if field in asset
        },
    )
    if symbol_or_id not in by_name:
        return refusal(HTTPStatus.NOT_FOUND, f"asset not found for {symbol_or_id}")
    return as_json(by_name[symbol_or_id])


def _listed(folder: DataFolder) -> list[dict[str, Any]]:
    document = folder.document(_FILE)
    if document is None:
        return []
    if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
        raise DataFileUnreadable(f"{_FILE}: expected a list of asset objects")
    return document
