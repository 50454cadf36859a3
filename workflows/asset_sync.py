"""Bring the tradable universe and its daily bars up to date.

A provider that asks for patience is waited for; one that is down fails the run after bounded retries, is
recorded and alerts an operator. Prices are fetched in slices so that no single invocation outlives its
timeout.
"""

from functions.research.handlers import sync_assets, sync_prices
from workflows.completion import complete
from workflows.failures import fail_recorded
from workflows.states import Chain, ChoiceRule, Pass, choose, invoke, on_any_error, wait_seconds_from

SYNC_TIMEOUT_SECONDS = 310


def asset_sync() -> Chain:
    failed = fail_recorded("AssetSync")
    catch = on_any_error(failed)
    done = complete("AssetsSynced", catch=catch)

    prices = invoke(
        sync_prices,
        {"as_of.$": "$.as_of", "after_symbol.$": "$.prices.after_symbol"},
        result_path="$.prices",
        timeout_seconds=SYNC_TIMEOUT_SECONDS,
        catch=catch,
    )
    wait_for_prices = wait_seconds_from("WaitForPriceLimit", "$.prices.retry_after_seconds")
    wait_for_prices.next(prices)
    prices.next(
        choose(
            "MorePrices",
            (ChoiceRule.StringEquals("$.prices.outcome", "throttled"), wait_for_prices),
            (ChoiceRule.StringEquals("$.prices.outcome", "more"), prices),
            otherwise=done,
        )
    )

    first_slice = Pass("FirstPriceSlice", result={"after_symbol": ""}, result_path="$.prices")
    first_slice.next(prices)

    assets = invoke(
        sync_assets,
        {"as_of.$": "$.as_of", "correlation_id.$": "$.correlation_id"},
        result_path="$.assets",
        timeout_seconds=SYNC_TIMEOUT_SECONDS,
        catch=catch,
    )
    wait_for_assets = wait_seconds_from("WaitForAssetLimit", "$.assets.retry_after_seconds")
    wait_for_assets.next(assets)
    assets.next(
        choose(
            "AssetsAnswered",
            (ChoiceRule.StringEquals("$.assets.outcome", "throttled"), wait_for_assets),
            otherwise=first_slice,
        )
    )
    return Chain([assets])
