"""What the committed figures of the real companies lead to on the folder's default day."""

import json

import pytest

from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.alpha_vantage.statements import FUNCTIONS, parse_earnings, parse_statement
from functions.research.domain.findings import Severity
from functions.research.domain.history import added_rows, report_dates
from functions.research.domain.rating import rate
from functions.research.domain.rating.known import Known
from functions.research.domain.validation import validate_company, validate_payload
from scripts.sandbox.alpha_vantage import company_body
from scripts.sandbox.build_data import DATA
from scripts.sandbox.data_folder import DataFolder
from scripts.sandbox.market_days import DEFAULT_DAY

AS_OF = f"{DEFAULT_DAY}T07:00:00Z"


@pytest.fixture(scope="module")
def sandbox():
    return DataFolder(DATA)


def collected(sandbox, symbol):
    """The profile, the rows and the findings of a first collection on the default day."""
    profile, found = parse_overview(answer(sandbox, "OVERVIEW", symbol), symbol, "profile")
    findings, parsed = list(found), {}
    for function, statement in FUNCTIONS.items():
        document = answer(sandbox, function, symbol)
        reports, found = (
            parse_earnings(document, symbol, profile.fiscal_year_end_month)
            if function == "EARNINGS"
            else parse_statement(statement, document, symbol)
        )
        parsed[function] = reports
        findings += [*found, *validate_payload(reports, as_of=AS_OF)]
    known = report_dates(parsed["EARNINGS"])
    rows = [
        row
        for function, reports in parsed.items()
        for row in added_rows([], reports, reported_on=known, payload_hash=function, as_of=AS_OF)
    ]
    return profile, rows, [*findings, *validate_company(rows, profile, as_of=AS_OF)]


def answer(sandbox, function, symbol):
    return json.loads(company_body(sandbox, function, symbol, DEFAULT_DAY))


@pytest.mark.parametrize("symbol", ["AAPL", "GOOGL", "MRVL", "MSFT", "NVDA", "SNOW", "TSLA"])
def test_every_real_company_is_rated_on_the_default_day(sandbox, symbol):
    profile, rows, findings = collected(sandbox, symbol)

    rating = rate(Known(symbol, rows, profile, findings), as_of=AS_OF)

    assert rating.reason is None
    assert 1 <= rating.rating <= 5
    assert rating.confidence > 0


@pytest.mark.parametrize(("symbol", "rated_year"), [("MSFT", "2025-06-30"), ("TSLA", "2025-12-31")])
def test_a_company_with_written_reports_is_rated_by_its_last_year_without_doubt(sandbox, symbol, rated_year):
    profile, rows, findings = collected(sandbox, symbol)

    rating = rate(Known(symbol, rows, profile, findings), as_of=AS_OF)

    assert (rating.grounds.basis, rating.grounds.period_end) == ("annual", rated_year)
    assert not rating.flags
    assert {finding.severity for finding in findings} <= {Severity.NOTE}
