"""Collect fundamentals of an asset or of many: ask, keep, parse, append what is new, say what happened."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NotRequired, TypedDict, final

from functions.research import wiring
from functions.research.adapters.alpha_vantage.overview import parse_overview
from functions.research.adapters.asset_table import HeldAsset
from functions.research.adapters.company_records import Absorbed, document_of
from functions.research.adapters.paid_calls import Collected, Payload, Spent, Waiting
from functions.research.domain.collection import (
    CALL_CLASS,
    FUNDAMENTALS,
    PROFILE,
    TELLING,
    transcript_quarter,
)
from functions.research.domain.figures import number
from functions.research.domain.overview import Overview
from functions.research.domain.planner import in_batches, is_arrived
from functions.research.domain.plans import CallClass, Plan
from functions.research.domain.probe import calls_needed, needs_full_collection
from functions.runtime import log, metrics

# Operators are told of runs that take half a minute; the rest of a round that takes long is another run's.
LAST_BEGIN_SECONDS = 20.0
WAIT = "retry_after_seconds"

Batch = list[dict[str, str]]


class Run(TypedDict):
    as_of: str
    trigger_type: str
    correlation_id: NotRequired[str]


@final
class Event(Run):
    asset: dict[str, str]


@final
class RoundEvent(Run):
    batches: list[Batch]


class AssetNotListed(Exception):
    """The catalogue does not hold the symbol; sync the assets first or correct the symbol."""


def handler(event: Event | RoundEvent, context: object) -> dict[str, Any]:
    log.correlate(event.get("correlation_id"))
    if "batches" in event:
        return pollenate_round(event)
    return pollenate(event, wiring.assets().get(event["asset"]["symbol"]))


def pollenate_round(event: RoundEvent) -> dict[str, Any]:
    """`batches` of the answer are to come back to: when calls are left again, or each asset by itself."""
    ends, failed = time.monotonic() + LAST_BEGIN_SECONDS, Batch()
    for place, batch in enumerate(event["batches"]):
        held = wiring.assets().among(asset["symbol"] for asset in batch)
        probes = probed_together(event, batch, held)
        for turn, asset in enumerate(batch):
            symbol = asset["symbol"]
            one = Event(as_of=event["as_of"], trigger_type=event["trigger_type"], asset=asset)
            is_late = time.monotonic() > ends
            seconds = 1 if is_late else seconds_to_wait(one, held.get(symbol), probes.get(symbol), failed)
            if seconds is not None:
                left = [*in_batches(failed), batch[turn:], *event["batches"][place + 1 :]]
                return {"outcome": "throttled", WAIT: seconds, "batches": left}
        metrics.measured("batch_measured", {"BatchSize": len(batch)})
    return {"outcome": "unfinished" if failed else "collected", "batches": in_batches(failed)}


def seconds_to_wait(one: Event, held: HeldAsset | None, probe: Payload | None, failed: Batch) -> float | None:
    """Collects, and notes who failed; None where there is nothing to wait for."""
    try:
        seconds: float | None = pollenate(one, held, probe).get(WAIT)
    except Exception as fault:  # noqa: BLE001  whatever it is, the others go on
        log.warning("asset_left_for_later", symbol=one["asset"]["symbol"], reason=repr(fault))
        failed.append(one["asset"])
        return None
    return seconds


def probed_together(event: Run, batch: Batch, held: Mapping[str, HeldAsset]) -> Mapping[str, Payload]:
    """The profiles of those that may have nothing new; who is not among them is asked by itself."""
    plan, trigger = wiring.plan(event["as_of"][:10]), event["trigger_type"]
    if plan.calls_per_day is not None:
        return {}  # A probe that finds news and cannot go on would be a call lost.
    symbols = [asset["symbol"] for asset in batch]
    asked = [symbol for symbol in symbols if symbol in held and is_probed(held[symbol], trigger, plan)]
    return wiring.paid_calls(event["as_of"][:10]).collect_of_each(
        asked, PROFILE, call_class=CALL_CLASS[trigger], as_of=event["as_of"]
    )


def is_probed(held: HeldAsset, trigger: str, plan: Plan) -> bool:
    needed = calls_needed(trigger, plan, held.latest_quarter)
    return needed.certain < needed.at_most


def pollenate(event: Event, held: HeldAsset | None, probe: Payload | None = None) -> dict[str, Any]:
    symbol, as_of, began = event["asset"]["symbol"], event["as_of"], time.monotonic()
    if held is None:
        raise AssetNotListed(f"{symbol} is not in the catalogue; sync the assets first or correct the symbol")

    answer = collect(held, event["trigger_type"], as_of, probe)
    if isinstance(answer, Waiting):
        log.event("calls_throttled", symbol=symbol, retry_after_seconds=answer.retry_after_seconds)
        return {"outcome": "throttled", "symbol": symbol, "retry_after_seconds": answer.retry_after_seconds}
    if isinstance(answer, Spent):
        return done(event, {"outcome": "budget_spent", "reason": f"no calls left until {answer.until_day}"})

    absorbed = wiring.company_records().absorb(symbol, answer.payloads, as_of)
    result = keep(held, event, answer, absorbed)
    measure(result, seconds=time.monotonic() - began)
    return done(event, result)


def measure(result: Mapping[str, Any], *, seconds: float) -> None:
    has_worked = result["outcome"] not in ("quarantined", "unavailable")
    metrics.measured(
        "collection_measured",
        {
            "SuccessfulIngestion": int(has_worked),
            "FailedIngestion": int(not has_worked),
            "PayloadsQuarantined": len(result["quarantined"]),
            "ValidationErrors": len(result["quarantined"]),
            "ProcessingSuccess": 100 * has_worked,
            "ProcessingDuration": round(seconds * 1000, 1),
        },
    )


def collect(held: HeldAsset, trigger: str, as_of: str, probe: Payload | None) -> Collected | Waiting | Spent:
    """What a probe did not spare; the profile of it was kept, and is not asked for again."""
    if probe is None:
        return ask(held, trigger, as_of)
    if not has_news(held, probe, wiring.plan(as_of[:10]), as_of):
        return Collected({PROFILE: probe}, calls_made=1)
    answer = ask(held, trigger, as_of)
    return replace(answer, calls_made=answer.calls_made + 1)


def ask(held: HeldAsset, trigger: str, as_of: str) -> Collected | Waiting | Spent:
    """Everything is reserved; the profile comes first and may show that the rest need not be asked."""
    symbol, day = held.asset.symbol, as_of[:10]
    calls, plan, call_class = wiring.paid_calls(day), wiring.plan(day), CALL_CLASS[trigger]
    needed = calls_needed(trigger, plan, held.latest_quarter)

    def is_enough(payloads: Mapping[str, Payload]) -> bool:
        if PROFILE not in payloads or len(payloads) > len(TELLING):
            return False
        if all(function in payloads and payloads[function].raw is None for function in TELLING):
            return True
        profile = payloads[PROFILE]
        is_probe = needed.certain == 1 and len(payloads) == 1 and profile.raw is not None
        return is_probe and not has_news(held, profile, plan, as_of)

    full = {function: {"symbol": symbol} for function in FUNDAMENTALS}
    answer = calls.collect(symbol, full, call_class=call_class, as_of=as_of, is_enough=is_enough)
    if isinstance(answer, Spent) and needed.certain < needed.at_most:
        return last_probe(held, call_class, plan, as_of) or answer
    if not isinstance(answer, Collected) or not plan.has_transcripts or len(answer.payloads) == 1:
        return answer
    quarter = transcript_quarter(latest_quarter(symbol, answer.payloads[PROFILE]))
    if quarter is None or wiring.transcripts().holds(symbol, quarter):
        return answer
    call = {f"EARNINGS_CALL_TRANSCRIPT@{quarter}": {"symbol": symbol, "quarter": quarter}}
    heard = calls.collect(symbol, call, call_class=call_class, as_of=as_of)
    if not isinstance(heard, Collected):
        return heard
    return Collected({**answer.payloads, **heard.payloads}, answer.calls_made + heard.calls_made)


def last_probe(held: HeldAsset, call_class: CallClass, plan: Plan, as_of: str) -> Collected | Waiting | None:
    """The last calls of a day may still confirm that nothing is new; news has to wait for tomorrow."""
    symbol = held.asset.symbol
    answer = wiring.paid_calls(as_of[:10]).collect(
        symbol, {PROFILE: {"symbol": symbol}}, call_class=call_class, as_of=as_of
    )
    if isinstance(answer, Collected) and not has_news(held, answer.payloads[PROFILE], plan, as_of):
        return answer
    return answer if isinstance(answer, Waiting) else None


def has_news(held: HeldAsset, profile: Payload, plan: Plan, as_of: str) -> bool:
    latest = latest_quarter(held.asset.symbol, profile)
    reason = needs_full_collection(
        latest, held.latest_quarter, last_full_collection=held.last_full_collection, as_of=as_of, plan=plan
    )
    return reason is not None


def latest_quarter(symbol: str, profile: Payload) -> date | None:
    document, broken = document_of(profile, None)
    overview = None if broken or document is None else parse_overview(document, symbol)[0]
    return overview.latest_quarter if overview else None


def market_cap(overview: Overview | None) -> float | None:
    return number(overview.figures, "market_capitalization") if overview else None


def keep(held: HeldAsset, event: Event, answer: Collected, absorbed: Absorbed) -> dict[str, Any]:
    """The asset's own dates move only after all else is stored: a crash before means collecting again."""
    newest = absorbed.newest_quarter or held.latest_quarter
    wiring.assets().mark_pollenated(
        held.asset.symbol,
        as_of=event["as_of"],
        full=len(answer.payloads) >= len(FUNDAMENTALS),
        latest_quarter=newest,
        sector=absorbed.overview.sector if absorbed.overview else None,
        # A company whose figures we have has fundamentals, even if the provider forgets it for a day.
        has_fundamentals=absorbed.has_fundamentals or newest is not None,
        market_cap=market_cap(absorbed.overview),
    )
    return {
        "outcome": outcome_of(held, absorbed),
        "calls": answer.calls_made,
        "rows_added": absorbed.rows_added,
        "quarantined": absorbed.quarantined,
        "latest_quarter": newest.isoformat() if newest else None,
        "needs_analysis": absorbed.has_fundamentals and is_rating_behind(held, absorbed),
    }


