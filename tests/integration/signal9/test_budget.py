import json

import pytest

from functions.research import wiring
from functions.research.domain.plans import CallClass
from tests.support import desk, tables
from tests.support.stage import signal9

DAY = "2026-11-20"


@pytest.fixture
def free_plan(stage):
    """Twelve calls of a day of 25, three of them held by a worker."""
    desk.ran()
    name = tables.function_environment(stage)["ALPHAVANTAGE_SECRET_NAME"]
    secret = {"apiKey": f"sandbox.free.{DAY}", "plan": "free", "baseUrl": "http://127.0.0.1:1"}
    tables.client("secretsmanager").put_secret_value(SecretId=name, SecretString=json.dumps(secret))
    ledger = wiring.ledger(DAY)
    ledger.reserve("calendar", CallClass.CALENDAR, 1, desk.at(DAY, 5))
    ledger.settle("calendar", 1)


def test_the_budget_tells_used_calls_from_reserved_ones_by_class(free_plan):
    usage = signal9("budget", "--json").document

    assert (usage["plan"], usage["day"], usage["day_used"], usage["day_limit"]) == ("free", DAY, 1, 25)
    assert (usage["minute_used"], usage["minute_limit"]) == (1, 5)
    assert usage["by_class"]["calendar"]["used"] == 1
    assert usage["by_class"]["earnings"]["reserved"] == 12


def test_a_plan_that_shares_its_day_shows_what_is_reserved(free_plan):
    lines = [line.split() for line in signal9("budget").out.splitlines()]

    assert ["calendar", "1", "1", "0"] in lines
    assert ["the", "day", "1", "25"] in lines
    assert ["the", "last", "minute", "1", "5"] in lines


def test_a_plan_without_a_daily_limit_shows_no_reservations(stage):
    desk.ran()

    shown = signal9("budget").out

    assert "plan premium-1200: 1200 a minute, no daily limit" in shown
    assert "Reserved" not in shown


def test_a_day_the_provider_called_spent_says_so(free_plan):
    wiring.ledger(DAY).exhausted(DAY)

    assert "The provider says that the day is spent." in signal9("budget").out


def test_calls_in_the_hands_of_workers_are_told(stage):
    desk.ran()
    wiring.ledger(DAY).reserve("ACME", CallClass.REGULAR, 5, desk.at(DAY))

    usage = signal9("budget", "--json").document

    assert [held["calls_granted"] for held in usage["open_reservations"]] == [5]
    assert "5 of these calls are in workers' hands" in signal9("budget").out


def test_an_earlier_day_than_the_ledgers_is_4_and_not_an_empty_one(free_plan):
    answer = signal9("budget", "--day", "2026-11-19", "--json")

    assert (answer.exit_code, answer.out) == (4, "")
    assert "CallsNotKept" in answer.error
