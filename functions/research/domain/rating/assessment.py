"""Rating one company as of one moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from functions.research.domain.periods import business_day
from functions.research.domain.rating import composite, confidence, eligibility, guards
from functions.research.domain.rating.altman import ALTMAN_Z_DOUBLE_PRIME, Bankruptcy, bankruptcy
from functions.research.domain.rating.books import Books, Shelf
from functions.research.domain.rating.confidence import Reach
from functions.research.domain.rating.declaration import OPERATING, FirmKind
from functions.research.domain.rating.evaluation import evaluate, measure
from functions.research.domain.rating.firms import kind_of
from functions.research.domain.rating.guards import Flag
from functions.research.domain.rating.known import Known
from functions.research.domain.rating.leaning import Leaning, leaning
from functions.research.domain.rating.look_back import LookBack, look_back
from functions.research.domain.rating.questions import question
from functions.research.domain.rating.readings import Facts
from functions.research.domain.rating.result import Grounds, RatedComponent, Rating
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.rules import RuleSet
from functions.research.domain.rating.scoring import BEST, WORST, rounded_half_up
from functions.research.domain.rating.windows import DATED_BY, Windows, choose
from functions.research.domain.sentiment import aggregate


def rate(known: Known, *, as_of: str, rule_set: RuleSet = RULE_SET) -> Rating:
    """What `rule_set` makes of what is `known`; rows that were known after `as_of` (ISO UTC) leave no trace.

    Never raises: what stands against a rating is its `reason`.
    """
    codes = tuple(sorted({finding.code for finding in known.findings}))
    draft = partial(Rating, known.symbol, as_of, rule_set.id, finding_codes=codes)
    today = business_day(as_of)
    if today is None:
        return draft(reason="AS_OF_UNREADABLE")
    shelf = Books.of(known.rows).known(as_of, today)
    newest = shelf.newest(DATED_BY)
    doubted = eligibility.doubted_quarters(known.findings, today)
    month = known.overview.fiscal_year_end_month if known.overview else None
    windows = choose(shelf, month, quarters_add_up=not doubted, most_years=rule_set.years_read)
    reason = eligibility.against_rating(windows, known.findings, today, anything_known=newest is not None)
    if windows is None or newest is None or reason is not None:
        return draft(reason=reason)
    view = look_back(windows, shelf, known.findings, doubted)
    kind = kind_of(known.overview, view.currency)
    facts = Facts(known, view, kind, aggregate(known.news, as_of) if known.news else None, today=today)
    due = _next_report(known, shelf, view, newest)
    draft = partial(
        draft,
        grounds=_grounds(windows, view, kind, due),
        sentiment=facts.sentiment,
        peers=known.peers,
        facts=facts,
    )
    # A finding older than the year before the rated one touches no figure of weight.
    since = view.years[:2][-1].end
    reach = Reach(since, windows.period, confidence.freshness((today - due).days))
    seen = _Seen(known, facts, reach, _flags(known, windows, (today - newest).days))
    return _rated(draft, seen, rule_set)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is rated, and the flags that need no metric."""

    known: Known
    facts: Facts
    reach: Reach
    flags: tuple[Flag, ...]


def _next_report(known: Known, shelf: Shelf, view: LookBack, newest: date) -> date:
    rated = view.years[0].end
    # What is expected after a report that is there already but not rated does not make the rated one fresh.
    expected = known.expected_report_on if newest <= rated else None
    return confidence.due_date(rated, is_quarterly=shelf.is_quarterly(rated), expected=expected)


def _grounds(windows: Windows, view: LookBack, kind: FirmKind, due: date) -> Grounds:
    ends = [year.end.isoformat() for year in view.years]
    return Grounds(windows.basis, ends[0], tuple(ends[1:]), view.currency, kind.value, due.isoformat())


