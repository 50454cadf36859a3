"""What is known about the assets a day looked at: the newest rating of each, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.research import wiring
from functions.research.adapters.asset_table import HeldAsset
from functions.research.domain.rating.result import WHY_NOT_RATED

WAITING = "waiting"
NOT_LOOKED_AT = "not_looked_at"
TRIGGERS = ("earnings", "regular")

_WHY_NOTHING_IS_RATED = {
    "budget_spent": "No provider calls were left for it; it is first in line tomorrow.",
    "failed": "Collecting or rating it failed.",
    "no_fundamentals": "The provider has no fundamentals for it.",
    NOT_LOOKED_AT: "No day has looked at it yet.",
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
        }


def rated_assets(day: str, *, everything: bool = False) -> list[RatedAsset]:
    """Best first, withheld ones last. `everything` adds the active assets that the day did not look at."""
    held = {asset.asset.symbol: asset for asset in wiring.assets().all()}
    did = _looked_at(day)
    if everything:
        rest = {s: {"outcome": NOT_LOOKED_AT} for s, asset in held.items() if asset.asset.status == "active"}
        did = rest | did
    set_aside = _quarantined_codes(day)
    rated = (_rated(symbol, held.get(symbol), what, set_aside, day) for symbol, what in did.items())
    return in_order(rated)


def in_order(rated: Iterable[RatedAsset]) -> list[RatedAsset]:
    return sorted(rated, key=lambda a: (a.rating is None, -(a.rating or 0), -a.confidence, a.symbol))


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


def _rated(
    symbol: str, held: HeldAsset | None, did: Mapping[str, Any], set_aside: Mapping[str, set[str]], day: str
) -> RatedAsset:
    newest, before = _newest_two(symbol, day)
    outcome = str(did.get("outcome", "unknown"))
    reason, explanation = _why_not_rated(newest, outcome, did)
    return RatedAsset(
        symbol=symbol,
        name=held.asset.name if held else "",
        outcome=outcome,
        rating=newest.get("rating"),
        low=newest.get("rating_low"),
        high=newest.get("rating_high"),
        label=newest.get("label", "not_rated"),
        confidence=newest.get("confidence", 0.0),
        as_of=newest.get("as_of"),
        previous_rating=before.get("rating"),
        previous_label=before.get("label", "not_rated"),
        previous_as_of=before.get("as_of"),
        newest_statement_age_days=_statement_age_days(held, newest, day),
        findings=tuple(sorted({*newest.get("findings", ()), *set_aside.get(symbol, ())})),
        flags={flag["code"]: flag["message"] for flag in newest.get("flags", ())},
        reason=reason,
        explanation=explanation,
        trouble=explained(outcome, did) if reason is None and outcome in _WHY_NOTHING_IS_RATED else None,
    )


def _newest_two(symbol: str, day: str) -> tuple[dict[str, Any], dict[str, Any]]:
    history = wiring.analyses().history(symbol, until=f"{day}T23:59:59Z", limit=2)
    return (history[0] if history else {}), (history[1] if len(history) > 1 else {})


def _why_not_rated(
    newest: Mapping[str, Any], outcome: str, did: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    if newest.get("rating") is not None:
        return None, None
    if reason := newest.get("reason"):
        return reason, WHY_NOT_RATED.get(reason, reason)
    return outcome.upper(), explained(outcome, did)


def explained(outcome: str, did: Mapping[str, Any]) -> str:
    """The day's own words where it left some."""
    general = _WHY_NOTHING_IS_RATED.get(
        outcome, f"The day ended with {outcome!r} for it and without an analysis."
    )
    own = str(did.get("reason") or "")
    return f"{general.rstrip('.')}: {own}" if own else general


def _statement_age_days(held: HeldAsset | None, newest: Mapping[str, Any], day: str) -> int | None:
    """Of the newest period stored; for an earlier day than that, of the period then rated."""
    today = date.fromisoformat(day)
    quarter = held.latest_quarter if held else None
    if quarter is None or quarter > today:
        grounds = newest.get("grounds")
        quarter = date.fromisoformat(grounds["period_end"]) if grounds else None
    return (today - quarter).days if quarter else None
