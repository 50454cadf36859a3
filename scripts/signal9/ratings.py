"""What is known about the assets a day looked at: the newest rating of each, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.research import wiring
from functions.research.adapters.asset_table import HeldAsset
from functions.research.domain.eligibility import ineligible
from functions.research.domain.rating.result import WHY_NOT_RATED
from scripts.signal9.days import end_of
from scripts.signal9.why import Why, why

WAITING = "waiting"
SPENT = "budget_spent"
NOT_LOOKED_AT = "not_looked_at"
TRIGGERS = ("earnings", "regular")

_WHY_NOTHING_IS_RATED = {
    SPENT: "No provider calls were left for it; it is first in line tomorrow.",
    "failed": "Collecting or rating it failed.",
    "no_fundamentals": "The provider has no fundamentals for it.",
    NOT_LOOKED_AT: "The day did not look at it, and no earlier day has rated it.",
    "unavailable": "The provider, which had figures of it before, has none today.",
    "quarantined": "What the provider sent cannot be used.",
    WAITING: "The day's provider calls did not reach to it; it waits in line.",
}


@dataclass(frozen=True, slots=True)
class RatedAsset:
    """`rating` and what follows it are of the newest analysis up to the day; None where it was withheld."""

    symbol: str
    name: str
    outcome: str  # of the day's collection: stored, unchanged, failed, ...
    rating: float | None = None
    low: float | None = None
    high: float | None = None
    label: str = "not_rated"
    confidence: float = 0.0
    as_of: str | None = None
    previous_rating: float | None = None
    previous_label: str = "not_rated"
    previous_as_of: str | None = None
    newest_statement_age_days: int | None = None
    findings: tuple[str, ...] = ()
    flags: Mapping[str, str] = field(default_factory=dict)  # message by code
    reason: str | None = None
    explanation: str | None = None
    # What went wrong today with an asset that still has an earlier rating.
    trouble: str | None = None
    why: Why | None = None

    @property
    def delta(self) -> float | None:
        if self.rating is None or self.previous_rating is None:
            return None
        return round(self.rating - self.previous_rating, 1)

    def document(self) -> dict[str, Any]:
        return {
            "symbol": self.symbol,
            "name": self.name,
            "rating": self.rating,
            "label": self.label,
            "confidence": self.confidence,
            "as_of": self.as_of,
            "findings": sorted({*self.findings, *self.flags}),
            "reason": self.reason,
            "explanation": self.explanation,
            "rating_low": self.low,
            "rating_high": self.high,
            "previous_rating": self.previous_rating,
            "newest_statement_age_days": self.newest_statement_age_days,
            "outcome": self.outcome,
            "trouble": self.trouble,
            "why": self.why.document() if self.why else None,
        }


def rated_assets(day: str, *, everything: bool = False) -> list[RatedAsset]:
    """Best first, withheld ones last. `everything` adds the active assets that the day did not look at."""
    held = {asset.asset.symbol: asset for asset in wiring.assets().all()}
    did = _looked_at(day)
    if everything:
        active = (symbol for symbol, asset in held.items() if asset.asset.status == "active")
        did = {symbol: {"outcome": NOT_LOOKED_AT} for symbol in active} | did
    set_aside = _quarantined_codes(day)
    seen = (
        _Seen(symbol, day, what, held.get(symbol), set_aside.get(symbol, set()))
        for symbol, what in did.items()
    )
    return in_order(map(_rated, seen))


def rated_asset(held: HeldAsset, day: str) -> RatedAsset:
    symbol = held.asset.symbol
    what = _looked_at(day).get(symbol, {"outcome": NOT_LOOKED_AT})
    return _rated(_Seen(symbol, day, what, held, _quarantined_codes(day).get(symbol, set())))


def in_order(rated: Iterable[RatedAsset]) -> list[RatedAsset]:
    return sorted(rated, key=lambda a: (a.rating is None, -(a.rating or 0), -a.confidence, a.symbol))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An asset in the eyes of one day; `held` is None for one that has left the catalogue."""

    symbol: str
    day: str
    did: Mapping[str, Any]
    held: HeldAsset | None
    set_aside: set[str]  # codes of its payloads in quarantine

    @property
    def outcome(self) -> str:
        return str(self.did.get("outcome", "unknown"))


