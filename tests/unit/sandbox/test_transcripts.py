import pytest

TRANSCRIPT = {
    "symbol": "ACME",
    "quarter": "2026Q3",
    "transcript": [{"speaker": "Ann Vil", "content": "Hello."}],
}


@pytest.fixture
def call_of_the_third_quarter(files):
    files.write("alphavantage/EARNINGS_CALL_TRANSCRIPT/ACME_2026Q3.json", TRANSCRIPT)
    files.earnings("ACME", {"2026-09-30": "2026-10-28"})


@pytest.mark.parametrize(
    ("day", "transcript"), [("2026-10-28", TRANSCRIPT["transcript"]), ("2026-10-27", [])]
)
def test_a_call_is_transcribed_from_the_day_of_the_report(desk, call_of_the_third_quarter, day, transcript):
    answer = desk.alpha_vantage("EARNINGS_CALL_TRANSCRIPT", symbol="ACME", quarter="2026Q3", day=day)

    assert answer.json() == {**TRANSCRIPT, "transcript": transcript}


def test_quarters_are_those_of_the_fiscal_year(files, desk, call_of_the_third_quarter):
    files.company("OVERVIEW", "ACME", {"Symbol": "ACME", "FiscalYearEnd": "March"})
    files.write("alphavantage/EARNINGS_CALL_TRANSCRIPT/ACME_2027Q2.json", TRANSCRIPT)

    answer = desk.alpha_vantage(
        "EARNINGS_CALL_TRANSCRIPT", symbol="ACME", quarter="2027Q2", day="2026-10-27"
    ).json()

    assert answer == {"symbol": "ACME", "quarter": "2027Q2", "transcript": []}


@pytest.mark.parametrize(
    ("symbol", "quarter"),
    [("ACME", "2026Q2"), ("ACME", "3"), ("ACME", ""), ("NOPE", "2026Q3"), ("../X", "2026Q3")],
)
def test_a_call_the_provider_does_not_have_is_an_empty_transcript(
    desk, call_of_the_third_quarter, symbol, quarter
):
    answer = desk.alpha_vantage("EARNINGS_CALL_TRANSCRIPT", symbol=symbol, quarter=quarter)

    assert answer.json() == {"symbol": symbol, "quarter": quarter, "transcript": []}


def test_the_free_plan_has_no_transcripts(desk, call_of_the_third_quarter):
    answer = desk.alpha_vantage("EARNINGS_CALL_TRANSCRIPT", plan="free", symbol="ACME", quarter="2026Q3")

    assert answer.status_code == 200
    assert "premium endpoint" in answer.json()["Information"]


@pytest.mark.parametrize(
    ("limits", "has_transcripts"),
    [
        ({"callsPerDay": 100}, False),
        ({"callsPerDay": None}, True),
        ({"callsPerDay": 100, "transcripts": True}, True),
    ],
)
def test_a_registered_plan_has_transcripts_unless_it_has_a_day_limit(
    desk, call_of_the_third_quarter, limits, has_transcripts
):
    desk.register_plan("trial", callsPerMinute=5, **limits)

    answer = desk.alpha_vantage("EARNINGS_CALL_TRANSCRIPT", plan="trial", symbol="ACME", quarter="2026Q3")

    assert (answer.json() == TRANSCRIPT) is has_transcripts
