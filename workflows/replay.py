"""Make every stored rating of a day or a moment again, from what was known and recorded when it was made.

Ratings are promised to be reproducible: one that is not ends the run as RatingsNotReproducible, after the
result is kept and the operators are told. Ratings made by other rules are counted and prove nothing.
"""

from functions.research.handlers import conclude_replay, list_stored_ratings, replay_batch
from workflows.failures import fail_recorded, record
from workflows.states import Chain, ChoiceRule, Fail, Pass, Succeed, choose, for_each, invoke, on_any_error

BATCHES_AT_ONCE = 4
LIST_TIMEOUT_SECONDS = 65
REPLAY_TIMEOUT_SECONDS = 125
CONCLUDE_TIMEOUT_SECONDS = 65
THIS_REPLAY = {"as_of.$": "$.as_of", "replay.$": "$$.Execution.Name"}


def replay() -> Chain:
    catch = on_any_error(fail_recorded("Replay"))

    listed = invoke(
        list_stored_ratings,
        {"as_of.$": "$.as_of"},
        result_path="$.plan",
        timeout_seconds=LIST_TIMEOUT_SECONDS,
        catch=catch,
    )
    batches = for_each(
        "ReplayBatches",
        "$.plan.batches",
        _replay_batch(),
        select={**THIS_REPLAY, "symbols.$": "$$.Map.Item.Value"},
        at_once=BATCHES_AT_ONCE,
        result_path=None,
        children="STANDARD",
        catch=catch,
    )
    conclude = invoke(
        conclude_replay,
        {**THIS_REPLAY, "batches.$": "States.ArrayLength($.plan.batches)"},
        result_path="$.result",
        timeout_seconds=CONCLUDE_TIMEOUT_SECONDS,
        catch=catch,
    )
    conclude.next(
        choose(
            "AllAreReproduced",
            (ChoiceRule.StringEquals("$.result.outcome", "reproduced"), Succeed("RatingsReproduced")),
            otherwise=_not_reproducible(),
        )
    )
    return Chain([listed, batches, conclude])


def _replay_batch() -> Chain:
    payload = {"as_of.$": "$.as_of", "replay.$": "$.replay", "symbols.$": "$.symbols"}
    return Chain([invoke(replay_batch, payload, result_path="$", timeout_seconds=REPLAY_TIMEOUT_SECONDS)])


def _not_reproducible() -> Chain:
    return Chain(
        [
            Pass("DescribeMismatches", input_path="$.result.error", result_path="$.error"),
            record("Replay", named="RecordMismatches"),
            Fail(
                conclude_replay.NOT_REPRODUCIBLE,
                error=conclude_replay.NOT_REPRODUCIBLE,
                cause="Stored ratings could not be made again; `signal9 replay` shows where they part",
            ),
        ]
    )
