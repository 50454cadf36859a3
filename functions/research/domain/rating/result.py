"""A rating with everything it was made of, as a document that is the same bytes for the same input."""

import json
from dataclasses import dataclass

from functions.research.domain.rating.altman import Bankruptcy
from functions.research.domain.rating.composite import NOT_RATED
from functions.research.domain.rating.evaluation import BlockResult, ComponentResult, Evidence, MetricResult
from functions.research.domain.rating.guards import Flag
from functions.research.domain.rating.reasons import Reason

DIGITS = 6

WHY_NOT_RATED = {
    "AS_OF_UNREADABLE": "The moment asked for does not start with a date written YYYY-MM-DD.",
    "CURRENCY_CONFLICT": "The statements of the latest year are in different currencies.",
    "NO_ANNUAL_STATEMENT": "There are statements, but none of a whole fiscal year.",
    "NO_STATEMENTS": "No income statement, balance sheet or cash flow statement was known.",
    "STATEMENTS_TOO_OLD": "The newest statement is more than eighteen months old.",
    "TOO_LITTLE_DATA": "Less than half of what applies to the company could be measured.",
    "UNIT_CONFLICT": "The figures of the latest years are in different units.",
}


@dataclass(frozen=True, slots=True)
class RuleSetId:
    version: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """Which twelve months were rated and under which rules for firms."""

    basis: str  # annual, or ttm for the last four quarters
    period_end: str
    prior_period_ends: tuple[str, ...]
    currency: str | None
    firm_kind: str


@dataclass(frozen=True, slots=True)
class RatedComponent:
    """`certainty` is coverage x freshness x quality, 0 to 1."""

    result: ComponentResult
    weight: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Rating:
    """`rating` is None for one of the reasons in WHY_NOT_RATED; then label is not_rated and confidence 0."""

    symbol: str
    as_of: str
    rule_set: RuleSetId
    reason: str | None = None
    rating: float | None = None
    label: str = NOT_RATED
    score100: float | None = None
    letter: str | None = None
    confidence: float = 0.0
    rating_low: float | None = None
    rating_high: float | None = None
    grounds: Grounds | None = None
    components: tuple[RatedComponent, ...] = ()
    bankruptcy: Bankruptcy | None = None
    flags: tuple[Flag, ...] = ()
    finding_codes: tuple[str, ...] = ()
    reasons_for: tuple[Reason, ...] = ()
    reasons_against: tuple[Reason, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "symbol": self.symbol,
            "as_of": self.as_of,
            "rule_set": {"version": self.rule_set.version, "content_hash": self.rule_set.content_hash},
            "rating": _rounded(self.rating),
            "reason": self.reason,
            "label": self.label,
            "score100": _rounded(self.score100),
            "letter": self.letter,
            "confidence": _rounded(self.confidence),
            "rating_low": _rounded(self.rating_low),
            "rating_high": _rounded(self.rating_high),
            "grounds": _grounds(self.grounds),
            "components": [_component(component) for component in self.components],
            "bankruptcy": _bankruptcy(self.bankruptcy),
            "flags": [{"code": flag.code, "message": flag.message} for flag in self.flags],
            "findings": list(self.finding_codes),
            "reasons": {
                "for": [{"metric": r.metric, "text": r.text} for r in self.reasons_for],
                "against": [{"metric": r.metric, "text": r.text} for r in self.reasons_against],
            },
        }

    def to_bytes(self) -> bytes:
        text = json.dumps(self.to_json(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")


def _rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0


def _grounds(grounds: Grounds | None) -> dict[str, object] | None:
    if grounds is None:
        return None
    return {
        "basis": grounds.basis,
        "period_end": grounds.period_end,
        "prior_period_ends": list(grounds.prior_period_ends),
        "currency": grounds.currency,
        "firm_kind": grounds.firm_kind,
    }


def _component(rated: RatedComponent) -> dict[str, object]:
    result = rated.result
    return {
        "code": result.component.code,
        "name": result.component.name,
        "weight": _rounded(rated.weight),
        "score": _rounded(result.score),
        "coverage": _rounded(result.coverage),
        "certainty": _rounded(rated.certainty),
        "blocks": [_block(block) for block in result.blocks],
        "metrics": [_metric(metric) for metric in result.metrics],
    }


def _block(block: BlockResult) -> dict[str, object]:
    return {
        "code": block.code,
        "name": block.name,
        "weight": _rounded(block.weight),
        "score": _rounded(block.score),
        "coverage": _rounded(block.coverage),
    }


def _metric(result: MetricResult) -> dict[str, object]:
    return {
        "code": result.metric.code,
        "name": result.metric.name,
        "block": result.block,
        "value": _rounded(result.value),
        "unit": result.metric.unit,
        "score": _rounded(result.score),
        "weight": _rounded(result.weight),
        "reason": result.reason,
        "note": result.note,
        "inputs": [_evidence(evidence) for evidence in result.inputs],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    day = evidence.fiscal_date
    return {
        "name": evidence.name,
        "value": _rounded(evidence.value),
        "statement": evidence.statement,
        "fiscal_date": day.isoformat() if day else None,
        "known_from": evidence.known_from,
        "payload_hash": evidence.payload_hash,
    }


def _bankruptcy(heuristic: Bankruptcy | None) -> dict[str, object] | None:
    """Says of itself that it is no calibrated probability."""
    if heuristic is None:
        return None
    return {
        "heuristic_percent": _rounded(heuristic.percent),
        "level": heuristic.level,
        "z_double_prime": _rounded(heuristic.z_double_prime),
        "is_calibrated": False,
    }