def _flags(known: Known, windows: Windows, newest_age_days: int) -> tuple[Flag, ...]:
    flags = []
    if known.overview is None:
        flags.append(Flag("PROFILE_MISSING", "without a profile the company is judged by the general rules"))
    if windows.is_year_end_guessed:
        message = "the profile names no month in which a reported fiscal year ends; the usual one was taken"
        flags.append(Flag("FISCAL_YEAR_END_GUESSED", message))
    stale = guards.staleness(newest_age_days)
    return (*flags, stale) if stale else tuple(flags)


def _rated(draft: Callable[..., Rating], seen: _Seen, rules: RuleSet) -> Rating:
    facts, findings = seen.facts, seen.known.findings
    results = [
        evaluate(component, asked, facts)
        for component, asked in zip(rules.components, rules.graded(facts.kind), strict=True)
    ]
    sure = {r.component.code: confidence.certainty(r, findings, seen.reach) for r in results}
    components = [RatedComponent(r, rules.weights[r.component.code], sure[r.component.code]) for r in results]
    draft = partial(
        draft,
        components=tuple(components),
        shown=tuple(zip(rules.panels, rules.shown(facts.kind), strict=True)),
        bankruptcy=_bankruptcy(facts),
    )
    value = composite.weighted_score(results, rules.weights)
    percent = confidence.confidence_percent(rules.weights, sure)
    if value is None:
        available = composite.available_weight(results, rules.weights)
        numbers = {"available_weight": available, "smallest_weight": composite.SMALLEST_WEIGHT}
        return draft(flags=seen.flags, reason="TOO_LITTLE_DATA", withheld=numbers)
    if percent < rules.limits.confidence_floor_percent:
        floor = rules.limits.confidence_floor_percent
        numbers = {"confidence": percent, "confidence_floor": floor, "weighted_score": value}
        return draft(flags=seen.flags, reason="CONFIDENCE_TOO_LOW", withheld=numbers)
    margin = confidence.margin(results, rules.weights, sure)
    leans = leaning(value, results, rules.weights)
    flags = (*guards.weaknesses(results, facts), *seen.flags)
    weighed = _Weighed(value, margin, percent, components, flags, leans)
    return _worded(draft, weighed, seen.known, rules)


@dataclass(frozen=True, slots=True)
class _Weighed:
    score: float
    half_width: float
    confidence_percent: float
    components: Sequence[RatedComponent]
    flags: tuple[Flag, ...]
    leaning: Leaning | None


def _worded(draft: Callable[..., Rating], weighed: _Weighed, known: Known, rules: RuleSet) -> Rating:
    """The rating in all its spellings. A cap holds for what the rating would be without one metric, too."""
    cap = guards.capped(weighed.score, weighed.flags, rules.limits)
    most = cap.cap if cap else BEST
    value, leans = min(weighed.score, most), weighed.leaning
    low, high = (min(leans.low, most), min(leans.high, most)) if leans else (value, value)
    rounded, points = rounded_half_up(value, 1), composite.score100(value)
    return draft(
        flags=weighed.flags,
        leaning=leans,
        rating=rounded,
        label=composite.label(rounded, rules.limits),
        score100=points,
        letter=composite.letter(points, rules.limits),
        cap=cap,
        confidence=guards.bounded(weighed.confidence_percent, weighed.flags),
        rating_low=max(WORST, min(low, value - weighed.half_width)),
        rating_high=min(BEST, max(high, value + weighed.half_width)),
        stability=composite.stability(rounded, known.earlier_ratings),
    )


Z_DOUBLE_PRIME = question(ALTMAN_Z_DOUBLE_PRIME, "", FirmKind.GENERAL)


def _bankruptcy(facts: Facts) -> Bankruptcy | None:
    """By Z'' for every firm with an ordinary balance sheet, so that it means the same for all of them."""
    if facts.kind not in OPERATING:
        return None
    outcome = measure(Z_DOUBLE_PRIME, facts)
    return bankruptcy(outcome) if isinstance(outcome, float) else None
