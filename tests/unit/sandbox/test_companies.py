import pytest

from scripts.sandbox.build_data import DATA

COMPANY_FUNCTIONS = ["OVERVIEW", "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", "EARNINGS"]
OVERVIEW = {"Symbol": "ACME", "Name": "Acme Anvils Inc", "LatestQuarter": "2026-09-30", "PERatio": "None"}


def test_a_file_with_nothing_to_hide_is_served_byte_for_byte(files, desk):
    written = files.write("alphavantage/OVERVIEW/ACME.json", '{"Symbol":  "ACME",\r\n "EPS": 1e400}')

    answer = desk.alpha_vantage("OVERVIEW", symbol="ACME")

    assert answer.content == written.read_bytes()
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("function", COMPANY_FUNCTIONS)
def test_an_unknown_symbol_has_no_fundamentals(desk, function):
    answer = desk.alpha_vantage(function, symbol="NOPE")

    assert (answer.status_code, answer.content) == (200, b"{}")


def test_a_class_share_is_known_by_its_hyphen_only(files, desk):
    files.company("OVERVIEW", "ACM-B", OVERVIEW)

    assert desk.alpha_vantage("OVERVIEW", symbol="ACM-B").json() == OVERVIEW
    assert desk.alpha_vantage("OVERVIEW", symbol="ACM.B").json() == {}


def test_symbols_are_read_in_either_case(files, desk):
    files.company("OVERVIEW", "ACME", OVERVIEW)

    assert desk.alpha_vantage("OVERVIEW", symbol="acme").json() == OVERVIEW


@pytest.mark.parametrize("symbol", ["../EARNINGS/ACME", "..", "/etc/passwd", "ACME/../ACME", "ACME\0"])
def test_a_symbol_never_leads_out_of_its_folder(files, desk, symbol):
    files.earnings("ACME", {"2026-09-30": "2026-10-28"})

    assert desk.alpha_vantage("OVERVIEW", symbol=symbol).json() == {}


@pytest.mark.parametrize("function", ["OVERVIEW", "CASH_FLOW", "EARNINGS_CALL_TRANSCRIPT"])
def test_a_missing_symbol_is_an_invalid_call(desk, function):
    message = desk.alpha_vantage(function).json()["Error Message"]

    assert message.startswith("Invalid API call")
    assert message.endswith(f"for {function}.")


def test_a_function_the_provider_lacks_is_an_error_message(desk):
    answer = desk.alpha_vantage("OVERVEIW", symbol="ACME")

    assert answer.status_code == 200
    assert answer.json() == {"Error Message": "This API function (OVERVEIW) does not exist."}


def test_a_call_without_a_key_is_an_error_message(desk):
    answer = desk.send("GET", "/query", params={"function": "OVERVIEW", "symbol": "ACME"})

    assert answer.status_code == 200
    assert "apikey is invalid or missing" in answer.json()["Error Message"]


@pytest.mark.parametrize(
    "key",
    ["demo", "Q7XK2", "sandbox.gold.2026-11-20", "sandbox.premium-0.2026-11-20", "sandbox.free.2026-11-31"],
)
def test_any_other_key_is_answered_like_the_demo_key(desk, key):
    answer = desk.send("GET", "/query", params={"function": "OVERVIEW", "symbol": "ACME", "apikey": key})

    assert answer.status_code == 200
    assert "demo" in answer.json()["Information"]
    assert key == "demo" or key not in answer.text


def test_a_key_without_a_day_uses_the_day_of_the_folder(files, desk):
    files.write("sandbox.json", {"day": "2026-11-20"})
    files.company("OVERVIEW", "ACME", OVERVIEW)
    query = {"function": "OVERVIEW", "symbol": "ACME", "apikey": "sandbox.free"}

    assert desk.send("GET", "/query", params=query).json() == OVERVIEW


@pytest.mark.parametrize("body", ['{"Symbol": ', "<html><h1>Bad gateway</h1></html>\n", ""])
@pytest.mark.parametrize("function", COMPANY_FUNCTIONS)
def test_a_file_that_is_not_json_is_served_byte_for_byte(files, desk, function, body):
    files.company(function, "ACME", body)

    answer = desk.alpha_vantage(function, symbol="ACME")

    assert (answer.status_code, answer.content) == (200, body.encode())


@pytest.mark.parametrize("symbol", ["ZQTR", "ZQHT"])
def test_the_cut_and_the_foreign_answer_of_the_committed_folder_are_served(files, desk, symbol):
    committed = (DATA / "alphavantage" / "BALANCE_SHEET" / f"{symbol}.json").read_bytes()
    files.company("BALANCE_SHEET", symbol, committed.decode())

    answer = desk.alpha_vantage("BALANCE_SHEET", symbol=symbol)

    assert (answer.status_code, answer.content) == (200, committed)


def test_an_unreadable_balance_sheet_leaves_the_day_of_the_other_statements(files, desk):
    files.earnings("ACME", {"2026-09-30": "2026-12-01", "2026-06-30": "2026-07-29"})
    files.company("BALANCE_SHEET", "ACME", '{"symbol": "ACME", "annualRep')
    files.statement("CASH_FLOW", "ACME", ["2026-09-30", "2026-06-30"])

    shown = desk.alpha_vantage("CASH_FLOW", symbol="ACME").json()["quarterlyReports"]

    assert [row["fiscalDateEnding"] for row in shown] == ["2026-06-30"]


def test_without_readable_report_dates_a_period_is_known_once_it_has_ended(files, desk):
    files.company("EARNINGS", "ACME", "<html></html>")
    files.statement("CASH_FLOW", "ACME", ["2026-12-31", "2026-09-30"])

    shown = desk.alpha_vantage("CASH_FLOW", symbol="ACME").json()["quarterlyReports"]

    assert [row["fiscalDateEnding"] for row in shown] == ["2026-09-30"]


@pytest.mark.parametrize("path", ["/", "/quer", "/v1/assets"])
def test_a_path_neither_provider_has_is_not_found(desk, path):
    assert desk.send("GET", path).status_code == 404


@pytest.mark.parametrize("path", ["/query", "/v2/assets"])
def test_providers_are_only_read(desk, path):
    assert desk.send("POST", path).status_code == 405
