"""Hold the desk's orders and positions beside the brokers', account by account.

A broker that asks for patience is waited for. What is certain is applied where it is found; the rest is kept
in a report, and the operators hear of it. One account that cannot be compared does not hold back the others.
"""

from functions.trading.handlers import list_desk_accounts, reconcile_account, report_reconciliation
from workflows.failures import fail_recorded
from workflows.states import (
    Chain,
    ChoiceRule,
    Pass,
    choose,
    for_each,
    invoke,
    on_any_error,
    wait_seconds_from,
)

LIST_TIMEOUT_SECONDS = 35
RECONCILE_TIMEOUT_SECONDS = 130
REPORT_TIMEOUT_SECONDS = 35
# Brokers count calls by account, and the database has few connections.
AT_ONCE = 4


def reconciliation() -> Chain:
    catch = on_any_error(fail_recorded("Reconciliation"))
    return Chain(
        [
            invoke(
                list_desk_accounts,
                {"as_of.$": "$.as_of"},
                result_path="$.desk",
                timeout_seconds=LIST_TIMEOUT_SECONDS,
                catch=catch,
            ),
            for_each(
                "ReconcileEach",
                "$.desk.accounts",
                _one_account(),
                select={
                    "as_of.$": "$.as_of",
                    "account_id.$": "$$.Map.Item.Value.account_id",
                    "broker.$": "$$.Map.Item.Value.broker",
                },
                at_once=AT_ONCE,
                result_path="$.accounts",
                catch=catch,
            ),
            invoke(
                report_reconciliation,
                {"as_of.$": "$.as_of", "accounts.$": "$.accounts"},
                result_path="$.report",
                timeout_seconds=REPORT_TIMEOUT_SECONDS,
                catch=catch,
            ),
        ]
    )


def _one_account() -> Chain:
    not_compared = Pass(
        "AccountNotCompared",
        parameters={"account_id.$": "$.account_id", "kinds": {"ambiguous": 1}, "error.$": "$.error"},
    )
    reconcile = invoke(
        reconcile_account,
        {"as_of.$": "$.as_of", "account_id.$": "$.account_id", "broker.$": "$.broker"},
        result_path="$.compared",
        timeout_seconds=RECONCILE_TIMEOUT_SECONDS,
        catch=on_any_error(not_compared),
    )
    wait = wait_seconds_from("WaitForBroker", "$.compared.retry_after_seconds")
    wait.next(reconcile)
    reconcile.next(
        choose(
            "AccountAnswered",
            (ChoiceRule.StringEquals("$.compared.outcome", "throttled"), wait),
            otherwise=Pass("AccountCompared", output_path="$.compared"),
        )
    )
    return Chain([reconcile])
