from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.research.domain.findings import Severity
from functions.research.domain.validation import validate_payload

AS_OF = "2026-03-01T07:00:00Z"


@pytest.fixture
def found(acme):
    def check(*days, period="A", statement="income_statement", as_of=AS_OF):
        reports = [acme.report(statement, day, period, net_income=1, reported_eps=1) for day in days]
        return validate_payload(reports, as_of=as_of)

    return check


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("2025-12-31", []),
        ("2025-10-26", ["ANNUAL_ROWS_TOO_CLOSE"]),  # 299 days
        ("2025-10-27", []),  # 300 days: a fiscal year changed
        ("2026-01-15", []),  # 380 days
        ("2026-01-16", ["ANNUAL_ROW_MISSING"]),
        ("2025-06-30", ["ANNUAL_ROWS_TOO_CLOSE"]),
    ],
)
def test_year_ends_are_a_year_apart(found, codes, second, expected):
    assert codes(found("2024-12-31", second)) == expected


def test_the_running_year_that_a_provider_puts_on_top_of_annual_earnings_is_no_news(found, codes):
    assert found("2024-12-31", "2025-03-31", statement="earnings") == []
    assert codes(found("2024-03-31", "2024-12-31", "2025-12-31", statement="earnings")) == [
        "ANNUAL_ROWS_TOO_CLOSE"
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (76, ["QUARTER_ROWS_TOO_CLOSE"]),
        (77, []),  # twelve weeks after a year end that was moved to the end of its month
        (84, []),
        (91, []),
        (100, []),
        (101, ["QUARTER_MISSING"]),
        (112, []),  # sixteen weeks
        (119, []),  # seventeen weeks in a year of 53
        (124, ["QUARTER_MISSING"]),
        (182, ["QUARTER_MISSING"]),
        (7, ["PERIOD_REPEATED"]),
        (1, ["PERIOD_REPEATED"]),
    ],
)
def test_quarters_follow_each_other_after_twelve_to_seventeen_weeks(found, codes, days, expected):
    first = date(2025, 1, 31)
    regular = [first - timedelta(days=91 * n) for n in range(3, 0, -1)]

    assert codes(found(*regular, first, first + timedelta(days=days), period="Q")) == expected


@pytest.mark.parametrize("weeks", [(12, 12, 12, 16), (12, 12, 12, 17), (13, 13, 13, 13), (13, 13, 13, 14)])
def test_calendars_counted_in_weeks_raise_no_alarm(found, weeks):
    days = [date(2022, 8, 28)]
    for count in weeks * 3:
        days.append(days[-1] + timedelta(weeks=count))

    assert found(*days, period="Q") == []


def test_half_yearly_reports_are_a_custom_and_not_missing_quarters(found):
    halves = ["2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"]

    [finding] = found(*halves, period="Q")

    assert (finding.code, finding.severity) == ("HALF_YEAR_REPORTS", Severity.NOTE)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2025-12-31T00:00:00Z", []), ("2025-12-30T23:59:59Z", ["FISCAL_DATE_IN_FUTURE"])]
)
def test_a_period_has_ended_when_it_is_reported(found, codes, as_of, expected):
    assert codes(found("2024-12-31", "2025-12-31", as_of=as_of)) == expected


def test_a_payload_that_speaks_of_the_future_alone_is_unusable(found):
    hard = [f.code for f in found("2027-12-31", "2028-12-31") if f.severity is Severity.HARD]

    assert hard == ["ALL_PERIODS_IN_FUTURE"]


def test_periods_without_any_figure_do_not_disturb_the_sequence(acme):
    years = [acme.report("income_statement", f"{y}-12-31", net_income=1) for y in (2023, 2024, 2025)]
    stray = replace(
        years[0], fiscal_date=date(2024, 6, 30), figures={"net_income": None, "total_revenue": None}
    )

    assert validate_payload([*years, stray], as_of=AS_OF) == []


def test_a_currency_that_changes_between_periods_is_noticed_once(acme, codes):
    years = [acme.report("balance_sheet", f"{y}-12-31", total_assets=1) for y in (2022, 2023, 2024, 2025)]
    mixed = [replace(r, currency="EUR") if r.fiscal_date.year > 2023 else r for r in years]
    unstated = [replace(r, currency=None) if r.fiscal_date.year == 2023 else r for r in mixed]

    [finding] = validate_payload(unstated, as_of=AS_OF)

    assert finding.code == "MIXED_CURRENCIES"
    assert finding.fiscal_date == "2024-12-31"
    assert (finding.figures["before"], finding.figures["after"]) == ("USD", "EUR")
