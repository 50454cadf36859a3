"""What every document must pass before its rows are read: it is data, and about the company asked for."""

from collections.abc import Mapping
from typing import Any

from functions.research.adapters.alpha_vantage import symbols
from functions.research.adapters.alpha_vantage.answers import NOTICE_KEYS
from functions.research.adapters.literals import Reading, excerpt, text
from functions.research.domain.findings import Severity


def usable(
    document: object, reading: Reading, *, symbol: str | None = None, symbol_key: str = "symbol"
) -> Mapping[str, Any] | None:
    """The document, or None after noting a hard finding. `symbol` None: the document is about nobody."""
    if not isinstance(document, Mapping):
        reading.note("UNEXPECTED_SHAPE", Severity.HARD, f"expected a JSON object, got {excerpt(document)}")
        return None
    notice_key = next((key for key in NOTICE_KEYS if key in document), None)
    if notice_key is not None:
        reading.note(
            "PAYLOAD_IS_NOTICE", Severity.HARD, f"expected figures, got a notice under {notice_key!r}"
        )
        return None
    if symbol is not None and not _is_about(document.get(symbol_key), symbol):
        reading.note(
            "SYMBOL_MISMATCH",
            Severity.HARD,
            f"expected {symbol}, the payload is about {excerpt(document.get(symbol_key))}",
        )
        return None
    return document


def rows(
    document: Mapping[str, Any], key: str, reading: Reading, severity: Severity = Severity.HARD
) -> list[Mapping[str, Any]]:
    """The objects listed under `key`. An absent list is empty; one that is no list weighs `severity`."""
    listed = document.get(key)
    if listed is None:
        return []
    if not isinstance(listed, list):
        reading.note("UNEXPECTED_SHAPE", severity, f"{key}: expected a list, got {excerpt(listed)}")
        return []
    objects = [row for row in listed if isinstance(row, Mapping)]
    if len(objects) < len(listed):
        reading.note(
            "UNEXPECTED_SHAPE", Severity.SOFT, f"{key}: {len(listed) - len(objects)} rows are no objects"
        )
    return objects


def _is_about(given: object, symbol: str) -> bool:
    said = text(given)
    return said is not None and symbols.canonical(said) == symbols.canonical(symbol)