def _looked_at(day: str) -> dict[str, Mapping[str, Any]]:
    log = wiring.run_log()
    waiting = (plan["waiting"] for trigger in TRIGGERS if (plan := log.plan_of(day, trigger)))
    did: dict[str, Mapping[str, Any]] = {symbol: {"outcome": WAITING} for line in waiting for symbol in line}
    return did | {asset["symbol"]: asset for asset in log.assets_of(day)}


def _quarantined_codes(day: str) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for case in wiring.quarantine().list(day=day):
        codes.setdefault(case["symbol"], set()).update(finding["code"] for finding in case["findings"])
    return codes


def _rated(seen: _Seen) -> RatedAsset:
    newest, before = _newest_two(seen)
    reason, explanation = _why_not_rated(newest, seen)
    is_of_today = newest.get("as_of", "")[:10] == seen.day
    went_wrong = seen.outcome in _WHY_NOTHING_IS_RATED and seen.outcome != NOT_LOOKED_AT
    return RatedAsset(
        symbol=seen.symbol,
        name=seen.held.asset.name if seen.held else "",
        outcome=seen.outcome,
        rating=newest.get("rating"),
        low=newest.get("rating_low"),
        high=newest.get("rating_high"),
        label=newest.get("label", "not_rated"),
        confidence=newest.get("confidence", 0.0),
        as_of=newest.get("as_of"),
        previous_rating=before.get("rating"),
        previous_label=before.get("label", "not_rated"),
        previous_as_of=before.get("as_of"),
        newest_statement_age_days=_statement_age_days(newest, seen),
        findings=tuple(sorted({*newest.get("findings", ()), *seen.set_aside})),
        flags={flag["code"]: flag["message"] for flag in newest.get("flags", ())},
        reason=reason,
        explanation=explanation,
        trouble=_explained(seen) if newest and went_wrong and not is_of_today else None,
        why=why(newest, before) if newest.get("rating") is not None else None,
    )


def _newest_two(seen: _Seen) -> tuple[dict[str, Any], dict[str, Any]]:
    history = wiring.analyses().history(seen.symbol, until=end_of(seen.day), limit=2)
    return (history[0] if history else {}), (history[1] if len(history) > 1 else {})


def _why_not_rated(newest: Mapping[str, Any], seen: _Seen) -> tuple[str | None, str | None]:
    if newest.get("rating") is not None:
        return None, None
    if reason := newest.get("reason"):
        return reason, WHY_NOT_RATED.get(reason, reason)
    kind = ineligible(seen.held.asset) if seen.held else None
    if kind and seen.outcome in (NOT_LOOKED_AT, "no_fundamentals"):
        words = kind.value.replace("_", " ")
        return (
            f"INELIGIBLE_{kind.name}",
            f"It is not collected by itself ({words}): only companies' shares are.",
        )
    return seen.outcome.upper(), _explained(seen)


def _explained(seen: _Seen) -> str:
    """The day's own words where it left some."""
    outcome = seen.outcome
    otherwise = f"The day ended with {outcome!r} for it and without an analysis."
    general = _WHY_NOTHING_IS_RATED.get(outcome, otherwise)
    own = str(seen.did.get("reason") or "")
    return f"{general.rstrip('.')}: {own}" if own else general


def _statement_age_days(newest: Mapping[str, Any], seen: _Seen) -> int | None:
    """Of the newest period stored; for an earlier day than that, of the period then rated."""
    today = date.fromisoformat(seen.day)
    quarter = seen.held.latest_quarter if seen.held else None
    if quarter is None or quarter > today:
        grounds = newest.get("grounds")
        quarter = date.fromisoformat(grounds["period_end"]) if grounds else None
    return (today - quarter).days if quarter else None
