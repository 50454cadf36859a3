"""Settle what followed the ratings that are due: one day of publication at one horizon after another.

What earlier runs left is settled first; a row is written once, so a run may be repeated.
"""

from functions.research.handlers import settle_outcomes
from workflows.completion import complete
from workflows.failures import fail_recorded
from workflows.states import Chain, ChoiceRule, Pass, choose, invoke, on_any_error

SETTLE_TIMEOUT_SECONDS = 610


def track_record() -> Chain:
    catch = on_any_error(fail_recorded("TrackRecord"))

    settle = invoke(
        settle_outcomes,
        {"as_of.$": "$.as_of", "settled.$": "$.outcomes.settled"},
        result_path="$.outcomes",
        timeout_seconds=SETTLE_TIMEOUT_SECONDS,
        catch=catch,
    )
    settle.next(
        choose(
            "MoreAreDue",
            (ChoiceRule.StringEquals("$.outcomes.outcome", "more"), settle),
            otherwise=complete("OutcomesSettled", catch=catch),
        )
    )
    return Chain([Pass("NothingSettledYet", result={"settled": 0}, result_path="$.outcomes"), settle])
