"""Whatever a provider sends, checking it ends in findings and never in an exception."""

import json
import math
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.finding_codes import MEANINGS
from functions.research.domain.overview import Overview
from functions.research.domain.statements import Basis, Period, Report, Row, Statement
from functions.research.domain.validation import validate_company, validate_payload

NAMES = [
    "total_assets", "total_current_assets", "total_liabilities", "total_current_liabilities",
    "total_shareholder_equity", "common_stock_shares_outstanding", "total_revenue", "gross_profit",
    "cost_of_revenue", "ebit", "ebitda", "depreciation_and_amortization", "interest_expense", "net_income",
    "operating_cashflow", "capital_expenditures", "reported_eps", "estimated_eps",
]  # fmt: skip
DAYS = [date(2023 + y, m, d) for y in range(3) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31), (12, 30))]

values = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.sampled_from([0, -0.0, 10**400, 5e-324, 1e21, 1000]),
)
figures = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
days = st.one_of(st.dates(), st.sampled_from(DAYS))
reports = st.builds(
    Report,
    symbol=st.sampled_from(["ACME", "OTHER"]),
    statement=st.sampled_from(Statement),
    period=st.sampled_from(Period),
    fiscal_date=days,
    currency=st.sampled_from([None, "", "USD", "TWD"]),
    figures=figures,
    reported_on=st.none() | days,
)
rows = st.builds(
    Row, reports, days.map(date.isoformat), st.sampled_from(Basis), st.just("payload"), st.just("content")
)
overviews = st.none() | st.builds(
    Overview,
    symbol=st.just("ACME"),
    name=st.text(max_size=3),
    sector=st.none(),
    industry=st.none() | st.text(max_size=5),
    currency=st.sampled_from([None, "USD", "TWD"]),
    country=st.none(),
    fiscal_year_end_month=st.none() | st.integers(1, 12),
    latest_quarter=st.none(),
    figures=st.dictionaries(st.sampled_from(["shares_outstanding", "market_capitalization"]), values),
    texts=st.just({}),
)
moments = st.one_of(st.text(max_size=12), days.map(lambda d: f"{d}T07:00:00Z"))


def assert_well_formed(findings):
    for finding in findings:
        assert finding.code in MEANINGS
        assert finding.message
        assert all(math.isfinite(v) for v in finding.figures.values() if isinstance(v, float))
        json.dumps(finding.to_json(), allow_nan=False)


@settings(max_examples=50, deadline=None)
@given(st.lists(reports, max_size=12), moments)
def test_any_payload_ends_in_findings(payload, as_of):
    assert_well_formed(validate_payload(payload, as_of=as_of))


@settings(max_examples=50, deadline=None)
@given(st.lists(rows, max_size=16), overviews, moments)
def test_any_company_ends_in_findings(known, overview, as_of):
    assert_well_formed(validate_company(known, overview, as_of=as_of))
