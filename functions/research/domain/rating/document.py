"""A rating as JSON. Figures stand in one table, and metrics name them by their place in it."""

from collections.abc import Iterable, Sequence

from functions.research.domain.rating.altman import Bankruptcy
from functions.research.domain.rating.composite import Stability
from functions.research.domain.rating.declaration import Input, Series
from functions.research.domain.rating.evaluation import BlockResult, ComponentResult, MetricResult
from functions.research.domain.rating.evidence import Evidence
from functions.research.domain.rating.guards import Cap
from functions.research.domain.rating.leaning import Leaning
from functions.research.domain.rating.readings import Facts

DIGITS = 6


def rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0


class FigureTable:
    """The figures that metrics read, each once, in the order in which they are first named."""

    __slots__ = ("_facts", "_found", "_inputs", "figures")

    def __init__(self, facts: Facts | None) -> None:
        self._facts = facts
        self._found: dict[Evidence, int] = {}
        self._inputs: dict[str, dict[str, object] | None] = {}
        self.figures: list[dict[str, object]] = []

    def inputs(self, wanted: Iterable[Input | Series]) -> list[dict[str, object]]:
        found = []
        for one in wanted:
            if one.name not in self._inputs:
                self._inputs[one.name] = self._input(one)
            known = self._inputs[one.name]
            if known is not None:
                found.append(known)
        return found

    def _input(self, wanted: Input | Series) -> dict[str, object] | None:
        """`value` is None for a series, whose values are its figures."""
        evidence = self._facts.evidence(wanted.name) if self._facts else ()
        if not evidence or self._facts is None:
            return None
        value = None if isinstance(wanted, Series) else rounded(self._facts.values[wanted.name])
        return {"name": wanted.name, "value": value, "figures": [self._place(one) for one in evidence]}

    def _place(self, evidence: Evidence) -> int:
        place = self._found.get(evidence)
        if place is None:
            place = self._found[evidence] = len(self.figures)
            self.figures.append(_figure(evidence))
        return place


def _figure(evidence: Evidence) -> dict[str, object]:
    name, value, statement, period, fiscal_date, known_from, payload_hash, first_date, days = evidence
    figure: dict[str, object] = {
        "name": name,
        "value": rounded(value),
        "statement": statement,
        "period": period,
        "fiscal_date": fiscal_date,
        "known_from": known_from,
        "payload_hash": payload_hash,
    }
    if first_date is not None:
        figure |= {"first_date": first_date, "days": days}
    return figure


def component(
    result: ComponentResult, weight: float, certainty: float, table: FigureTable
) -> dict[str, object]:
    return {
        "code": result.component.code,
        "name": result.component.name,
        "weight": rounded(weight),
        "score": rounded(result.score),
        "coverage": rounded(result.coverage),
        "certainty": rounded(certainty),
        "blocks": [_block(block) for block in result.blocks],
        "metrics": [_graded(metric, table) for metric in result.metrics],
    }


def _block(block: BlockResult) -> dict[str, object]:
    return {
        "code": block.code,
        "name": block.name,
        "weight": rounded(block.weight),
        "score": rounded(block.score),
        "coverage": rounded(block.coverage),
    }


def _graded(result: MetricResult, table: FigureTable) -> dict[str, object]:
    metric = result.metric
    return {
        "code": metric.code,
        "name": metric.name,
        "block": result.block,
        "value": rounded(result.value),
        "unit": metric.unit,
        "score": rounded(result.score),
        "weight": rounded(result.weight),
        "reason": result.reason,
        "note": result.note,
        "inputs": table.inputs(metric.inputs) if result.is_asked else [],
    }


def panel(code: str, name: str, metrics: Sequence[MetricResult], table: FigureTable) -> dict[str, object]:
    return {"code": code, "name": name, "metrics": [_shown(metric, table) for metric in metrics]}


def _shown(result: MetricResult, table: FigureTable) -> dict[str, object]:
    metric = result.metric
    return {
        "code": metric.code,
        "name": metric.name,
        "value": rounded(result.value),
        "unit": metric.unit,
        "reason": result.reason,
        "note": result.note,
        "inputs": table.inputs(metric.inputs) if result.is_asked else [],
    }


def cap(held: Cap | None) -> dict[str, object] | None:
    if held is None:
        return None
    return {"uncapped": rounded(held.uncapped), "cap": held.cap, "flag": held.flag}


def leaning(leans: Leaning | None) -> dict[str, object] | None:
    if leans is None:
        return None
    return {
        "low": rounded(leans.low),
        "high": rounded(leans.high),
        "metric": leans.metric,
        "component": leans.component,
        "rating_without": rounded(leans.rating_without),
    }


def stability(steadiness: Stability | None) -> dict[str, object] | None:
    if steadiness is None:
        return None
    return {"level": steadiness.level, "spread": rounded(steadiness.spread), "runs": steadiness.runs}


def bankruptcy(heuristic: Bankruptcy | None) -> dict[str, object] | None:
    """Says of itself that it is no calibrated probability."""
    if heuristic is None:
        return None
    return {
        "heuristic_percent": rounded(heuristic.percent),
        "level": heuristic.level,
        "z_double_prime": rounded(heuristic.z_double_prime),
        "is_calibrated": False,
    }
