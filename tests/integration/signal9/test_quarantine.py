import pytest

from tests.support import desk
from tests.support.stage import signal9


@pytest.fixture(scope="module", autouse=True)
def two_cases(shared_stage):
    desk.ran()
    desk.quarantined("ACME", "OVERVIEW", "PAYLOAD_IS_NOTICE", "a notice, not a profile")
    desk.quarantined("ZED", "EARNINGS", "SYMBOL_MISMATCH", "the payload is about 'ACME'", day="2026-11-19")


def test_quarantine_lists_every_day_the_newest_first():
    cases = signal9("quarantine", "list", "--json").document

    assert [case["id"] for case in cases] == ["2026-11-20#ACME#OVERVIEW", "2026-11-19#ZED#EARNINGS"]


def test_quarantine_of_one_day_leaves_the_others_out():
    cases = signal9("quarantine", "list", "--day", "2026-11-19", "--json").document

    assert [case["id"] for case in cases] == ["2026-11-19#ZED#EARNINGS"]


def test_an_empty_quarantine_says_so():
    assert signal9("quarantine", "list", "--day", "2026-11-18").out == "Nothing is in quarantine.\n"
    assert signal9("quarantine", "list", "--day", "2026-11-18", "--json").document == []


def test_a_case_shows_its_reasons_and_the_bytes_the_provider_sent():
    case = signal9("quarantine", "show", "2026-11-20#ACME#OVERVIEW", "--json").document

    assert [finding["code"] for finding in case["findings"]] == ["PAYLOAD_IS_NOTICE"]
    assert case["payload"] == desk.NOTICE.decode()
    assert case["payload_bytes"] == len(desk.NOTICE)
    assert case["s3"].startswith("s3://signal9-raw-payloads-dev-")


def test_a_payload_is_printed_as_it_came_however_it_looks():
    shown = signal9("quarantine", "show", "2026-11-20#ACME#OVERVIEW", columns=40).out

    assert desk.NOTICE.decode() in shown
    assert "PAYLOAD_IS_NOTICE: a notice, not a profile" in " ".join(shown.split())


def test_a_case_that_is_not_there_is_4_and_names_one_that_is():
    answer = signal9("quarantine", "show", "ACME", "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert "got 'ACME', expected an ID" in answer.error
    assert "2026-11-20#ACME#OVERVIEW" in answer.error