def outcome_of(held: HeldAsset, absorbed: Absorbed) -> str:
    if absorbed.quarantined:
        return "quarantined"
    if not absorbed.has_fundamentals:
        return "unavailable" if held.latest_quarter else "no_fundamentals"
    return "stored" if absorbed.has_changed else "unchanged"


def is_rating_behind(held: HeldAsset, absorbed: Absorbed) -> bool:
    """Also where a run stored the figures and died, or could not rate them, on an earlier day."""
    is_unrated = absorbed.changed_on > held.rated_as_of[:10]
    return absorbed.has_changed or is_unrated or held.rule_set != wiring.rule_set().content_hash


def done(event: Event, result: dict[str, Any]) -> dict[str, Any]:
    """Note the asset's day, which its announcement reads too, and answer what happened."""
    symbol, as_of, trigger = event["asset"]["symbol"], event["as_of"], event["trigger_type"]
    reported = arrived_report(event["asset"], result, as_of)
    wiring.run_log().asset_did(
        as_of,
        symbol,
        trigger_type=trigger,
        collected=as_of,
        earnings_date=reported,
        collected_outcome=result["outcome"],
        **{"reason": None, "needs_analysis": False, **result},
    )
    log.event("asset_pollenated", symbol=symbol, as_of=as_of, **result)
    answer = {
        "symbol": symbol,
        "outcome": result["outcome"],
        "needs_analysis": bool(result.get("needs_analysis")),
        "latest_quarter": result.get("latest_quarter"),
    }
    return answer | ({"earnings_date": reported} if reported else {})


def arrived_report(asset: dict[str, str], result: dict[str, Any], as_of: str) -> str | None:
    """The report date whose figures are now stored.

    A visit in vain is counted; one that succeeds is not, so that a run that dies before its announcement
    finds the report due again.
    """
    if "earnings_date" not in asset or result["outcome"] == "budget_spent":
        return None
    latest = result.get("latest_quarter")
    newest = date.fromisoformat(latest) if latest else None
    if is_arrived(date.fromisoformat(asset["fiscal_date_ending"]), newest):
        return asset["earnings_date"]
    wiring.calendar().attempted(asset["symbol"], date.fromisoformat(asset["earnings_date"]), as_of)
    return None
