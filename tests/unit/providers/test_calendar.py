"""The calendar of expected reports: CSV, by header name, and never emptied by a notice."""

from datetime import date

import pytest

from functions.research.adapters.alpha_vantage.calendar import parse_calendar
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.findings import Severity

OLD = "symbol,name,reportDate,fiscalDateEnding,estimate,currency"
NEW = f"{OLD},timeOfTheDay"


def calendar(*rows, header=NEW, line_end="\r\n"):
    return parse_calendar(line_end.join([header, *rows, ""]))


def codes(findings):
    return [(finding.code, finding.severity) for finding in findings]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_row_is_an_expected_report(line_end):
    expected, findings = calendar(
        "ACME,Acme `A` Ltd,2026-01-28,2025-12-31,4.33,USD,post-market", line_end=line_end
    )

    assert expected == [
        ExpectedReport(
            symbol="ACME",
            name="Acme `A` Ltd",
            report_date=date(2026, 1, 28),
            fiscal_date_ending=date(2025, 12, 31),
            estimated_eps=4.33,
            currency="USD",
            report_time="amc",
        )
    ]
    assert findings == []


def test_columns_are_found_by_name_in_any_order():
    expected, _ = calendar("2025-12-31,x,ACME,2026-01-28", header="fiscalDateEnding,extra,symbol,reportDate")

    assert (expected[0].symbol, expected[0].report_date) == ("ACME", date(2026, 1, 28))
    assert (expected[0].estimated_eps, expected[0].currency, expected[0].name) == (None, None, "ACME")


@pytest.mark.parametrize(
    ("words", "time"), [("pre-market", "bmo"), ("Post-Market", "amc"), ("", "unknown"), ("noon", "unknown")]
)
def test_the_time_of_day_is_before_open_after_close_or_unknown(words, time):
    assert calendar(f"ACME,Acme,2026-01-28,2025-12-31,,USD,{words}")[0][0].report_time == time


def test_the_older_form_has_no_time_of_day():
    [expected], findings = calendar("ACME,Acme,2026-01-28,2025-12-31,,USD", header=OLD)

    assert (expected.report_time, expected.estimated_eps) == ("unknown", None)
    assert findings == []


def test_symbols_are_the_brokers():
    expected, _ = calendar(
        "ABR-PD,Arbor,2026-01-28,2025-12-31,,USD,", "BRK-B,Brick,2026-01-28,2025-12-31,,USD,"
    )

    assert [report.symbol for report in expected] == ["ABR.PRD", "BRK.B"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_rows_for_one_day_the_later_period_counts(order):
    rows = ["BAKE,Bake,2026-08-20,2026-06-30,1,USD,", "BAKE,Bake,2026-08-20,2026-07-31,2,USD,"]

    [kept], findings = calendar(*rows[::order])

    assert kept.fiscal_date_ending == date(2026, 7, 31)
    assert codes(findings) == [("DUPLICATE_CALENDAR_ROW", Severity.SOFT)]


def test_two_days_of_one_company_are_two_reports():
    expected, findings = calendar("A,A,2026-01-28,2025-12-31,,USD,", "A,A,2026-04-28,2026-03-31,,USD,")

    assert len(expected) == 2
    assert findings == []


@pytest.mark.parametrize(
    ("report_date", "found"), [("2025-12-31", []), ("2025-12-30", ["REPORTED_BEFORE_FISCAL_END"])]
)
def test_a_report_before_the_end_of_its_period_is_remarked_on(report_date, found):
    expected, findings = calendar(f"ACME,Acme,{report_date},2025-12-31,,USD,")

    assert len(expected) == 1
    assert [finding.code for finding in findings] == found


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("ACME,Acme,soon,2025-12-31,,USD,", "UNPARSABLE_DATE"),
        ("ACME,Acme,2026-01-28,,,USD,", "UNPARSABLE_DATE"),
        ("ACME,Acme", "UNPARSABLE_DATE"),
        ("SLE_OLD,Sle,2026-01-28,2025-12-31,,USD,", "SYMBOL_UNREADABLE"),
        (",Acme,2026-01-28,2025-12-31,,USD,", "SYMBOL_UNREADABLE"),
    ],
)
def test_a_row_that_cannot_be_used_costs_itself_only(row, code):
    expected, findings = calendar(row, "OK,Fine,2026-01-28,2025-12-31,,USD,")

    assert [report.symbol for report in expected] == ["OK"]
    assert codes(findings) == [(code, Severity.SOFT)]


def test_an_estimate_that_is_no_number_is_missing():
    [expected], findings = calendar("ACME,Acme,2026-01-28,2025-12-31,much,USD,")

    assert expected.estimated_eps is None
    assert codes(findings) == [("NOT_A_NUMBER", Severity.SOFT)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"{NEW}\r\nI,n,f,o,r,m,a\r\n", "PAYLOAD_IS_NOTICE"),
        (f"{OLD}\nN,o,t,e\n", "PAYLOAD_IS_NOTICE"),
        ("", "UNEXPECTED_SHAPE"),
        ("\n", "UNEXPECTED_SHAPE"),
        ('{"Note": "5 calls per minute"}', "UNEXPECTED_SHAPE"),
        ("symbol,name\nACME,Acme\n", "UNEXPECTED_SHAPE"),
        (f"{NEW}\n" + "x" * 200_000, "UNEXPECTED_SHAPE"),
        ({"feed": []}, "UNEXPECTED_SHAPE"),
        (None, "UNEXPECTED_SHAPE"),
    ],
)
def test_what_is_no_calendar_is_a_hard_finding_and_not_an_empty_calendar(body, code):
    expected, findings = parse_calendar(body)

    assert expected == []
    assert codes(findings) == [(code, Severity.HARD)]


def test_a_company_may_have_a_name_of_one_letter():
    expected, findings = calendar("V,V,2026-01-28,2025-12-31,,,", "", "T,T,2026-01-28,2025-12-31,,,")

    assert len(expected) == 2
    assert findings == []
