"""From five components to one number: what caps it, withholds it, and how steady it is."""

from dataclasses import replace

import pytest

from functions.research.domain.findings import Finding, Severity
from functions.research.domain.rating.composite import stability
from functions.research.domain.rating.guards import capped, weaknesses
from functions.research.domain.rating.limits import LIMITS
from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Statement


def component(rating, code):
    return next(c for c in rating.components if c.result.component.code == code)


def test_the_rating_is_the_weighted_mean_of_its_components(fully_rated):
    rating = fully_rated()

    mean = sum(c.weight * c.result.score for c in rating.components)
    assert rating.rating == round(mean, 1)
    assert rating.rating_low < mean < rating.rating_high


@pytest.mark.parametrize(
    ("earlier", "level", "spread", "runs"),
    [
        ((), "medium", None, 1),
        ((3.0,), "medium", None, 2),
        ((3.5, 3.5), "high", 0.0, 3),
        ((3.3, 3.7), "medium", 0.2, 3),  # 0.2 is no longer steady
        ((3.31, 3.69), "high", 0.19, 3),
        ((3.0, 4.0), "low", 0.5, 3),
        ((3.01, 3.99), "medium", 0.49, 3),
        ((3.5, 3.5, 3.5, 3.5, 1.0), "high", 0.0, 5),  # only the last five
    ],
)
def test_stability_is_the_spread_of_the_last_five_ratings(earlier, level, spread, runs):
    found = stability(3.5, earlier)

    assert (found.level, found.runs) == (level, runs)
    assert found.spread == (None if spread is None else pytest.approx(spread))


def test_a_rating_says_how_steady_it_was(fully_rated):
    rating = fully_rated(earlier_ratings=(3.6, 3.7, 3.6))

    assert rating.to_json()["stability"] == {
        "level": rating.stability.level,
        "spread": pytest.approx(rating.stability.spread, abs=1e-6),
        "runs": 4,
    }


def with_beneish(rating, m, share):
    results = [c.result for c in rating.components]
    for result in results:
        if result.component.code == "risk":
            beneish = result.metric("beneish_m")
            changed = replace(beneish, value=m, share=share)
            yield replace(result, metrics=tuple(changed if r is beneish else r for r in result.metrics))
        else:
            yield result


@pytest.mark.parametrize(
    ("m", "share", "is_flagged"),
    [
        (-1.78, 1.0, False),
        (-1.77, 1.0, True),
        (-1.77, 7 / 8, True),
        (-1.77, 6 / 8, False),
        (None, 1.0, False),
    ],
)
def test_earnings_that_look_managed_are_flagged_when_all_but_one_index_is_known(
    fully_rated, m, share, is_flagged
):
    rating = fully_rated()

    flags = weaknesses(list(with_beneish(rating, m, share)), rating.facts)

    assert [flag.code for flag in flags] == (["EARNINGS_LOOK_MANAGED"] if is_flagged else [])
    cap = capped(4.0, flags, LIMITS)
    assert (cap and (cap.uncapped, cap.cap, cap.flag)) == (
        (4.0, 3.5, "EARNINGS_LOOK_MANAGED") if is_flagged else None
    )
    assert capped(3.5, flags, LIMITS) is None


@pytest.fixture
def without_equity(acme, fully_rated, surprises):
    """ACME with more debt than assets and interest that profits do not cover."""
    broke = {"total_shareholder_equity": -1_000_000}
    reports = acme.changed(surprises, lambda _: broke, statement=Statement.BALANCE)
    reports = acme.changed(reports, lambda f: {"ebit": f["interest_expense"] / 2}, statement=Statement.INCOME)
    return fully_rated(rows=acme.rows(reports))


def test_a_cap_is_told_with_what_the_rating_would_have_been(without_equity):
    rating = without_equity

    mean = sum(c.weight * c.result.score for c in rating.components)
    assert (rating.rating, rating.label) == (2.5, "hold")
    assert rating.to_json()["cap"] == {
        "uncapped": pytest.approx(mean, abs=1e-6),
        "cap": 2.5,
        "flag": "NEGATIVE_EQUITY_AND_UNCOVERED_INTEREST",
    }
    assert rating.rating_low < 2.5 < rating.rating_high
    assert "NEGATIVE_EQUITY_AND_UNCOVERED_INTEREST" in [flag.code for flag in rating.flags]


def test_of_two_caps_the_lower_one_holds(without_equity):
    flags = [*without_equity.flags, replace(without_equity.flags[0], code="EARNINGS_LOOK_MANAGED")]

    assert capped(5.0, flags, LIMITS).cap == 2.5


def test_a_rating_below_its_caps_has_none(fully_rated):
    assert fully_rated().to_json()["cap"] is None


def with_floor(percent):
    return replace(RULE_SET, limits=replace(LIMITS, confidence_floor_percent=percent))


@pytest.mark.parametrize(("above", "is_rated"), [(-0.01, True), (0.01, False)])
def test_below_the_lowest_confidence_nothing_is_rated(rated, above, is_rated):
    doubts = [Finding(f"CODE_{n}", Severity.SOFT, "", {}) for n in range(5)]
    usual = rated(findings=doubts, rule_set=with_floor(0.0))
    assert usual.confidence == pytest.approx(100 * sum(c.weight * c.certainty for c in usual.components))

    rating = rated(findings=doubts, rule_set=with_floor(usual.confidence + above))

    assert (rating.rating, rating.reason) == (
        (usual.rating, None) if is_rated else (None, "CONFIDENCE_TOO_LOW")
    )
    if not is_rated:
        assert rating.to_json()["withheld"] == {
            "confidence": pytest.approx(usual.confidence, abs=1e-6),
            "confidence_floor": pytest.approx(usual.confidence + above, abs=1e-6),
            "weighted_score": pytest.approx(usual.rating, abs=0.05),
        }
        assert (rating.label, rating.confidence, rating.rating_low) == ("not_rated", 0, None)


def test_too_little_weight_is_told_with_the_weight(acme, rated):
    rating = rated(acme.reports(periods="A", statements=(Statement.BALANCE,)))

    assert rating.reason == "TOO_LITTLE_DATA"
    assert rating.to_json()["withheld"]["smallest_weight"] == 0.6
    assert rating.to_json()["withheld"]["available_weight"] < 0.6


def test_every_reason_not_to_rate_is_explained():
    assert all(text.endswith(".") for text in WHY_NOT_RATED.values())
