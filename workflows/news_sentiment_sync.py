"""Fetch the news since the last stored sync, page by page.

The window starts where the last one ended, so a Sunday or an outage leaves no gap. Plans with few calls a day
are not asked every hour.
"""

from functions.research.handlers import sync_news_sentiment
from workflows.completion import complete
from workflows.failures import fail_recorded
from workflows.states import Chain, ChoiceRule, Succeed, choose, invoke, on_any_error, wait_seconds_from

SYNC_TIMEOUT_SECONDS = 310


def news_sentiment_sync() -> Chain:
    catch = on_any_error(fail_recorded("NewsSentimentSync"))

    sync = invoke(
        sync_news_sentiment,
        {"as_of.$": "$.as_of"},
        result_path="$.news",
        timeout_seconds=SYNC_TIMEOUT_SECONDS,
        catch=catch,
    )
    wait = wait_seconds_from("WaitForCallBudget", "$.news.retry_after_seconds")
    wait.next(sync)
    sync.next(
        choose(
            "NewsAnswered",
            (ChoiceRule.StringEquals("$.news.outcome", "throttled"), wait),
            (ChoiceRule.StringEquals("$.news.outcome", "more"), sync),
            (ChoiceRule.StringEquals("$.news.outcome", "not_due"), Succeed("NotDueOnThisPlan")),
            (ChoiceRule.StringEquals("$.news.outcome", "budget_spent"), Succeed("CallBudgetSpent")),
            otherwise=complete("NewsSynced", catch=catch),
        )
    )
    return Chain([sync])
