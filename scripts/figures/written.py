"""What is held of a company as parts of JSON and of plain numbers, and back. Same figures, same bytes."""

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from itertools import chain, groupby, repeat
from typing import Any

from functions.research.domain.daily_closes import DailyCloses
from functions.research.domain.dossier import Dossier, Listed
from functions.research.domain.findings import Finding, ReadFindings
from functions.research.domain.news import AboutCompany
from functions.research.domain.overview import Overview
from functions.research.domain.rating.books import Books
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

CLOSES = ("close_starts", "close_prices", "close_sources")
KINDS = {f"{s.value}_{p.name.lower()}": (s, p) for s in Statement for p in Period}
PARTS = ("profiles", *KINDS, *CLOSES, "news", "calendar", "findings")
# What peers are chosen by.
PROFILE_PARTS = ("profiles", "income_statement_annual")
# What ratings are made of, without what only their documents tell.
RATED_PARTS = tuple(part for part in PARTS if part != "close_sources")

_BASES = {basis.value: basis for basis in Basis}


def parts_of(dossier: Dossier) -> dict[str, bytes]:
    """Every part is compressed; parts with nothing in them are left out."""
    by_kind: dict[tuple[Statement, Period], list[Row]] = {}
    for row in dossier.books:
        by_kind.setdefault((row.report.statement, row.report.period), []).append(row)
    written: dict[str, object] = {
        "profiles": [[moment, _profile(overview)] for moment, overview in dossier.profiles],
        **{name: _rows(by_kind[kind]) for name, kind in KINDS.items() if kind in by_kind},
        "close_sources": [[text, len(list(run))] for text, run in groupby(dossier.closes.payload_hashes)],
        "news": [astuple(about) for about in dossier.news],
        "calendar": [[one.report_date.isoformat(), *one.times] for one in dossier.listed],
        "findings": [[r.as_of, r.function, [f.to_json() for f in r.findings]] for r in dossier.read],
    }
    packed = {name: _packed(part) for name, part in written.items() if part}
    starts, prices = dossier.closes.starts, dossier.closes.closes
    if starts:
        packed["close_starts"] = zlib.compress(struct.pack(f"<{len(starts)}q", *starts))
        packed["close_prices"] = zlib.compress(struct.pack(f"<{len(prices)}d", *prices))
    return packed


def dossier_of(symbol: str, parts: Mapping[str, bytes]) -> Dossier:
    """`parts` may be some of them; what is left out counts as empty."""
    unpacked = {name: zlib.decompress(packed) for name, packed in parts.items()}
    closes = _to_closes(*(unpacked.pop(name, b"") for name in CLOSES))
    read = {name: json.loads(part) for name, part in unpacked.items()}
    rows = (row for name, kind in KINDS.items() if name in read for row in _to_rows(symbol, kind, read[name]))
    return Dossier(
        symbol,
        Books(rows),
        profiles=[(moment, _to_profile(symbol, told)) for moment, told in read.get("profiles", ())],
        closes=closes,
        news=[AboutCompany(*told) for told in read.get("news", ())],
        listed=[Listed(date.fromisoformat(day), tuple(times)) for day, *times in read.get("calendar", ())],
        read=[
            ReadFindings(as_of, function, tuple(Finding.from_json(one) for one in found))
            for as_of, function, found in read.get("findings", ())
        ],
    )


def _packed(part: object) -> bytes:
    return zlib.compress(json.dumps(part, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))


def _rows(rows: Sequence[Row]) -> dict[str, object]:
    """Field names once, and what many rows have in common once."""
    names = list(dict.fromkeys(name for row in rows for name in row.report.figures))
    sources: dict[tuple[str | None, str, str, str], int] = {}
    written = []
    for row in rows:
        report = row.report
        source = (report.currency, row.known_from_basis.value, row.payload_hash, row.recorded_at)
        place = sources.setdefault(source, len(sources))
        reported = report.reported_on.isoformat() if report.reported_on else None
        figures = [report.figures.get(name) for name in names]
        written.append(
            [report.fiscal_date.isoformat(), row.known_from, reported, row.content_hash, place, figures]
        )
    return {"names": names, "sources": list(sources), "rows": written}


def _to_rows(symbol: str, kind: tuple[Statement, Period], read: Mapping[str, Any]) -> Iterator[Row]:
    names, (statement, period) = read["names"], kind
    sources = [(currency, _BASES[basis], *rest) for currency, basis, *rest in read["sources"]]
    for day, known_from, reported, content_hash, place, values in read["rows"]:
        currency, basis, payload_hash, recorded_at = sources[place]
        figures = dict(zip(names, values, strict=True))
        reported_on = date.fromisoformat(reported) if reported else None
        report = Report(symbol, statement, period, date.fromisoformat(day), currency, figures, reported_on)
        yield Row(report, known_from, basis, payload_hash, content_hash, recorded_at)


def _profile(overview: Overview) -> dict[str, object]:
    quarter = overview.latest_quarter
    return {
        "name": overview.name,
        "sector": overview.sector,
        "industry": overview.industry,
        "currency": overview.currency,
        "country": overview.country,
        "fiscal_year_end_month": overview.fiscal_year_end_month,
        "latest_quarter": quarter.isoformat() if quarter else None,
        "figures": dict(overview.figures),
        "texts": dict(overview.texts),
        "payload_hash": overview.payload_hash,
    }


def _to_profile(symbol: str, told: dict[str, Any]) -> Overview:
    quarter = told.pop("latest_quarter")
    return Overview(symbol, latest_quarter=date.fromisoformat(quarter) if quarter else None, **told)


def _to_closes(starts: bytes, prices: bytes, sources: bytes) -> DailyCloses:
    """Thousands a company, of which a rating asks for few: as JSON they would take a fifth of all reading."""
    runs = json.loads(sources) if sources else ()
    hashes = list(chain.from_iterable(repeat(text, days) for text, days in runs))
    return DailyCloses(_numbers("q", starts), _numbers("d", prices), hashes)


def _numbers(kind: str, written: bytes) -> "array[Any]":
    """Little-endian on disk; no number is made of one before it is asked for."""
    found = array(kind, written)
    if sys.byteorder == "big":
        found.byteswap()
    return found
