"""How old the data of an asset is, in words a program acts on."""

from collections.abc import Iterable, Mapping
from typing import Any

from functions.research.domain.assets import Asset
from functions.research.domain.eligibility import ineligible
from functions.research.domain.finding_codes import MEANINGS


def data_status(asset: Asset, *, was_collected: bool, has_fundamentals: bool) -> str:
    if was_collected:
        return "available" if has_fundamentals else "no_fundamentals"
    return "not_collected" if ineligible(asset) else "pending"


def explained(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """With what their codes mean; the figures stand in the explanation of the metrics."""
    shown = ("code", "severity", "message", "statement", "fiscal_date")
    return [
        {**{name: finding[name] for name in shown}, "meaning": MEANINGS.get(finding["code"], "")}
        for finding in findings
    ]
