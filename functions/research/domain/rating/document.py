"""A rating as JSON text. Figures stand in one table, and metrics name them by their place in it.

Metrics, inputs and figures are put together from parts that are encoded once: as a tree of objects, 150
metrics with their 250 figures take three times as long to write.
"""

import json
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring

from functions.research.domain.rating.evaluation import BlockResult, ComponentResult, MetricResult
from functions.research.domain.rating.evidence import Evidence, Origin, Rows, origin_of
from functions.research.domain.rating.questions import Wanted
from functions.research.domain.rating.readings import Facts

DIGITS = 6


def rounded(value: float | None) -> float | None:
    # Adding zero turns -0.0 into 0.0.
    return None if value is None else round(value, DIGITS) + 0.0


def number(value: float | None) -> str:
    if value is None:
        return "null"
    # Most amounts have no decimals to round, which takes longer than to write them.
    return repr((value if value.is_integer() else round(value, DIGITS)) + 0.0)


def words(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def encoded(node: object) -> str:
    return json.dumps(node, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class FigureTable:
    """The figures that metrics read, each once, in the order in which they are first named."""

    __slots__ = ("_facts", "_inputs", "_origins", "_places", "figures")

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._inputs: dict[str, str] = {}
        # Rows live as long as the facts, so that each is known by its identity.
        self._origins: dict[int, str] = {}
        self._places: dict[object, str] = {}
        self.figures: list[str] = []

    def inputs(self, wanted: Iterable[Wanted]) -> str:
        found = []
        for one in wanted:
            text = self._inputs.get(one.name)
            if text is None:
                text = self._inputs[one.name] = self._input(one)
            if text:
                found.append(text)
        return ",".join(found)

    def _input(self, wanted: Wanted) -> str:
        """Empty for what was not there; `value` is null for a series, whose values are its figures."""
        source = self._facts.source(wanted)
        if source is None:
            return ""
        if isinstance(source, Rows):
            places = self._of_rows(source)
        else:
            places = [self._of_one(evidence) for evidence in self._facts.evidence(wanted)]
        value = number(self._facts.values.get(wanted.name))
        return f'{{"name":{words(wanted.name)},"value":{value},"figures":[{",".join(places)}]}}'

    def _of_rows(self, source: Rows) -> list[str]:
        places = []
        for row, name, value in source.cited():
            key = (id(row), name)
            place = self._places.get(key)
            if place is None:
                origin = self._origins.get(id(row))
                if origin is None:
                    origin = self._origins[id(row)] = _origin(origin_of(row))
                place = self._add(key, name, value, origin)
            places.append(place)
        return places

    def _of_one(self, evidence: Evidence) -> str:
        place = self._places.get(evidence)
        return place or self._add(evidence, evidence.name, evidence.value, _origin(evidence.origin))

    def _add(self, key: object, name: str, value: float, origin: str) -> str:
        place = self._places[key] = str(len(self.figures))
        self.figures.append(f'{{"name":{words(name)},"value":{number(value)},{origin}}}')
        return place


def _origin(origin: Origin) -> str:
    text = (
        f'"statement":{words(origin.statement)},"period":{words(origin.period)},'
        f'"fiscal_date":{words(origin.fiscal_date)},"known_from":{words(origin.known_from)},'
        f'"payload_hash":{words(origin.payload_hash)}'
    )
    if origin.days is None:
        return text
    return f'{text},"first_date":{words(origin.first_date)},"days":{origin.days}'


def component(result: ComponentResult, weight: float, certainty: float, table: FigureTable) -> str:
    metrics = ",".join([_graded(metric, table) for metric in result.metrics])
    return (
        f'{{"code":{words(result.component.code)},"name":{words(result.component.name)},'
        f'"weight":{number(weight)},"score":{number(result.score)},"coverage":{number(result.coverage)},'
        f'"certainty":{number(certainty)},"blocks":[{",".join(map(_block, result.blocks))}],'
        f'"metrics":[{metrics}]}}'
    )


def _block(block: BlockResult) -> str:
    return (
        f'{{"code":{words(block.code)},"name":{words(block.name)},"weight":{number(block.weight)},'
        f'"score":{number(block.score)},"coverage":{number(block.coverage)}}}'
    )


def _graded(result: MetricResult, table: FigureTable) -> str:
    metric = result.metric
    inputs = table.inputs(metric.inputs) if result.is_asked else ""
    return (
        f'{{"code":{words(metric.code)},"name":{words(metric.name)},"block":{words(result.block)},'
        f'"value":{number(result.value)},"unit":{words(metric.unit)},"score":{number(result.score)},'
        f'"weight":{number(result.weight)},"reason":{words(result.reason)},"note":{words(result.note)},'
        f'"inputs":[{inputs}]}}'
    )


def panel(code: str, name: str, results: Sequence[MetricResult], table: FigureTable) -> str:
    metrics = ",".join([_shown(result, table) for result in results])
    return f'{{"code":{words(code)},"name":{words(name)},"metrics":[{metrics}]}}'


def _shown(result: MetricResult, table: FigureTable) -> str:
    metric = result.metric
    inputs = table.inputs(metric.inputs) if result.is_asked else ""
    return (
        f'{{"code":{words(metric.code)},"name":{words(metric.name)},"value":{number(result.value)},'
        f'"unit":{words(metric.unit)},"reason":{words(result.reason)},"note":{words(result.note)},'
        f'"inputs":[{inputs}]}}'
    )
