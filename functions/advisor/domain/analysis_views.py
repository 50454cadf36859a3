"""Parts of a rating document for readers who want one of them."""

from collections.abc import Iterable, Mapping
from typing import Any

Document = dict[str, Any]

SUMMARY = (
    "analysis_id",
    "as_of",
    "rating",
    "label",
    "score100",
    "letter",
    "confidence",
    "rating_low",
    "rating_high",
    "reason",
)
RATING = ("rule_set", "cap", "stability", "grounds", "flags", "findings", "reasons")
SCORE = ("code", "name", "weight", "score", "coverage", "certainty")
# What is shown beside each component.
PANELS: Mapping[str, tuple[str, ...]] = {
    "financial_health": ("margins", "efficiency", "working_capital", "spending", "leverage"),
    "growth": ("growth_history", "shareholders", "per_share"),
    "risk": ("distress", "asset_quality"),
    "market": ("valuation", "price_history"),
    "peers": (),
}
# What else belongs to a component alone.
BESIDE = {"sentiment": "market", "peers": "peers", "bankruptcy": "risk"}


def summary(analysis: Mapping[str, Any]) -> Document:
    return {name: analysis.get(name) for name in SUMMARY}


def rating(analysis: Mapping[str, Any], why_not: Mapping[str, str]) -> Document:
    """`why_not` has the sentence for the reason of a withheld rating."""
    components = [{name: one[name] for name in SCORE} for one in analysis["components"]]
    view = {"symbol": analysis["symbol"], **summary(analysis), "components": components}
    view["explanation"] = why_not.get(analysis["reason"] or "", analysis["reason"])
    return view | {name: analysis[name] for name in RATING}


def component(analysis: Mapping[str, Any], code: str) -> Document:
    """With its panels and the figures these read; metrics name figures by their place in the view."""
    measured = next((one for one in analysis["components"] if one["code"] == code), None)
    panels = [panel for panel in analysis["panels"] if panel["code"] in PANELS[code]]
    places = _places((*([measured] if measured else []), *panels))
    return {
        "symbol": analysis["symbol"],
        **summary(analysis),
        "component": _placed(measured, places) if measured else None,
        "panels": [_placed(panel, places) for panel in panels],
        **{name: analysis[name] if of == code else None for name, of in BESIDE.items()},
        "flags": analysis["flags"],
        "figures": [analysis["figures"][place] for place in places],
    }


def _places(parts: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """New places by old ones, in the order in which the figures are first named."""
    named = (
        place
        for part in parts
        for metric in part["metrics"]
        for one in metric["inputs"]
        for place in one["figures"]
    )
    return {old: new for new, old in enumerate(dict.fromkeys(named))}


def _placed(part: Mapping[str, Any], places: Mapping[int, int]) -> Document:
    metrics = [
        {
            **metric,
            "inputs": [
                {**one, "figures": [places[place] for place in one["figures"]]} for one in metric["inputs"]
            ],
        }
        for metric in part["metrics"]
    ]
    return {**part, "metrics": metrics}
