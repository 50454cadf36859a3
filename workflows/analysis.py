"""Check and rate up to 8 assets whose data changed.

Each asset goes its own way: one that cannot be rated is stored with the reason, one that fails is recorded,
and analysisComplete is published either way.
"""

from functions.research.handlers import analyze_asset, notify_subscribers, store_result, validate_data
from workflows.failures import record
from workflows.states import Chain, ChoiceRule, choose, for_each, invoke, on_any_error

# Eight assets take seconds either way; every worker more is a cold start more.
ASSETS_AT_ONCE = 2
VALIDATE_TIMEOUT_SECONDS = 65
ANALYZE_TIMEOUT_SECONDS = 125
STORE_TIMEOUT_SECONDS = 65
NOTIFY_TIMEOUT_SECONDS = 65


def analysis() -> Chain:
    each = for_each(
        "AnalyzeEach",
        "$.symbols",
        _analyze_one(),
        select={
            "as_of.$": "$.as_of",
            "correlation_id.$": "$.correlation_id",
            "symbol.$": "$$.Map.Item.Value",
        },
        at_once=ASSETS_AT_ONCE,
        result_path="$.results",
    )
    return Chain([each])


def _analyze_one() -> Chain:
    about = {"as_of.$": "$.as_of", "correlation_id.$": "$.correlation_id", "symbol.$": "$.symbol"}
    notify_failure = invoke(
        notify_subscribers,
        {**about, "status": "failed", "error.$": "$.error"},
        result_path="$",
        timeout_seconds=NOTIFY_TIMEOUT_SECONDS,
        named="NotifyOfFailure",
    )
    catch = on_any_error(Chain([record("Analysis", symbol_path="$.symbol"), notify_failure]))

    store = invoke(
        store_result,
        {**about, "rating.$": "$.analysis.rating", "seen_until.$": "$.analysis.seen_until"},
        result_path="$.analysis",
        timeout_seconds=STORE_TIMEOUT_SECONDS,
        catch=catch,
    )
    store.next(
        invoke(
            notify_subscribers,
            {**about, "status": "completed", "analysis.$": "$.analysis"},
            result_path="$",
            timeout_seconds=NOTIFY_TIMEOUT_SECONDS,
            catch=catch,
        )
    )

    analyze = invoke(
        analyze_asset,
        {**about, "seen_until.$": "$.analysis.seen_until"},
        result_path="$.analysis",
        timeout_seconds=ANALYZE_TIMEOUT_SECONDS,
        catch=catch,
    )
    analyze.next(store)

    validate = invoke(
        validate_data, about, result_path="$.analysis", timeout_seconds=VALIDATE_TIMEOUT_SECONDS, catch=catch
    )
    validate.next(
        choose(
            "DataIsUsable",
            (ChoiceRule.StringEquals("$.analysis.outcome", "usable"), analyze),
            otherwise=store,
        )
    )
    return Chain([validate])
