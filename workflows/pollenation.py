"""Collect fundamentals: of companies that reported, of the stalest of the most traded, or of one on demand.

The planner makes batches of at most 8. One bad asset never fails its batch: it is recorded and the others go
on. An asset that finds no call left this minute waits for the seconds the ledger names and continues where it
stopped.

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

# A child lasts five minutes at most: tests hold that to be enough for eight companies on every plan.
# 4 x 2 = 8 workers: enough to spend 1,200 calls a minute at 6 calls an asset, few enough for one ledger item.
BATCHES_AT_ONCE = 4
ASSETS_AT_ONCE = 2
SECTORS_AT_ONCE = 2
POLLENATE_TIMEOUT_SECONDS = 610
EARNINGS_TIMEOUT_SECONDS = 70
REGULAR_TIMEOUT_SECONDS = 130
SUMMARIZE_TIMEOUT_SECONDS = 130
ANNOUNCE_TIMEOUT_SECONDS = 35


def pollenation() -> Chain:
    catch = on_any_error(fail_recorded("Pollenation"))

    batches = _for_each_batch("PollenateBatches", _pollenate_batch(), as_children=True, catch=catch)
    summarize = for_each(
        "SummarizeSectors",
        "$.plan.sectors",
        _summarize_sector(),
        select={"as_of.$": "$.as_of", "sector.$": "$$.Map.Item.Value"},
        at_once=SECTORS_AT_ONCE,
        result_path=None,
        catch=catch,
    )
    announce = _for_each_batch("AnnounceBatches", _announce_batch(), catch=catch)
    completed = complete("Pollenated", catch=catch)
    is_scheduled = choose(
        "IsScheduledJob",
        (ChoiceRule.IsPresent("$.job", value=True), completed),
        otherwise=completed.steps[-1],
    )
    Chain([batches, summarize, announce, is_scheduled])

    earnings = _planned_by(trigger_earnings_pollenation, EARNINGS_TIMEOUT_SECONDS, catch)
    regular = _planned_by(trigger_regular_pollenation, REGULAR_TIMEOUT_SECONDS, catch)
    single = Pass(
        "SingleAsset",
        parameters={"batches.$": "States.Array(States.Array($.asset))", "sectors": []},
        result_path="$.plan",
    )
    for trigger in (earnings, regular, single):
        trigger.next(batches)

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


def _for_each_batch(name: str, do: Chain, *, catch: Catch, as_children: bool = False) -> Map:
    select = {"as_of.$": "$.as_of", "trigger_type.$": "$.trigger_type", "assets.$": "$$.Map.Item.Value"}
    return for_each(
        name,
        "$.plan.batches",
        do,
        select=select,
        at_once=BATCHES_AT_ONCE,
        result_path=None,
        children="EXPRESS" if as_children else None,
        catch=catch,
    )


def _planned_by(trigger: ModuleType, timeout_seconds: int, catch: Catch) -> Task:
    payload = {"as_of.$": "$.as_of", "max_assets.$": "$.max_assets"}
    return invoke(trigger, payload, result_path="$.plan", timeout_seconds=timeout_seconds, catch=catch)


def _pollenate_batch() -> Chain:
    each = for_each(
        "PollenateEach",
        "$.assets",
        _pollenate_one(),
        select={
            "as_of.$": "$.as_of",
            "trigger_type.$": "$.trigger_type",
            "asset.$": "$$.Map.Item.Value",
            "collection": {},
        },
        at_once=ASSETS_AT_ONCE,
        result_path=None,
    )
    # What the run needs to know is in the day's log: answers of thousands of batches would not fit a state.
    return Chain([each, Pass("BatchCollected", result={})])


def _summarize_sector() -> Chain:
    summarize = invoke(
        summarize_sector,
        {"as_of.$": "$.as_of", "sector.$": "$.sector"},
        result_path="$",
        timeout_seconds=SUMMARIZE_TIMEOUT_SECONDS,
        catch=on_any_error(record("Pollenation", named="RecordSectorFailure")),
    )
    return Chain([summarize])


def _announce_batch() -> Chain:
    announce = invoke(
        announce_collected,
        {"as_of.$": "$.as_of", "trigger_type.$": "$.trigger_type", "assets.$": "$.assets"},
        result_path="$",
        timeout_seconds=ANNOUNCE_TIMEOUT_SECONDS,
    )
    return Chain([announce])


def _pollenate_one() -> Chain:
    gone_on = Pass("AssetFailed", parameters={"symbol.$": "$.asset.symbol", "outcome": "failed"})
    failed = Chain([record("Pollenation", symbol_path="$.asset.symbol"), gone_on])

    collect = invoke(
        pollenate_asset,
        {
            "as_of.$": "$.as_of",
            "trigger_type.$": "$.trigger_type",
            "asset.$": "$.asset",
            "collection.$": "$.collection",
        },
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
