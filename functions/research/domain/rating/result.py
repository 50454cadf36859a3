"""A rating with everything it was made of, as a document that is the same bytes for the same input."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.research.domain.peers import PeerGroup
from functions.research.domain.rating import document
from functions.research.domain.rating.altman import Bankruptcy
from functions.research.domain.rating.composite import NOT_RATED, Stability
from functions.research.domain.rating.declaration import Panel
from functions.research.domain.rating.document import rounded
from functions.research.domain.rating.evaluation import ComponentResult, MetricResult, judge
from functions.research.domain.rating.guards import Cap, Flag
from functions.research.domain.rating.leaning import Leaning
from functions.research.domain.rating.questions import Question
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.reasons import Reason, reasons
from functions.research.domain.rating.rules import RuleSetId
from functions.research.domain.sentiment import Sentiment

WHY_NOT_RATED = {
    "AS_OF_UNREADABLE": "The moment asked for does not start with a date written YYYY-MM-DD.",
    "CONFIDENCE_TOO_LOW": "Too little of what a rating rests on was there, recent and uncontradicted.",
    "CURRENCY_CONFLICT": "The statements of the latest year are in different currencies.",
    "NO_ANNUAL_STATEMENT": "There are statements, but none of a whole fiscal year.",
    "NO_STATEMENTS": "No income statement, balance sheet or cash flow statement was known.",
    "STATEMENTS_TOO_OLD": "The newest statement is more than eighteen months old.",
    "TOO_LITTLE_DATA": "Financial health, or components of three fifths of the weight, could not be judged.",
    "UNIT_CONFLICT": "The figures of the latest years are in different units.",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Which twelve months were rated, under which rules for firms, and when a newer report is due."""

    basis: str  # annual, or ttm for the last four quarters
    period_end: str
    prior_period_ends: tuple[str, ...]
    currency: str | None
    firm_kind: str
    next_report_due: str | None = None


@dataclass(frozen=True, slots=True)
class RatedComponent:
    """`certainty` is coverage x freshness x quality, 0 to 1."""

    result: ComponentResult
    weight: float
    certainty: float


