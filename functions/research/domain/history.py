"""What a new payload adds to what is already known.

Unchanged periods add nothing. A period seen for the first time is known from the day the company reported
it, where the provider says so; otherwise from the latest day the law allows, if that has passed; otherwise
from now. A period whose figures differ from the newest known ones is a restatement, known from now.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256

from functions.research.domain.statements import Basis, Period, Report, Row

# The slowest filers' deadlines: 10-Q 45 days, 10-K 90 days (SEC Form 10-Q and 10-K, general instructions A).
ASSUMED_LAG = {Period.QUARTER: timedelta(days=45), Period.ANNUAL: timedelta(days=90)}
# Statement dates of one period may disagree by some days between two of a provider's endpoints.
SAME_PERIOD = timedelta(days=5)

# Trends look back five years and need the year before; older rows cannot change a rating.
RATED_HISTORY = timedelta(days=8 * 366)
# A year of trading days and some: volatility and a drawdown look back that far.
RATED_BARS = 260
# The most followed companies have a few hundred stories a month; of more, the newest speak for all.
RATED_LINKS = 1000
# Stability is the spread of the last five.
EARLIER_RATINGS = 5


def content_hash(report: Report) -> str:
    """Missing figures and their order do not count; the currency does."""
    present = {name: value for name, value in sorted(report.figures.items()) if value is not None}
    return sha256(json.dumps([report.currency, present]).encode()).hexdigest()[:32]


def report_dates(reports: Iterable[Report]) -> dict[date, date]:
    """Day reported by fiscal date, where reports say so; a day before the period's end is no report."""
    return {
        r.fiscal_date: r.reported_on
        for r in reports
        if r.reported_on is not None and r.reported_on >= r.fiscal_date
    }


def added_rows(
    known: Sequence[Row],
    reports: Iterable[Report],
    *,
    reported_on: Mapping[date, date],
    payload_hash: str,
    as_of: str,
) -> list[Row]:
    """Rows to append; `known` are all stored rows of the same statement, `as_of` an ISO UTC timestamp."""
    newest: dict[tuple[Period, date], Row] = {}
    for row in sorted(known, key=lambda r: r.known_from):
        newest[row.report.period, row.report.fiscal_date] = row

    added = []
    for report in reports:
        digest = content_hash(report)
        before = newest.get((report.period, report.fiscal_date))
        if before is not None and before.content_hash == digest:
            continue
        if before is None:
            known_from, basis = _first_known(report, reported_on, as_of)
        else:
            known_from, basis = as_of, Basis.FIRST_SEEN
        added.append(Row(report, known_from, basis, payload_hash, digest, recorded_at=as_of))
    return added


def _first_known(report: Report, reported_on: Mapping[date, date], as_of: str) -> tuple[str, Basis]:
    day = as_of[:10]
    reported = _nearest(report.fiscal_date, reported_on)
    if reported is not None and reported.isoformat() <= day:
        return reported.isoformat(), Basis.REPORTED_DATE
    assumed = (report.fiscal_date + ASSUMED_LAG[report.period]).isoformat()
    if assumed <= day:
        return assumed, Basis.ASSUMED_LAG
    return as_of, Basis.FIRST_SEEN


def _nearest(fiscal_date: date, reported_on: Mapping[date, date]) -> date | None:
    if fiscal_date in reported_on:
        return reported_on[fiscal_date]
    near = [d for d in reported_on if abs(d - fiscal_date) <= SAME_PERIOD]
    return reported_on[min(near, key=lambda d: (abs(d - fiscal_date), d))] if near else None
