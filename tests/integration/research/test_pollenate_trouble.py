"""What the provider can do wrong while one company is collected."""

import pytest

from functions.research import wiring
from functions.research.adapters.alpha_vantage.field_names import snake_case
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.domain.statements import Statement
from tests.support.market import FUNDAMENTALS, NEXT_DAY, acme

PREMIUM = "Thank you for using Alpha Vantage! This is a premium endpoint."
MINUTE = "You have reached the 5 requests per minute limit of your plan."
UNHEARD_OF = "We are moving our servers this weekend."


@pytest.fixture
def listed(stack, market):
    stack.holds("ACME")
    market.publishes(acme(years=1, quarters=3))
    return stack


def pollenate(stack, trigger="manual"):
    asset = {"symbol": "ACME"}
    return stack.run("pollenate_asset", as_of=stack.market.at(), trigger_type=trigger, asset=asset)


def stored(statement):
    return list(wiring.statements().rows_of("ACME", statement))


def quarantined(day=None):
    return [
        (case["function"], [f["code"] for f in case["findings"]])
        for case in wiring.quarantine().list(day=day)
    ]


def change(market, function, edit):
    document = market.reads(function, "ACME")
    edit(document)
    market.writes(f"alphavantage/{function}/ACME.json", document)


@pytest.mark.parametrize("function", ["OVERVIEW", "BALANCE_SHEET", "EARNINGS"])
def test_a_limit_notice_is_a_wait_and_is_never_stored_as_data(listed, market, function):
    market.fails(function, "notice", MINUTE, times=1)

    answer = pollenate(listed)

    assert answer == {"outcome": "throttled", "symbol": "ACME", "retry_after_seconds": 60}
    before = FUNDAMENTALS.index(function) + 1
    assert market.asked() == list(FUNDAMENTALS[:before])
    assert function not in wiring.payloads("alphavantage").answers("ACME")

    assert pollenate(listed)["outcome"] == "stored"
    assert market.asked() == [*FUNDAMENTALS[before - 1 :], "EARNINGS_CALL_TRANSCRIPT"]
    assert quarantined() == []


def test_a_transcript_that_has_to_wait_leaves_the_statements_for_the_next_attempt(listed, market):
    market.fails("EARNINGS_CALL_TRANSCRIPT", "notice", MINUTE, times=1)

    assert pollenate(listed)["outcome"] == "throttled"
    assert market.asked() == [*FUNDAMENTALS, "EARNINGS_CALL_TRANSCRIPT"]
    assert pollenate(listed)["outcome"] == "stored"
    assert market.asked() == ["EARNINGS_CALL_TRANSCRIPT"]


@pytest.mark.parametrize("status", [500, 504])
def test_a_server_error_is_worth_a_retry_that_pays_for_the_rest_only(listed, market, status):
    market.fails("CASH_FLOW", "status", status, times=1)

    with pytest.raises(ProviderUnavailable, match=f"CASH_FLOW of ACME: HTTP {status}"):
        pollenate(listed)

    market.asked()
    assert pollenate(listed)["outcome"] == "stored"
    assert market.asked()[:2] == ["CASH_FLOW", "EARNINGS"]


@pytest.mark.parametrize(("kind", "value"), [("reset", None), ("truncate", 100)])
def test_a_lost_connection_is_worth_a_retry(listed, market, kind, value):
    market.fails("EARNINGS", kind, value, times=1)

    with pytest.raises(ProviderUnavailable, match=r"EARNINGS of ACME: 127\.0\.0\.1: "):
        pollenate(listed)

    assert pollenate(listed)["outcome"] == "stored"


def test_a_key_the_provider_rejects_needs_a_person(listed, market):
    market.fails("OVERVIEW", "notice", PREMIUM)

    with pytest.raises(ProviderRefused, match="OVERVIEW: premium; check the key and its plan in the secret"):
        pollenate(listed)


@pytest.mark.parametrize("body", ['{"symbol": "ACME", "annualRep', "<html>sorry</html>"])
def test_the_same_unreadable_answer_twice_goes_to_quarantine(listed, market, body):
    market.fails("BALANCE_SHEET", "wrong_body", body)
    with pytest.raises(ProviderUnavailable, match="BALANCE_SHEET of ACME"):
        pollenate(listed)
    assert quarantined() == []

    answer = pollenate(listed)

    assert (answer["outcome"], answer["needs_analysis"]) == ("quarantined", True)
    assert quarantined() == [("BALANCE_SHEET", ["PAYLOAD_BROKEN"])]
    assert stored(Statement.BALANCE) == []
    assert stored(Statement.INCOME) != []


def test_a_notice_nobody_has_heard_of_is_no_data_however_often_it_comes(listed, market):
    market.fails("BALANCE_SHEET", "notice", UNHEARD_OF)

    for _ in range(2):
        with pytest.raises(ProviderUnavailable, match="unknown notice 'We are moving our servers"):
            pollenate(listed)

    assert quarantined() == []


def test_an_unreadable_answer_that_comes_right_leaves_no_trace_in_the_figures(listed, market):
    market.fails("BALANCE_SHEET", "wrong_body", "<html>sorry</html>", times=1)
    with pytest.raises(ProviderUnavailable):
        pollenate(listed)

    assert pollenate(listed)["outcome"] == "stored"
    assert quarantined() == []


