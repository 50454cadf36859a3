"""What a track record says, by label and over all; nothing where fewer than five outcomes speak."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean, median

from functions.research.domain.track_record import Outcome

LEAST_OUTCOMES = 5
LABELS = ("strong_buy", "buy", "hold", "sell", "strong_sell")
# The sign of the excess return that a label stands for; hold promises neither.
PROMISES = {"strong_buy": 1, "buy": 1, "sell": -1, "strong_sell": -1}


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """Excess returns as fractions; None below five outcomes. `share_positive` is 0 to 1."""

    label: str
    outcomes: int
    median_excess: float | None
    mean_excess: float | None
    share_positive: float | None


@dataclass(frozen=True, slots=True)
class HorizonRecord:
    """`hit_rate`: the share of `promising` outcomes (hold promises nothing) that had the promised sign."""

    months: int
    outcomes: int
    companies: int
    days: int
    not_computed: Mapping[str, int]
    rule_sets: Mapping[str, int]
    labels: tuple[LabelRecord, ...]
    promising: int
    hit_rate: float | None
    rank_correlation: float | None


def horizon_record(months: int, outcomes: Iterable[Outcome]) -> HorizonRecord:
    """Of the outcomes at one horizon; those that could not be computed are counted by their reason."""
    every = list(outcomes)
    said = [(o, o.excess_return) for o in every if o.excess_return is not None]
    published = [o.publication for o, _ in said]
    hits = [PROMISES[o.publication.label] * got > 0 for o, got in said if o.publication.label in PROMISES]
    return HorizonRecord(
        months=months,
        outcomes=len(said),
        companies=len({p.symbol for p in published}),
        days=len({p.published_on for p in published}),
        not_computed=_counted(o.reason for o in every if o.reason is not None),
        rule_sets=_counted(f"{p.rule_set_version} ({p.rule_set_hash})" for p in published),
        labels=tuple(
            _label_record(label, [got for o, got in said if o.publication.label == label]) for label in LABELS
        ),
        promising=len(hits),
        hit_rate=fmean(hits) if len(hits) >= LEAST_OUTCOMES else None,
        rank_correlation=rank_correlation([p.score100 for p in published], [got for _, got in said]),
    )


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's: Pearson's correlation of the ranks, equal values sharing theirs.

    None for fewer than five pairs, and where all values of one side are equal.
    """
    if len(first) < LEAST_OUTCOMES:
        return None
    try:
        return correlation(ranks(first), ranks(second))
    except StatisticsError:
        return None


def ranks(values: Sequence[float]) -> list[float]:
    """1 for the smallest; equal values share the mean of their places."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(place)
    return [fmean(places[value]) for value in values]


def _label_record(label: str, excess: Sequence[float]) -> LabelRecord:
    if len(excess) < LEAST_OUTCOMES:
        return LabelRecord(label, len(excess), None, None, None)
    positive = fmean(value > 0 for value in excess)
    return LabelRecord(label, len(excess), median(excess), fmean(excess), positive)


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
