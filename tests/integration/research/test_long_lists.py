"""A list longer than a page of DynamoDB's comes whole."""

from datetime import date

import pytest

from functions.research import wiring
from functions.research.domain.calendar import ExpectedReport
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.statements import Basis, Period, Report, Row, Statement

AS_OF = "2026-05-08T07:00:00Z"
DAY = date(2026, 5, 8)
ODD = [Finding("NOT_A_NUMBER", Severity.SOFT, "odd")]


def catalogue(stack):
    stack.holds("AAA", "BBB", "CCC")
    return wiring.assets().all


def active(stack):
    stack.holds("AAA", "BBB", "CCC")
    return wiring.assets().active


def reports(symbols=("AAA", "BBB", "CCC")):
    for symbol in symbols:
        wiring.calendar().put(ExpectedReport(symbol, symbol, DAY, DAY, None, None, "bmo"), AS_OF, "payload")


def reports_of_a_day(stack):
    reports()
    return lambda: wiring.calendar().on(DAY)


def reports_to_come(stack):
    reports()
    return lambda: wiring.calendar().future(DAY)


def quarantine(stack):
    for symbol in ("AAA", "BBB", "CCC"):
        wiring.quarantine().put(AS_OF, symbol, "EARNINGS", payload_key="key", findings=ODD)
    return wiring.quarantine().list


def a_day(stack):
    for symbol in ("AAA", "BBB", "CCC"):
        wiring.run_log().asset_did(AS_OF, symbol, outcome="stored")
    return lambda: wiring.run_log().assets_of("2026-05-08")


def versions(stack):
    for n in range(3):
        report = Report("ACME", Statement.INCOME, Period.ANNUAL, DAY, "USD", {"revenue": n})
        wiring.statements().add([Row(report, f"2026-05-0{n + 1}", Basis.FIRST_SEEN, "payload", str(n))])
    return lambda: wiring.statements().rows("ACME")


def oddities(stack):
    for function in ("OVERVIEW", "EARNINGS", "CASH_FLOW"):
        wiring.parse_findings().put("ACME", function, ODD, AS_OF, {})
    return lambda: wiring.parse_findings().of("ACME", as_of=AS_OF)


@pytest.mark.parametrize(
    "three",
    [catalogue, active, reports_of_a_day, reports_to_come, quarantine, a_day, versions, oddities],
)
def test_a_list_longer_than_a_page_comes_whole(stack, three):
    listed = three(stack)

    with stack.calls.in_pages_of(2):
        assert len(list(listed())) == 3