def test_quarantine_holds_the_bytes_and_the_reason(listed, market):
    market.fails("BALANCE_SHEET", "wrong_body", "<html>sorry</html>")
    with pytest.raises(ProviderUnavailable):
        pollenate(listed)
    pollenate(listed)

    [case] = wiring.quarantine().list(day=market.day)

    payload_hash = case["payload_key"].rpartition("/")[2].removesuffix(".json.gz")
    raw = wiring.payloads("alphavantage").load("ACME", "BALANCE_SHEET", payload_hash)
    assert raw == b"<html>sorry</html>"
    assert case["findings"][0]["message"] == "an HTML page instead of data"
    assert wiring.quarantine().list(day=NEXT_DAY) == []


def test_figures_of_another_company_go_to_quarantine_at_once(listed, market):
    change(market, "INCOME_STATEMENT", lambda document: document.update(symbol="OTHER"))

    answer = pollenate(listed)

    assert answer["outcome"] == "quarantined"
    assert quarantined() == [("INCOME_STATEMENT", ["SYMBOL_MISMATCH"])]
    assert stored(Statement.INCOME) == []
    assert len(stored(Statement.BALANCE)) > 0


def test_a_profile_of_another_company_is_not_believed(listed, market):
    change(market, "OVERVIEW", lambda document: document.update(Symbol="OTHER"))

    assert pollenate(listed)["outcome"] == "quarantined"
    assert wiring.overviews().as_of("ACME", market.at()) is None


def test_a_list_of_words_is_no_statement(listed, market):
    market.fails("CASH_FLOW", "wrong_body", "symbol,figure\nACME,12\n")

    assert pollenate(listed)["outcome"] == "quarantined"
    assert quarantined() == [("CASH_FLOW", ["PAYLOAD_BROKEN"])]


def test_figures_that_come_right_the_next_day_are_stored(listed, market):
    whole = market.reads("INCOME_STATEMENT", "ACME")
    change(market, "INCOME_STATEMENT", lambda document: document.update(symbol="OTHER"))
    pollenate(listed)
    market.writes("alphavantage/INCOME_STATEMENT/ACME.json", whole)
    market.opens(NEXT_DAY)

    assert pollenate(listed)["outcome"] == "stored"
    assert len(stored(Statement.INCOME)) > 0


@pytest.mark.acceptance(119)
def test_a_figure_that_is_no_number_is_missing_and_never_zero(listed, market):
    values = ["None", "-", "", "NaN", "1e400", "twelve", None, [1], {"a": 1}, True]
    names = list(market.reads("INCOME_STATEMENT", "ACME")["quarterlyReports"][1])[-len(values) :]

    def edit(document):
        document["quarterlyReports"][1].update(zip(names, values, strict=True))

    change(market, "INCOME_STATEMENT", edit)

    assert pollenate(listed)["outcome"] == "stored"

    newest = max(stored(Statement.INCOME), key=lambda row: (row.report.fiscal_date, row.report.period))
    assert [newest.report.figures.get(snake_case(name)) for name in names] == [None] * len(values)
    assert newest.report.figures["total_revenue"] > 0
    codes = {finding.code for finding in wiring.parse_findings().of("ACME", as_of=market.at())}
    assert {"NOT_A_NUMBER", "NUMBER_OUT_OF_RANGE"} <= codes


@pytest.mark.parametrize(
    "edit",
    [
        lambda quarters: quarters.append(quarters[1]),
        lambda quarters: quarters[1].update(fiscalDateEnding="2025-02-30"),
        lambda quarters: quarters[1].update(reportedCurrency="JPY"),
        lambda quarters: quarters[1].update(totalRevenue="-5"),
        lambda quarters: quarters.insert(0, "no row"),
        lambda quarters: quarters.clear(),
    ],
)
def test_odd_periods_are_no_reason_to_lose_the_others(listed, market, edit):
    change(market, "INCOME_STATEMENT", lambda document: edit(document["quarterlyReports"]))

    assert pollenate(listed)["outcome"] in ("stored", "quarantined")
    assert len(stored(Statement.CASH_FLOW)) > 0


def test_an_empty_transcript_is_asked_for_again_and_a_full_one_never(listed, market):
    pollenate(listed)
    market.opens(NEXT_DAY)
    said = [{"speaker": "Ann Able", "title": "CEO", "content": "We sold anvils.", "sentiment": "0.5"}]
    spoken = {"symbol": "ACME", "quarter": "2025Q4", "transcript": said}
    market.writes("alphavantage/EARNINGS_CALL_TRANSCRIPT/ACME_2025Q4.json", spoken)
    market.asked()

    pollenate(listed)
    assert "EARNINGS_CALL_TRANSCRIPT" in market.asked()
    kept = wiring.transcripts().get("ACME", "2025Q4")
    assert (kept["turns"], kept["speakers"], float(kept["mean_sentiment"])) == (1, ["Ann Able"], 0.5)

    market.opens("2026-05-10")
    pollenate(listed)
    assert "EARNINGS_CALL_TRANSCRIPT" not in market.asked()


def test_a_transcript_of_another_quarter_goes_to_quarantine(listed, market):
    said = [{"speaker": "Ann Able", "title": "CEO", "content": "We sold anvils.", "sentiment": "0.5"}]
    spoken = {"symbol": "ACME", "quarter": "2019Q1", "transcript": said}
    market.writes("alphavantage/EARNINGS_CALL_TRANSCRIPT/ACME_2025Q4.json", spoken)

    assert pollenate(listed)["outcome"] == "quarantined"
    assert wiring.transcripts().get("ACME", "2025Q4") is None
