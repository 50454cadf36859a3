"""Earnings per share: which rows are years, and when quarters became known."""

from datetime import date

import pytest

from functions.research.adapters.alpha_vantage.statements import parse_earnings
from functions.research.domain.findings import Severity
from functions.research.domain.statements import Period


def annual(fiscal_date, eps="4.10"):
    return {"fiscalDateEnding": fiscal_date, "reportedEPS": eps}


def quarter(fiscal_date="2025-09-30", **fields):
    return {
        "fiscalDateEnding": fiscal_date,
        "reportedDate": "2025-10-22",
        "reportedEPS": "1.3",
        "estimatedEPS": "1.25",
        "surprise": "0.05",
        "surprisePercentage": "4",
        "reportTime": "post-market",
    } | fields


def parse(years=(), quarters=(), month=12):
    document = {"symbol": "ACME", "annualEarnings": list(years), "quarterlyEarnings": list(quarters)}
    return parse_earnings(document, "ACME", month)


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


def test_a_quarter_says_when_it_was_reported():
    [report], findings = parse(quarters=[quarter()])

    assert (report.period, report.reported_on) == (Period.QUARTER, date(2025, 10, 22))
    assert report.figures == {
        "reported_eps": 1.3,
        "estimated_eps": 1.25,
        "surprise": 0.05,
        "surprise_percentage": 4,
        "report_time": "amc",
    }
    assert report.currency is None
    assert findings == []


@pytest.mark.parametrize(
    ("words", "time"),
    [("pre-market", "bmo"), ("post-market", "amc"), ("None", None), ("lunch", None), (None, None), (3, None)],
)
def test_the_time_of_the_report_is_before_open_after_close_or_unknown(words, time):
    [report], findings = parse(quarters=[quarter(reportTime=words)])

    assert report.figures["report_time"] == time
    assert findings == []


@pytest.mark.parametrize(
    ("newest", "month", "is_full"),
    [
        ("2025-12-31", 12, True),
        ("2025-09-30", 12, False),
        ("2026-03-31", 12, False),
        ("2025-09-27", 9, True),
        ("2025-10-03", 9, True),
        ("2025-10-06", 9, True),
        ("2025-10-07", 9, False),
        ("2026-02-01", 1, True),
        ("2025-12-31", None, True),
        ("2025-09-30", None, False),
    ],
)
def test_the_newest_annual_row_counts_when_its_year_has_ended(newest, month, is_full):
    years, findings = parse([annual(newest), annual("2024-12-31")], month=month)

    assert len(years) == (2 if is_full else 1)
    assert codes(findings) == ([] if is_full else [("PART_YEAR_EPS", Severity.NOTE)])


def test_older_years_of_another_month_stay_since_fiscal_years_move():
    years, findings = parse([annual("2025-12-31"), annual("2024-12-31"), annual("2023-06-30")])

    assert len(years) == 3
    assert findings == []


def test_a_part_year_is_found_wherever_it_is_listed():
    years, findings = parse([annual("2024-12-31"), annual("2025-09-30")])

    assert [report.fiscal_date.year for report in years] == [2024]
    assert findings[0].fiscal_date == "2025-09-30"


def test_the_only_annual_row_stays_when_nothing_tells_its_month():
    years, _ = parse([annual("2025-09-30")], month=None)

    assert len(years) == 1


@pytest.mark.parametrize(
    ("reported", "known", "code"),
    [
        ("2025-09-30", date(2025, 9, 30), None),
        ("2025-09-29", None, "REPORTED_BEFORE_FISCAL_END"),
        ("soon", None, "UNPARSABLE_DATE"),
        ("None", None, None),
        (None, None, None),
    ],
)
def test_a_report_day_before_the_end_of_the_period_is_not_believed(reported, known, code):
    [report], findings = parse(quarters=[quarter(reportedDate=reported)])

    assert report.reported_on == known
    assert [finding.code for finding in findings] == ([code] if code else [])


def test_a_quarter_with_only_a_report_day_is_kept_for_the_day():
    nothing = dict.fromkeys(["reportedEPS", "estimatedEPS", "surprise", "surprisePercentage"], "None")

    [report], _ = parse(quarters=[quarter(**nothing)])

    assert report.reported_on == date(2025, 10, 22)


def test_a_surprise_over_an_estimate_of_zero_is_missing():
    [report], findings = parse(quarters=[quarter(estimatedEPS="0", surprisePercentage="None")])

    assert (report.figures["estimated_eps"], report.figures["surprise_percentage"]) == (0, None)
    assert findings == []
