"""Everything known of an asset as one file."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# A spreadsheet takes what begins with one of these for a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
COLUMNS = ("kind", "name", "period", "fiscal_date", "value", "unit", "known_from")

Row = Sequence[object]


def as_json(asset: Mapping[str, Any], analysis: Mapping[str, Any] | None, periods: Iterable[Any]) -> bytes:
    document = {"asset": asset, "analysis": analysis, "financials": list(periods)}
    return json.dumps(document, indent=1).encode()


def as_csv(asset: Mapping[str, Any], analysis: Mapping[str, Any] | None, periods: Iterable[Any]) -> bytes:
    """One value a line, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in (*_asset_rows(asset), *_analysis_rows(analysis), *_period_rows(periods)):
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe(cell: object) -> object:
    """A text that no spreadsheet calculates; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _asset_rows(asset: Mapping[str, Any]) -> Iterable[Row]:
    for name, value in asset.items():
        yield "asset", name, "", "", value, "", ""


def _analysis_rows(analysis: Mapping[str, Any] | None) -> Iterable[Row]:
    if analysis is None:
        return
    for name in ("rating", "label", "confidence", "rating_low", "rating_high", "reason"):
        yield "analysis", name, "", "", analysis[name], "", analysis["as_of"]
    for part in (*analysis["components"], *analysis["panels"]):
        for metric in part["metrics"]:
            row = ("metric", f"{part['code']}.{metric['code']}", "", "", metric["value"], metric["unit"])
            yield *row, analysis["as_of"]


def _period_rows(periods: Iterable[Any]) -> Iterable[Row]:
    for each in periods:
        for name, value in each["figures"].items():
            if value is not None:
                where = (each["statement"], name, each["period"], each["fiscal_date"])
                yield *where, value, each["currency"], each["known_from"]
