"""Collect fundamentals: of companies that reported, of the stalest of the most traded, or of one on demand.

The planner makes batches of at most 8, and one step collects a round of three: a step an asset was most of
what a day costs. A round that finds no call left this minute waits for the seconds the ledger names and goes
on with the assets it had not come to. One bad asset never fails the others: it is tried again by itself, then
recorded.

What a day brought is announced when all of it is there, so that companies are compared with peers of the
same day. For that a run keeps what it knows of every sector; where it cannot, ratings are made with the peers
of the run before. One asset on demand is compared with those too.
"""

from types import ModuleType

from functions.research.handlers import (
    announce_collected,
    pollenate_asset,
    summarize_sector,
    trigger_earnings_pollenation,
    trigger_regular_pollenation,
)
from workflows.completion import complete
from workflows.failures import fail_recorded, record
from workflows.states import (
    Catch,
    Chain,
    ChoiceRule,
    Map,
    Pass,
    Task,
    choose,
    for_each,
    invoke,
    on_any_error,
    wait_seconds_from,
)

# Enough workers to spend 1,200 calls a minute, few enough for one ledger item.
BATCHES_AT_ONCE = 8
SECTORS_AT_ONCE = 2
ANNOUNCED_AT_ONCE = 4
POLLENATE_TIMEOUT_SECONDS = 610
EARNINGS_TIMEOUT_SECONDS = 70
REGULAR_TIMEOUT_SECONDS = 130
SUMMARIZE_TIMEOUT_SECONDS = 130
ANNOUNCE_TIMEOUT_SECONDS = 35

RUN = {
    "as_of.$": "$.as_of",
    "correlation_id.$": "$.correlation_id",
    "trigger_type.$": "$.trigger_type",
}


def pollenation() -> Chain:
    catch = on_any_error(fail_recorded("Pollenation"))

    rounds, summarize, announce = _collect_rounds(catch), _summarize_sectors(catch), _announce(catch)
    completed = complete("Pollenated", catch=catch)
    is_scheduled = choose(
        "IsScheduledJob",
        (ChoiceRule.IsPresent("$.job", value=True), completed),
        otherwise=completed.steps[-1],
    )
    Chain([rounds, summarize, announce, is_scheduled])

    earnings = _planned_by(trigger_earnings_pollenation, EARNINGS_TIMEOUT_SECONDS, catch)
    regular = _planned_by(trigger_regular_pollenation, REGULAR_TIMEOUT_SECONDS, catch)
    single = Pass(
        "SingleAsset",
        parameters={
            "rounds.$": "States.Array(States.Array(States.Array($.asset)))",
            "announcements.$": "States.Array(States.Array($.asset.symbol))",
            "sectors": [],
        },
        result_path="$.plan",
    )
    for trigger in (earnings, regular, single):
        trigger.next(rounds)

    return Chain(
        [
            choose(
                "SelectTrigger",
                (ChoiceRule.StringEquals("$.trigger_type", "earnings"), earnings),
                (ChoiceRule.StringEquals("$.trigger_type", "regular"), regular),
                otherwise=single,
            )
        ]
    )


def _collect_rounds(catch: Catch) -> Map:
    return for_each(
        "PollenateRounds",
        "$.plan.rounds",
        _pollenate_round(),
        select={**RUN, "collection": {"batches.$": "$$.Map.Item.Value"}},
        at_once=BATCHES_AT_ONCE,
        result_path=None,
        distributed=True,
        catch=catch,
    )


def _summarize_sectors(catch: Catch) -> Map:
    return for_each(
        "SummarizeSectors",
        "$.plan.sectors",
        _summarize_sector(),
        select={
            "as_of.$": "$.as_of",
            "correlation_id.$": "$.correlation_id",
            "sector.$": "$$.Map.Item.Value",
        },
        at_once=SECTORS_AT_ONCE,
        result_path=None,
        catch=catch,
    )


def _announce(catch: Catch) -> Map:
    announce = invoke(
        announce_collected,
        {**RUN, "symbols.$": "$.symbols"},
        result_path="$",
        timeout_seconds=ANNOUNCE_TIMEOUT_SECONDS,
    )
    return for_each(
        "AnnounceCompanies",
        "$.plan.announcements",
        Chain([announce]),
        select={**RUN, "symbols.$": "$$.Map.Item.Value"},
        at_once=ANNOUNCED_AT_ONCE,
        result_path=None,
        catch=catch,
    )


def _planned_by(trigger: ModuleType, timeout_seconds: int, catch: Catch) -> Task:
    payload = {"as_of.$": "$.as_of", "max_assets.$": "$.max_assets"}
    return invoke(trigger, payload, result_path="$.plan", timeout_seconds=timeout_seconds, catch=catch)


def _pollenate_round() -> Chain:
    each = for_each(
        "PollenateEach",
        "$.batch",
        _pollenate_one(),
        select={**RUN, "asset.$": "$$.Map.Item.Value", "collection": {}},
        at_once=1,
        result_path=None,
    )
    by_itself = for_each(
        "PollenateLeft",
        "$.collection.batches",
        Chain([each]),
        select={**RUN, "batch.$": "$$.Map.Item.Value"},
        at_once=1,
        result_path=None,
    )
    # What the run needs to know is in the day's log: answers of hundreds of rounds would not fit a state.
    collected = Pass("RoundCollected", result={})
    by_itself.next(collected)

    collect = invoke(
        pollenate_asset,
        {**RUN, "batches.$": "$.collection.batches"},
        result_path="$.collection",
        timeout_seconds=POLLENATE_TIMEOUT_SECONDS,
        catch=on_any_error(by_itself),
        named="PollenateTogether",
    )
    wait = wait_seconds_from("WaitForRoundBudget", "$.collection.retry_after_seconds")
    wait.next(collect)
    collect.next(
        choose(
            "RoundAnswered",
            (ChoiceRule.StringEquals("$.collection.outcome", "throttled"), wait),
            (ChoiceRule.StringEquals("$.collection.outcome", "unfinished"), by_itself),
            otherwise=collected,
        )
    )
    return Chain([collect])


def _summarize_sector() -> Chain:
    summarize = invoke(
        summarize_sector,
        {"as_of.$": "$.as_of", "sector.$": "$.sector"},
        result_path="$",
        timeout_seconds=SUMMARIZE_TIMEOUT_SECONDS,
        catch=on_any_error(record("Pollenation", named="RecordSectorFailure")),
    )
    return Chain([summarize])


def _pollenate_one() -> Chain:
    gone_on = Pass("AssetFailed", parameters={"symbol.$": "$.asset.symbol", "outcome": "failed"})
    failed = Chain([record("Pollenation", symbol_path="$.asset.symbol"), gone_on])

    collect = invoke(
        pollenate_asset,
        {**RUN, "asset.$": "$.asset"},
        result_path="$.collection",
        timeout_seconds=POLLENATE_TIMEOUT_SECONDS,
        catch=on_any_error(failed),
    )
    wait = wait_seconds_from("WaitForCallBudget", "$.collection.retry_after_seconds")
    wait.next(collect)
    collect.next(
        choose(
            "AssetAnswered",
            (ChoiceRule.StringEquals("$.collection.outcome", "throttled"), wait),
            otherwise=Pass("AssetCollected", input_path="$.collection"),
        )
    )
    return Chain([collect])
