"""Store the newest daily bars of active assets, a slice of symbols at a time, and their traded volume."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Any, TypedDict

from functions.research import wiring
from functions.research.adapters.alpaca.bars import parse_bars
from functions.research.adapters.alpaca.client import SYMBOLS_PER_CALL, Alpaca
from functions.research.adapters.answers import Data, Refused, Throttled
from functions.research.adapters.http import ProviderUnavailable
from functions.research.adapters.paid_calls import ProviderRefused
from functions.research.adapters.payload_store import KeptAnswer
from functions.research.domain.assets import Bar
from functions.runtime import log

# 10 calls of 200 symbols end well inside the function's five minutes.
CALLS_PER_SLICE = 10
# A week of bars says how much is traded; bars that came since the last run are always inside it.
FIRST_WINDOW = timedelta(days=10)
# Late corrections arrive within days.
OVERLAP = timedelta(days=3)


class Event(TypedDict):
    as_of: str
    after_symbol: str


def handler(event: Event, context: object) -> dict[str, Any]:
    as_of, after = event["as_of"], event["after_symbol"]
    alpaca, start, symbols = wiring.alpaca(as_of[:10]), first_day(as_of), tradable(after)

    bars = 0
    for taken in chunks(symbols[: CALLS_PER_SLICE * SYMBOLS_PER_CALL]):
        answer = fetch(alpaca, taken, start, as_of)
        if isinstance(answer, Throttled):
            wait = {"retry_after_seconds": answer.retry_after_seconds}
            return {"outcome": "throttled", "after_symbol": after, **wait}
        bars += store(keep(answer, taken[0], as_of), as_of)
        after = taken[-1]

    is_last = len(symbols) <= CALLS_PER_SLICE * SYMBOLS_PER_CALL
    log.event("prices_synced", as_of=as_of, bars=bars, after_symbol=after, is_last=is_last)
    return {"outcome": "stored" if is_last else "more", "after_symbol": after, "bars": bars}


def tradable(after: str) -> list[str]:
    listed = (held.asset for held in wiring.assets().active())
    return sorted(asset.symbol for asset in listed if asset.tradable and asset.symbol > after)


def first_day(as_of: str) -> date:
    today = date.fromisoformat(as_of[:10])
    last = wiring.run_log().last_success("asset-sync")
    return min(date.fromisoformat(last[:10]) - OVERLAP, today) if last else today - FIRST_WINDOW


def chunks(symbols: Sequence[str]) -> list[Sequence[str]]:
    return [symbols[i : i + SYMBOLS_PER_CALL] for i in range(0, len(symbols), SYMBOLS_PER_CALL)]


def fetch(alpaca: Alpaca, symbols: Sequence[str], start: date, as_of: str) -> tuple[Data, ...] | Throttled:
    answer = alpaca.bars(symbols, start.isoformat(), as_of)
    if isinstance(answer, Throttled):
        return answer
    if isinstance(answer, Refused):
        raise ProviderRefused(f"Alpaca bars: {answer.reason}; check the key pair in the secret")
    if not isinstance(answer, tuple):
        raise ProviderUnavailable(f"Alpaca bars: {answer.reason}")
    return answer


def keep(pages: tuple[Data, ...], first_symbol: str, as_of: str) -> list[tuple[Bar, str]]:
    """Every page is stored before it is read; its bars come with its hash."""
    payloads, found = wiring.payloads("alpaca"), []
    for number, page in enumerate(pages):
        function = f"bars@{first_symbol}#{number}"
        kept = payloads.keep("_bars", function, page.raw, day=as_of[:10], before=KeptAnswer())
        found += [(bar, str(kept)) for bar in parse_bars(page.document)[0]]
    return found


def store(bars: list[tuple[Bar, str]], as_of: str) -> int:
    known = [(bar, payload_hash) for bar, payload_hash in bars if bar.timestamp <= as_of]
    recorded_at = wiring.closed_moments().recorded_at({bar.symbol for bar, _ in known}, as_of)
    written = wiring.prices().put(known, as_of, recorded_at=recorded_at)
    by_symbol: dict[str, list[Bar]] = {}
    for bar, _ in known:
        by_symbol.setdefault(bar.symbol, []).append(bar)
    for symbol, traded in by_symbol.items():
        newest = max(bar.timestamp for bar in traded)
        wiring.assets().set_volume(symbol, round(fmean(bar.volume for bar in traded)), newest)
    return written
