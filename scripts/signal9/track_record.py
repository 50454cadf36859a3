"""What the published ratings came to, by horizon and label or for one symbol; and what is due when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.research import wiring
from functions.research.adapters.alpha_vantage.symbols import canonical
from functions.research.domain.track_record import HORIZONS, Close, Outcome, Publication, Span
from functions.research.domain.track_record_summary import HorizonRecord, horizon_record
from functions.research.handlers.settle_outcomes import PRICES_JOB
from scripts.signal9.failures import NotFound


@dataclass(frozen=True, slots=True)
class TrackRecord:
    horizons: list[HorizonRecord]
    first_published_on: date | None
    priced_before: date | None

    def first_due_on(self, months: int) -> date | None:
        return Span(self.first_published_on, months).due_on if self.first_published_on else None

    def is_overdue(self, months: int) -> bool:
        """Prices of a later day are in, and the job has settled nothing."""
        due_on = self.first_due_on(months)
        return due_on is not None and self.priced_before is not None and due_on < self.priced_before

    def document(self) -> dict[str, Any]:
        return {
            "first_published_on": self.first_published_on,
            "horizons": [
                {"first_due_on": self.first_due_on(record.months), **horizon_document(record)}
                for record in self.horizons
            ],
        }


@dataclass(frozen=True, slots=True)
class Followed:
    """One publication and its outcomes by horizon; None where it is not due or not settled."""

    publication: Publication
    outcomes: dict[int, Outcome | None]

    def document(self) -> dict[str, Any]:
        published = self.publication
        return {
            "symbol": published.symbol,
            "as_of": published.as_of,
            "rating": published.rating,
            "label": published.label,
            "score100": published.score100,
            "confidence": published.confidence,
            "rating_low": published.rating_low,
            "rating_high": published.rating_high,
            "rule_set": {"version": published.rule_set_version, "content_hash": published.rule_set_hash},
            "price": close_document(published.price),
            "outcomes": [
                outcome_document(Span(published.published_on, months), found)
                for months, found in self.outcomes.items()
            ],
        }


def track_record(horizon: int | None) -> TrackRecord:
    table = wiring.track_record()
    last = wiring.run_log().last_success(PRICES_JOB)
    return TrackRecord(
        [horizon_record(months, table.outcomes(months)) for months in asked(horizon)],
        table.first_published_on(),
        date.fromisoformat(last[:10]) if last else None,
    )


def followed(symbol: str, horizon: int | None) -> list[Followed]:
    """Newest first. Raises NotFound for a symbol of which nothing was published."""
    known = canonical(symbol)
    publications, outcomes = wiring.track_record().of(known)
    if not publications:
        raise NotFound(
            f"NotPublished: no rating of {known} was published; `signal9 asset {known}` says what is held"
        )
    found = {(outcome.publication.as_of, outcome.span.months): outcome for outcome in outcomes}
    return [
        Followed(published, {months: found.get((published.as_of, months)) for months in asked(horizon)})
        for published in reversed(publications)
    ]


def asked(horizon: int | None) -> Sequence[int]:
    return HORIZONS if horizon is None else (horizon,)


def horizon_document(record: HorizonRecord) -> dict[str, Any]:
    return {
        "months": record.months,
        "outcomes": record.outcomes,
        "companies": record.companies,
        "days": record.days,
        "not_computed": dict(record.not_computed),
        "rule_sets": dict(record.rule_sets),
        "labels": [
            {
                "label": label.label,
                "outcomes": label.outcomes,
                "median_excess": label.median_excess,
                "mean_excess": label.mean_excess,
                "share_positive": label.share_positive,
            }
            for label in record.labels
        ],
        "promising": record.promising,
        "hit_rate": record.hit_rate,
        "rank_correlation": record.rank_correlation,
    }


def outcome_document(span: Span, outcome: Outcome | None) -> dict[str, Any]:
    due = {"months": span.months, "due_on": span.due_on, "is_settled": outcome is not None}
    if outcome is None:
        return due
    return due | {
        "start": close_document(outcome.ends.start),
        "end": close_document(outcome.ends.end),
        "is_delisted": outcome.ends.is_delisted,
        "jumped_on": outcome.ends.jumped_on,
        "price_return": outcome.price_return,
        "universe_return": outcome.universe.mean,
        "universe_size": outcome.universe.size,
        "universe_delisted": outcome.universe.delisted,
        "universe_jumped": outcome.universe.jumped,
        "excess_return": outcome.excess_return,
        "reason": outcome.reason,
    }


def close_document(close: Close | None) -> dict[str, Any] | None:
    return {"close": close.price, "bar_on": close.on} if close else None
