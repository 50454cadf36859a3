"""Rows of the tables as text and back, exactly; what another version of this code wrote raises."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from functions.research.adapters.asset_table import HeldAsset
from functions.research.domain.assets import Asset
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Basis, Period, Report, Row, Statement


def text(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))


def asset_text(held: HeldAsset | None) -> str:
    return text(asdict(held) | {"latest_quarter": _iso(held.latest_quarter)} if held else None)


def asset(kept: str) -> HeldAsset | None:
    fields = json.loads(kept)
    if fields is None:
        return None
    listed = fields["asset"]
    return HeldAsset(
        **fields
        | {
            "asset": Asset(**listed | {"attributes": tuple(listed["attributes"])}),
            "latest_quarter": _date(fields["latest_quarter"]),
        }
    )


def profile_text(profile: tuple[Overview, str] | None) -> str:
    if profile is None:
        return text(None)
    overview, moment = profile
    return text([asdict(overview) | {"latest_quarter": _iso(overview.latest_quarter)}, moment])


def profile(kept: str) -> tuple[Overview, str] | None:
    found = json.loads(kept)
    if found is None:
        return None
    fields, moment = found
    return Overview(**fields | {"latest_quarter": _date(fields["latest_quarter"])}), moment


def rows_text(rows: list[Row]) -> str:
    return text(
        [
            [
                *(row.report.symbol, row.report.statement, row.report.period, _iso(row.report.fiscal_date)),
                *(row.report.currency, row.report.figures, _iso(row.report.reported_on)),
                *(row.known_from, row.known_from_basis, row.payload_hash, row.content_hash, row.recorded_at),
            ]
            for row in rows
        ]
    )


def rows(kept: str) -> list[Row]:
    return [_row(each) for each in json.loads(kept)]


def _row(fields: list[Any]) -> Row:
    symbol, statement, period, fiscal_date, currency, figures, reported_on, *of_the_row = fields
    known_from, basis, payload_hash, content_hash, recorded_at = of_the_row
    report = Report(
        symbol,
        Statement(statement),
        Period(period),
        date.fromisoformat(fiscal_date),
        currency,
        figures,
        _date(reported_on),
    )
    return Row(report, known_from, Basis(basis), payload_hash, content_hash, recorded_at)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
