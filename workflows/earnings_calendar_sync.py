"""Bring the earnings calendar up to date in one provider call.

When the day's calls are spent the run ends well without moving the job forward: yesterday's calendar stays in
force.
"""

from functions.research.handlers import sync_earnings_calendar
from workflows.completion import complete
from workflows.failures import fail_recorded
from workflows.states import Chain, ChoiceRule, Succeed, choose, invoke, on_any_error, wait_seconds_from

SYNC_TIMEOUT_SECONDS = 190


def earnings_calendar_sync() -> Chain:
    catch = on_any_error(fail_recorded("EarningsCalendarSync"))

    sync = invoke(
        sync_earnings_calendar,
        {"as_of.$": "$.as_of"},
        result_path="$.calendar",
        timeout_seconds=SYNC_TIMEOUT_SECONDS,
        catch=catch,
    )
    wait = wait_seconds_from("WaitForCallBudget", "$.calendar.retry_after_seconds")
    wait.next(sync)
    sync.next(
        choose(
            "CalendarAnswered",
            (ChoiceRule.StringEquals("$.calendar.outcome", "throttled"), wait),
            (ChoiceRule.StringEquals("$.calendar.outcome", "budget_spent"), Succeed("CallBudgetSpent")),
            otherwise=complete("CalendarSynced", catch=catch),
        )
    )
    return Chain([sync])
