"""Explanations and differences of ratings as JSON documents: for commands, and for whoever asks over HTTP."""

from functions.research.domain.rating.declaration import Series
from functions.research.domain.rating.difference import Difference, InputMove, MetricMove
from functions.research.domain.rating.document import rounded
from functions.research.domain.rating.explanation import Explanation, Figure, ReadInput
from functions.research.domain.rating.input_shares import Reading
from functions.research.domain.rating.result import Rating

Document = dict[str, object]


def explanation(found: Explanation) -> Document:
    metric, result, anchors = found.asked.metric, found.result, found.asked.anchors
    standing = found.standing
    return {
        "symbol": found.rating.symbol,
        "as_of": found.rating.as_of,
        "rule_set": _rule_set(found.rating),
        "metric": metric.code,
        "name": metric.name,
        "component": found.component or None,
        "block": found.asked.block,
        "value": rounded(result.value),
        "unit": metric.unit,
        "score": rounded(result.score),
        "weight": rounded(found.weight),
        "pull": rounded(found.pull),
        "reason": result.reason,
        "note": result.note,
        "formula": metric.formula,
        "period": metric.period,
        "source": metric.source,
        "without_data": metric.without_data,
        "thresholds": [{"score": n, "value": v} for n, v in enumerate(anchors.points, 1)] if anchors else [],
        "thresholds_reason": anchors.reason if anchors else None,
        "percentile_among_peers": rounded(standing.percentile) if standing else None,
        "median_of_peers": rounded(standing.median) if standing else None,
        "inputs": [_input(one) for one in found.inputs],
        "changes": [
            {"input": c.input_name, "now": rounded(c.now), "value": rounded(c.value), "score": c.score}
            for c in found.changes
        ],
    }


def difference(moved: Difference) -> Document:
    return {
        "symbol": moved.later.symbol,
        "rule_set": _rule_set(moved.later),
        "earlier": {"as_of": moved.earlier.as_of, "rating": rounded(moved.earlier.rating)},
        "later": {"as_of": moved.later.as_of, "rating": rounded(moved.later.rating)},
        "points": rounded(moved.points),
        "inputs": [_input_move(move) for move in moved.inputs],
        "came_and_went": rounded(moved.came_and_went),
        "by_weights": rounded(moved.by_weights),
        "by_rules": rounded(moved.by_rules),
        "by_caps": rounded(moved.by_caps),
        "by_rounding": rounded(moved.by_rounding),
        "metrics": [_metric_move(move) for move in moved.metrics],
    }


def _rule_set(rating: Rating) -> Document:
    return {"version": rating.rule_set.version, "content_hash": rating.rule_set.content_hash}


def _input(one: ReadInput) -> Document:
    wanted = one.wanted
    return {
        "name": wanted.name,
        "origin": wanted.origin.value,
        "required": isinstance(wanted, Series) or wanted.required,
        "value": rounded(one.value),
        "figures": [_figure(figure) for figure in one.figures],
    }


def _figure(figure: Figure) -> Document:
    evidence, origin = figure.evidence, figure.evidence.origin
    return {
        "name": evidence.name,
        "value": rounded(evidence.value),
        "statement": origin.statement,
        "period": origin.period,
        "fiscal_date": origin.fiscal_date,
        "known_from": origin.known_from,
        "payload_hash": origin.payload_hash,
        "restated_from": [
            {"value": rounded(v.value), "known_from": v.known_from, "payload_hash": v.payload_hash}
            for v in figure.restated_from
        ],
    }


def _input_move(move: InputMove) -> Document:
    return {
        "input": move.name,
        "points": rounded(move.points),
        "points_by_metric": {code: rounded(points) for code, points in sorted(move.points_by_metric.items())},
        "earlier": _reading(move.earlier),
        "later": _reading(move.later),
    }


def _reading(reading: Reading | None) -> Document | None:
    if reading is None:
        return None
    return {
        "value": rounded(reading.value),
        "fiscal_date": reading.fiscal_date,
        "known_from": reading.known_from,
        "payload_hash": reading.payload_hash,
    }


def _metric_move(move: MetricMove) -> Document:
    return {
        "metric": move.code,
        "component": move.component,
        "points": rounded(move.points),
        "by_score": rounded(move.by_score),
        "by_weight": rounded(move.by_weight),
        "earlier_value": rounded(move.earlier.value) if move.earlier else None,
        "later_value": rounded(move.later.value) if move.later else None,
        "earlier_score": rounded(move.earlier.score) if move.earlier else None,
        "later_score": rounded(move.later.score) if move.later else None,
    }
