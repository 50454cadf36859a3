"""Ratings to publish, and a market of planted closes to follow them in."""

import json

from functions.research import wiring

RULES = {"version": "1", "content_hash": "0123456789abcdef"}


def rating(symbol, as_of, *, score100=70.0, label="buy", number=3.8):
    """A rating document, cut to what is published of it."""
    low, high = (None, None) if number is None else (number - 0.4, number + 0.4)
    return {
        "symbol": symbol,
        "as_of": as_of,
        "rating": number,
        "label": label,
        "score100": score100,
        "confidence": 85.0,
        "rating_low": low,
        "rating_high": high,
        "reason": None,
        "rule_set": RULES,
    }


class Tape:
    """Daily bars of a market, and the days on which the service takes them in."""

    def __init__(self, stack):
        self._stack = stack
        self._bars = {}

    def closes(self, symbol, *, opening=None, volume=1000, **by_day):
        """`d2026_05_27=100.0`; a day opens where the one before it closed unless told otherwise."""
        for day, close in by_day.items():
            at = f"{day[1:].replace('_', '-')}T04:00:00Z"
            prices = {"o": opening or close, "h": close, "l": close, "c": close, "vw": close}
            self._bars.setdefault(symbol, {})[at] = {"t": at, **prices, "v": volume, "n": 5}
        bars = [self._bars[symbol][at] for at in sorted(self._bars[symbol])]
        self._stack.market.writes(f"alpaca/bars/{symbol}.json", bars)

    def takes_in(self, day):
        """The prices of the morning of a day, as the first job of a day fetches them."""
        market = self._stack.market
        market.opens(day)
        self._stack.run_to_the_end("sync_prices", as_of=market.at(4), after_symbol="")
        self._stack.run("complete_run", job="asset-sync", as_of=market.at(4))


def publish(stack, symbol, as_of, **rated):
    document = json.loads(json.dumps(rating(symbol, as_of, **rated)))
    return stack.run("store_result", symbol=symbol, as_of=as_of, rating=document, seen_until=as_of)


def settle(stack, day):
    """The job of a day, as its machine runs it; answers how many outcomes it wrote."""
    outcomes = {"outcome": "more", "settled": 0}
    for _ in range(100):
        as_of = f"{day}T08:00:00Z"
        outcomes = stack.run("settle_outcomes", as_of=as_of, settled=outcomes["settled"])
        if outcomes["outcome"] != "more":
            stack.run("complete_run", job="track-record", as_of=as_of)
            return outcomes["settled"]
    raise AssertionError("there was still more to settle after 100 calls")


def outcomes(symbol, months=None):
    found = wiring.track_record().of(symbol)[1]
    return [outcome for outcome in found if months in (None, outcome.span.months)]
