"""What moved a rating, summing to the difference."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.research.domain.rating.difference import NotComparable, difference
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.statements import Statement

MARKET_FIGURES = {
    "market_capitalization": 3_000_000_000, "shares_outstanding": 100_000_000, "beta": 1.1,
    "52_week_high": 36, "pe_ratio": 21,
}  # fmt: skip
JUNE, SEPTEMBER = "2025-08-20T07:00:00Z", "2025-11-20T07:00:00Z"


def parts(moved):
    shares = [move.points for move in moved.inputs]
    return [
        *shares, moved.came_and_went, moved.by_weights, moved.by_rules, moved.by_caps, moved.by_rounding
    ]  # fmt: skip


def adds_up(moved):
    by_metric = [m.points for m in moved.metrics]
    assert math.fsum(parts(moved)) == pytest.approx(moved.points, abs=1e-9)
    assert math.fsum([*by_metric, moved.by_caps, moved.by_rounding]) == pytest.approx(moved.points, abs=1e-9)
    assert moved.points == pytest.approx(moved.later.rating - moved.earlier.rating, abs=1e-12)


def by_name(moved):
    return {move.name: move for move in moved.inputs}


def test_the_same_moment_differs_by_nothing(rated):
    moved = difference(rated(), rated(), RULE_SET)

    assert moved.points == 0
    assert moved.inputs == ()
    assert parts(moved) == [0, 0, 0, 0, 0]


def test_one_changed_figure_is_the_only_cause(rated, acme):
    reports = acme.reports()
    more = acme.changed(
        reports, lambda f: {"current_net_receivables": 1.3 * f["current_net_receivables"]},
        statement=Statement.BALANCE, days=["2025-12-31"],
    )  # fmt: skip

    moved = difference(rated(reports), rated(more), RULE_SET)

    [move] = [m for m in moved.inputs if abs(m.points) > 1e-6]
    assert move.name == "current_net_receivables"
    assert "quick_ratio" in move.points_by_metric
    assert move.later.value == pytest.approx(1.3 * move.earlier.value)
    assert (move.later.fiscal_date, move.later.payload_hash) == ("2025-12-31", "balance_sheet-payload")
    adds_up(moved)


def test_a_new_quarter_moves_many_inputs_and_still_adds_up(rated):
    moved = difference(rated(as_of=JUNE), rated(as_of=SEPTEMBER), RULE_SET)

    assert {"total_revenue", "net_income", "total_assets"} <= set(by_name(moved))
    assert by_name(moved)["total_assets"].earlier.fiscal_date == "2025-06-30"
    assert by_name(moved)["total_assets"].later.fiscal_date == "2025-09-30"
    adds_up(moved)


def test_a_metric_that_can_no_longer_be_judged_counts_whole(rated, acme):
    reports, profile = acme.reports(), acme.overview(figures=MARKET_FIGURES)
    without = acme.changed(reports, lambda _: {"current_net_receivables": None}, statement=Statement.BALANCE)

    moved = difference(rated(reports, overview=profile), rated(without, overview=profile), RULE_SET)

    [gone] = [m for m in moved.metrics if m.code == "quick_ratio"]
    assert gone.later is None
    assert moved.came_and_went == pytest.approx(
        sum(m.points for m in moved.metrics if m.earlier is None or m.later is None)
    )
    adds_up(moved)


def test_being_judged_by_the_rules_for_utilities_is_a_cause_of_its_own(rated, acme):
    general = acme.overview(figures=MARKET_FIGURES)
    utility = acme.overview(sector="Utilities", industry="ELECTRIC SERVICES", figures=MARKET_FIGURES)

    moved = difference(rated(overview=general), rated(overview=utility), RULE_SET)

    assert moved.later.grounds.firm_kind == "utility"
    assert abs(moved.by_rules) > 0.01
    adds_up(moved)


def test_a_cap_is_a_cause_of_its_own(rated, acme):
    profile = acme.overview(figures=MARKET_FIGURES)
    reports = acme.reports()
    uncovered = acme.changed(
        reports, lambda f: {"ebit": f["interest_expense"] / 2}, statement=Statement.INCOME
    )
    wrecked = acme.changed(uncovered, lambda _: {"total_shareholder_equity": -1}, statement=Statement.BALANCE)
    capped = rated(wrecked, overview=profile)
    assert capped.cap.cap == 2.5

    moved = difference(rated(reports, overview=profile), capped, RULE_SET)

    assert moved.by_caps == pytest.approx(2.5 - capped.cap.uncapped)
    adds_up(moved)


def test_a_withheld_rating_has_no_difference(rated):
    withheld = rated([])

    with pytest.raises(NotComparable, match=r"ACME was not rated for .*: NO_STATEMENTS"):
        difference(withheld, rated(), RULE_SET)
    with pytest.raises(NotComparable):
        difference(rated(), withheld, RULE_SET)


@settings(max_examples=40, deadline=None)
@given(
    factors=st.dictionaries(
        st.sampled_from(["net_income", "ebit", "total_revenue", "operating_cashflow", "total_assets",
                         "total_current_liabilities", "retained_earnings", "reported_eps"]),
        st.floats(-2, 3).filter(lambda x: x != 0) | st.none(),
        max_size=5,
    )
)  # fmt: skip
def test_whatever_changed_the_parts_add_up(rated, acme, factors):
    reports = acme.reports()

    def change(figures):
        return {n: None if x is None else round(figures[n] * x) for n, x in factors.items() if n in figures}

    later = rated(acme.changed(reports, change, days=["2025-12-31"]))
    if later.rating is not None:
        adds_up(difference(rated(reports), later, RULE_SET))


def test_both_directions_are_mirror_images(rated, acme):
    reports = acme.reports()
    later = rated(acme.changed(reports, lambda f: {n: v * 1.1 for n, v in f.items()}, days=["2025-12-31"]))
    there, back = difference(rated(reports), later, RULE_SET), difference(later, rated(reports), RULE_SET)

    assert {m.name: m.points for m in there.inputs} == pytest.approx(
        {m.name: -m.points for m in back.inputs}, abs=1e-12
    )
