"""Everything known of an asset as a file to fetch."""

from datetime import datetime, timedelta
from typing import Any

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.adapters.catalogue import to_listed
from functions.advisor.adapters.export_files import GOOD_FOR_SECONDS
from functions.advisor.domain import export_file, financials
from functions.research import wiring as research
from functions.runtime import api, moments


@api.operation("ExportAsset")
def handler(request: api.Request) -> api.Answer:
    kind, as_of = request.query["format"], moments.as_of(request)
    held = asset_reads.required(research.assets(), request.path["asset_id"])
    symbol = held.asset.symbol
    written = export_file.as_csv if kind == "csv" else export_file.as_json

    content = written(
        to_listed(held, as_of).document(),
        research.analyses().latest(symbol, until=as_of),
        _periods(symbol, as_of),
    )
    file = wiring.export_files().put(symbol, kind, content)

    expires = datetime.fromisoformat(request.at) + timedelta(seconds=GOOD_FOR_SECONDS)
    return api.Answer(200, {**file, "expires_at": expires.strftime("%Y-%m-%dT%H:%M:%SZ")})


def _periods(symbol: str, as_of: str) -> list[dict[str, Any]]:
    profile = research.overviews().dated(symbol, as_of)
    found = [financials.profile(*profile)] if profile else []
    for statement, table in financials.STATEMENTS.items():
        rows = list(research.statements().rows_of(symbol, table))
        found += [
            each for kind in financials.PERIODS for each in financials.periods(rows, statement, kind, as_of)
        ]
    return found
