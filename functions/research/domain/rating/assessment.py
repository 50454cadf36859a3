"""Rating one company as of one moment."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from functions.research.domain.findings import Finding
from functions.research.domain.overview import Overview
from functions.research.domain.periods import business_day, is_blank
from functions.research.domain.rating import composite, confidence, guards
from functions.research.domain.rating.altman import ALTMAN_Z_DOUBLE_PRIME, Bankruptcy, bankruptcy
from functions.research.domain.rating.confidence import Reach
from functions.research.domain.rating.declaration import OPERATING
from functions.research.domain.rating.eligibility import against_rating, quarters_add_up
from functions.research.domain.rating.evaluation import Facts, evaluate, measure
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.firms import kind_of
from functions.research.domain.rating.guards import Flag
from functions.research.domain.rating.reasons import reasons
from functions.research.domain.rating.result import Grounds, RatedComponent, Rating
from functions.research.domain.rating.rule_set import COMPONENTS, RULE_SET, WEIGHTS
from functions.research.domain.rating.scoring import BEST, WORST, rounded_half_up
from functions.research.domain.rating.windows import Windows, choose
from functions.research.domain.statements import Row, Statement, known_as_of

READ = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)


def rate(
    symbol: str, rows: Sequence[Row], overview: Overview | None, findings: Sequence[Finding], *, as_of: str
) -> Rating:
    """`rows` may hold every version of every period; `overview` and `findings` are those known at `as_of`.

    Never raises: what stands against a rating is its `reason`.
    """
    draft = Rating(symbol, as_of, RULE_SET, finding_codes=tuple(sorted({f.code for f in findings})))
    today = business_day(as_of)
    if today is None:
        return replace(draft, reason="AS_OF_UNREADABLE")
    past = [row for row in rows if row.report.statement in READ and row.report.fiscal_date <= today]
    known = [row for row in known_as_of(past, as_of) if not is_blank(row.report)]
    month = overview.fiscal_year_end_month if overview else None
    windows = choose(known, month, quarters_add_up=quarters_add_up(findings, today))
    reason = against_rating(known, windows, findings, today)
    if windows is None or reason is not None:
        return replace(draft, reason=reason)
    facts = _facts(windows, overview)
    newest = max(row.report.fiscal_date for row in known)
    flags = _flags(windows, overview, (today - newest).days)
    # A finding older than the year before the rated one touches no figure of weight.
    since = facts.years[:2][-1].end
    reach = Reach(since, windows.period.value, (today - facts.years[0].end).days)
    return _rated(replace(draft, flags=flags, grounds=_grounds(windows, facts)), facts, findings, reach)


def _facts(windows: Windows, overview: Overview | None) -> Facts:
    """Years in another currency than the latest one cannot be compared with it and are left out."""
    latest = windows.years[0].currencies
    same = takewhile(lambda year: year.currencies <= latest or not latest, windows.years)
    return Facts(tuple(same), overview, kind_of(overview, next(iter(latest), None)))


def _grounds(windows: Windows, facts: Facts) -> Grounds:
    ends = [year.end.isoformat() for year in facts.years]
    currency = next(iter(facts.years[0].currencies), None)
    return Grounds(windows.basis, ends[0], tuple(ends[1:]), currency, facts.kind.value)


def _flags(windows: Windows, overview: Overview | None, newest_age_days: int) -> tuple[Flag, ...]:
    flags = []
    if overview is None:
        flags.append(Flag("PROFILE_MISSING", "without a profile the company is judged by the general rules"))
    if windows.is_year_end_guessed:
        message = "the profile names no month in which a reported fiscal year ends; the usual one was taken"
        flags.append(Flag("FISCAL_YEAR_END_GUESSED", message))
    stale = guards.staleness(newest_age_days)
    return (*flags, stale) if stale else tuple(flags)


def _rated(draft: Rating, facts: Facts, findings: Sequence[Finding], reach: Reach) -> Rating:
    results = [evaluate(component, facts) for component in COMPONENTS]
    certainties = {r.component.code: confidence.certainty(r, findings, reach) for r in results}
    components = (
        RatedComponent(r, WEIGHTS[r.component.code], certainties[r.component.code]) for r in results
    )
    draft = replace(draft, components=tuple(components), bankruptcy=_bankruptcy(facts))
    value = composite.weighted_score(results, WEIGHTS)
    if value is None:
        return replace(draft, reason="TOO_LITTLE_DATA")
    weak = [flag for r in results if r.component is FINANCIAL_HEALTH for flag in guards.weaknesses(r, facts)]
    value = min(value, guards.WEAK_CAP) if weak else value
    half_width = confidence.margin(results, WEIGHTS, certainties)
    rounded, points = rounded_half_up(value, 1), composite.score100(value)
    favourable, adverse = reasons([(r, WEIGHTS[r.component.code]) for r in results])
    return replace(
        draft,
        rating=rounded,
        label=composite.label(rounded),
        score100=points,
        letter=composite.letter(points),
        confidence=guards.bounded(confidence.confidence_percent(WEIGHTS, certainties), draft.flags),
        rating_low=max(WORST, value - half_width),
        rating_high=min(BEST, value + half_width),
        flags=(*weak, *draft.flags),
        reasons_for=favourable,
        reasons_against=adverse,
    )


def _bankruptcy(facts: Facts) -> Bankruptcy | None:
    """By Z'' for every firm with an ordinary balance sheet, so that it means the same for all of them."""
    if facts.kind not in OPERATING:
        return None
    outcome, _ = measure(ALTMAN_Z_DOUBLE_PRIME, facts)
    return bankruptcy(outcome) if isinstance(outcome, float) else None