@dataclass(frozen=True, slots=True)
class RatedPanel:
    code: str
    name: str
    metrics: tuple[MetricResult, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """`rating` is None for one of the reasons in WHY_NOT_RATED; then label is not_rated and confidence 0.

    `withheld` are then the numbers that were too small, and what they were compared with.
    """

    symbol: str
    as_of: str
    rule_set: RuleSetId
    reason: str | None = None
    withheld: Mapping[str, float] | None = None
    rating: float | None = None
    label: str = NOT_RATED
    score100: float | None = None
    letter: str | None = None
    cap: Cap | None = None
    confidence: float = 0.0
    rating_low: float | None = None
    rating_high: float | None = None
    leaning: Leaning | None = None
    stability: Stability | None = None
    grounds: Grounds | None = None
    components: tuple[RatedComponent, ...] = ()
    sentiment: Sentiment | None = None
    peers: PeerGroup | None = None
    bankruptcy: Bankruptcy | None = None
    flags: tuple[Flag, ...] = ()
    finding_codes: tuple[str, ...] = ()
    # For the document, which is written for one rating of a hundred that a look back over years makes.
    facts: Facts | None = field(default=None, compare=False, repr=False)
    shown: tuple[tuple[Panel, tuple[Question, ...]], ...] = field(default=(), compare=False, repr=False)

    @property
    def panels(self) -> tuple[RatedPanel, ...]:
        """What is shown and not graded, worked out now: nothing in it decides."""
        if self.facts is None:
            return ()
        return tuple(
            RatedPanel(panel.code, panel.name, tuple([judge(one, self.facts) for one in asked]))
            for panel, asked in self.shown
        )

    @property
    def reasons(self) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """For and against, worked out now; a withheld rating has none."""
        if self.rating is None:
            return (), ()
        return reasons([(c.result, c.weight) for c in self.components])

    def to_json(self) -> dict[str, Any]:
        node: dict[str, Any] = json.loads(self._text())
        return node

    def to_bytes(self) -> bytes:
        return self._text().encode("utf-8", "backslashreplace")

    def _text(self) -> str:
        """The parts in the order of their keys; the large ones are written by `document`."""
        components, panels, figures = self._metrics()
        head, tail = document.encoded(self._head()), document.encoded(self._tail())
        measured = f'"components":[{components}],"panels":[{panels}]'
        return f'{head[:-1]},{measured},{tail[1:-1]},"figures":[{figures}]}}'

    def _metrics(self) -> tuple[str, str, str]:
        if self.facts is None:
            return "", "", ""
        table = document.FigureTable(self.facts)
        components = [document.component(c.result, c.weight, c.certainty, table) for c in self.components]
        panels = [document.panel(p.code, p.name, p.metrics, table) for p in self.panels]
        return ",".join(components), ",".join(panels), ",".join(table.figures)

    def _head(self) -> dict[str, object]:
        return {
            "symbol": self.symbol,
            "as_of": self.as_of,
            "rule_set": {"version": self.rule_set.version, "content_hash": self.rule_set.content_hash},
            "rating": rounded(self.rating),
            "reason": self.reason,
            "withheld": {n: rounded(v) for n, v in self.withheld.items()} if self.withheld else None,
            "label": self.label,
            "score100": rounded(self.score100),
            "letter": self.letter,
            "cap": _cap(self.cap),
            "confidence": rounded(self.confidence),
            "rating_low": rounded(self.rating_low),
            "rating_high": rounded(self.rating_high),
            "without_one_metric": _leaning(self.leaning),
            "stability": _stability(self.stability),
            "grounds": _grounds(self.grounds),
        }

    def _tail(self) -> dict[str, object]:
        favourable, adverse = self.reasons
        return {
            "sentiment": self.sentiment.to_json() if self.sentiment else None,
            "peers": self.peers.to_json() if self.peers else None,
            "bankruptcy": _bankruptcy(self.bankruptcy),
            "flags": [{"code": flag.code, "message": flag.message} for flag in self.flags],
            "findings": list(self.finding_codes),
            "reasons": {
                "for": [_reason(reason) for reason in favourable],
                "against": [_reason(reason) for reason in adverse],
            },
        }


def _reason(reason: Reason) -> dict[str, object]:
    return {"component": reason.component, "metric": reason.metric, "text": reason.text}


def _grounds(grounds: Grounds | None) -> dict[str, object] | None:
    if grounds is None:
        return None
    return {
        "basis": grounds.basis,
        "period_end": grounds.period_end,
        "prior_period_ends": list(grounds.prior_period_ends),
        "currency": grounds.currency,
        "firm_kind": grounds.firm_kind,
        "next_report_due": grounds.next_report_due,
    }


def _cap(cap: Cap | None) -> dict[str, object] | None:
    if cap is None:
        return None
    return {"uncapped": rounded(cap.uncapped), "cap": cap.cap, "flag": cap.flag}


def _leaning(leaning: Leaning | None) -> dict[str, object] | None:
    if leaning is None:
        return None
    return {
        "low": rounded(leaning.low),
        "high": rounded(leaning.high),
        "metric": leaning.metric,
        "component": leaning.component,
        "rating_without": rounded(leaning.rating_without),
    }


def _stability(stability: Stability | None) -> dict[str, object] | None:
    if stability is None:
        return None
    return {"level": stability.level, "spread": rounded(stability.spread), "runs": stability.runs}


def _bankruptcy(heuristic: Bankruptcy | None) -> dict[str, object] | None:
    """Says of itself that it is no calibrated probability."""
    if heuristic is None:
        return None
    return {
        "heuristic_percent": rounded(heuristic.percent),
        "level": heuristic.level,
        "z_double_prime": rounded(heuristic.z_double_prime),
        "is_calibrated": False,
    }
