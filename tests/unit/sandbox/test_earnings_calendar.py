from datetime import date

import pytest

from scripts.sandbox.earnings_calendar import months_after

HEADER = "symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay"


def rows(*report_dates):
    return "".join(f"ACME,Acme Anvils,{day},2026-09-30,1.20,USD,pre-market\n" for day in report_dates)


def test_the_calendar_is_crlf_csv_with_the_time_of_the_day_last(files, desk):
    files.write("alphavantage/EARNINGS_CALENDAR/all.csv", f"{HEADER}\n{rows('2026-11-24')}")

    answer = desk.alpha_vantage("EARNINGS_CALENDAR")

    expected = f"{HEADER}\r\nACME,Acme Anvils,2026-11-24,2026-09-30,1.20,USD,pre-market\r\n"
    assert answer.content.decode() == expected
    assert answer.headers["Content-Type"] == "application/x-download"


def test_an_older_file_without_the_time_of_the_day_gets_an_empty_one(files, desk):
    old_header = HEADER.removesuffix(",timeOfTheDay")
    old = f"{old_header}\r\nACME,Acme,2026-11-24,2026-09-30,,USD\r\n"
    files.write("alphavantage/EARNINGS_CALENDAR/all.csv", old)

    assert (
        desk.alpha_vantage("EARNINGS_CALENDAR").text.splitlines()[1]
        == "ACME,Acme,2026-11-24,2026-09-30,,USD,"
    )


def test_names_keep_their_commas_quotes_and_accents(files, desk):
    line = 'ACME,"Société `Acme`, ""Anvils"" SA",2026-11-24,2026-09-30,,EUR,'
    files.write("alphavantage/EARNINGS_CALENDAR/all.csv", f"{HEADER}\n{line}\n")

    assert desk.alpha_vantage("EARNINGS_CALENDAR").content.decode().splitlines()[1] == line


@pytest.mark.parametrize(
    ("horizon", "last_day", "first_beyond"),
    [
        (None, "2027-02-20", "2027-02-21"),
        ("3month", "2027-02-20", "2027-02-21"),
        ("6month", "2027-05-20", "2027-05-21"),
        ("12month", "2027-11-20", "2027-11-21"),
    ],
)
def test_rows_run_from_the_day_to_the_horizon(files, desk, horizon, last_day, first_beyond):
    everything = rows("2026-11-19", "2026-11-20", last_day, first_beyond)
    files.write("alphavantage/EARNINGS_CALENDAR/all.csv", f"{HEADER}\n{everything}")

    shown = desk.calendar(**({"horizon": horizon} if horizon else {}))

    assert [row["reportDate"] for row in shown] == ["2026-11-20", last_day]


def test_a_symbol_narrows_the_calendar_to_its_rows(files, desk):
    other = "ZINC,Zinc Corp,2026-11-25,2026-09-30,,USD,\n"
    files.write("alphavantage/EARNINGS_CALENDAR/all.csv", f"{HEADER}\n{rows('2026-11-24')}{other}")

    assert [row["symbol"] for row in desk.calendar(symbol="ZINC")] == ["ZINC"]
    assert desk.calendar(symbol="NOPE") == []
    assert [row["symbol"] for row in desk.calendar()] == ["ACME", "ZINC"]


def test_a_market_without_expected_reports_is_a_header(desk):
    assert desk.alpha_vantage("EARNINGS_CALENDAR").text == f"{HEADER}\r\n"


def test_an_unknown_horizon_is_an_invalid_call(desk):
    answer = desk.alpha_vantage("EARNINGS_CALENDAR", horizon="9month")

    assert answer.json()["Error Message"].endswith("for EARNINGS_CALENDAR.")


def test_a_refused_calendar_spells_the_notice_across_its_columns(desk):
    desk.register_plan("one-a-minute", callsPerMinute=1)
    desk.alpha_vantage("EARNINGS_CALENDAR", plan="one-a-minute")

    refused = desk.alpha_vantage("EARNINGS_CALENDAR", plan="one-a-minute")

    assert refused.status_code == 200
    assert refused.text == f"{HEADER}\r\nI,n,f,o,r,m,a\r\n"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(9999, 12, 31), 3, date.max),
    ],
)
def test_a_horizon_ends_on_the_last_day_a_shorter_month_has(day, months, expected):
    assert months_after(day, months) == expected
