"""Beta, drawdown, valuation and distress with figures computed by hand. Five is safe."""

import pytest

from functions.research.domain.rating.declaration import FirmKind, Judged, Missing, NotApplicable, Values
from functions.research.domain.rating.risk import (
    BETA,
    DISTRESS_ZONE,
    DISTRESS_ZONE_OF_MANUFACTURERS,
    DRAWDOWN,
    VALUATION_STRETCH,
)
from functions.research.domain.rating.scoring import score

SHEET = {
    "total_assets": 1000, "total_liabilities": 500, "total_current_assets": 400,
    "total_current_liabilities": 200, "retained_earnings": 250, "ebit": 100,
}  # fmt: skip


def prices(price, high):
    return Values({"price": price, "52_week_high": high})


@pytest.mark.parametrize(
    ("metric", "values", "value", "expected_score"),
    [
        (BETA, {"beta": 1.15}, 1.15, 3.0),
        (BETA, {"beta": 1.325}, 1.325, 2.5),
        (BETA, {"beta": 0.652}, 0.652, 4 + 0.248 / 0.3),
        (BETA, {"beta": -0.4}, -0.4, 5.0),
        (BETA, {"beta": 2.0}, 2.0, 1.0),
        # 75 / 100 - 1
        (DRAWDOWN, prices(75, 100), -0.25, 3.0),
        (DRAWDOWN, prices(50, 100), -0.5, 1.5),
        (DRAWDOWN, prices(97, 100), -0.03, 5.0),
        # 92.5 / 100 - 1; half way from 12 to 3 %
        (DRAWDOWN, prices(92.5, 100), -0.075, 4.5),
        # a price newer than the high
        (DRAWDOWN, prices(110, 100), 0.0, 5.0),
        (VALUATION_STRETCH, {"pe_ratio": 25.0}, 25.0, 3.0),
        (VALUATION_STRETCH, {"pe_ratio": 48.19}, 48.19, 1 + 11.81 / 20),
        # 30 / 2
        (VALUATION_STRETCH, {"price": 30.0, "diluted_eps_ttm": 2.0}, 15.0, 4.5),
        # the profile's own ratio comes first
        (VALUATION_STRETCH, {"pe_ratio": 12.0, "price": 30.0, "diluted_eps_ttm": 2.0}, 12.0, 5.0),
        (VALUATION_STRETCH, {"price": 100.0, "diluted_eps_ttm": 1.0, "net_income": -5.0}, 100.0, 1.0),
    ],
)
def test_risk_equals_the_hand_computed_vector(metric, values, value, expected_score):
    measured = metric.measure(Values(values))

    assert measured == pytest.approx(value, abs=1e-12)
    assert score(measured, metric.anchors) == pytest.approx(expected_score, abs=1e-9)


@pytest.mark.parametrize(
    ("values", "expected_score"),
    [
        ({"diluted_eps_ttm": -0.01, "price": 30.0}, 2.0),
        ({"net_income": -1.0}, 2.0),
        ({"pe_ratio": 0.0, "net_income": -1.0, "price": 30.0}, 2.0),
    ],
)
def test_a_loss_is_a_stretched_valuation(values, expected_score):
    outcome = VALUATION_STRETCH.measure(Values(values))

    assert outcome == Judged(expected_score, "a loss has no price-earnings ratio")


@pytest.mark.parametrize(
    ("metric", "values", "missing"),
    [
        (BETA, {"beta": 0.0}, "beta"),
        (BETA, {"beta": 1150.0}, "beta"),
        (DRAWDOWN, prices(75, 0), "52_week_high"),
        (DRAWDOWN, prices(75, -1), "52_week_high"),
        (DRAWDOWN, prices(0, 100), "price"),
        (DRAWDOWN, prices(75_000, 100), "52_week_high"),
        (DRAWDOWN, prices(0.075, 100), "52_week_high"),
        (VALUATION_STRETCH, {}, "pe_ratio"),
        (VALUATION_STRETCH, {"net_income": 10.0}, "pe_ratio"),
        (VALUATION_STRETCH, {"diluted_eps_ttm": 0.0, "price": 30.0, "net_income": 0.0}, "pe_ratio"),
        (VALUATION_STRETCH, {"price": 30.0, "diluted_eps_ttm": 2000.0}, "pe_ratio"),
    ],
)
def test_what_the_provider_leaves_blank_or_in_another_unit_is_unknown(metric, values, missing):
    assert metric.measure(Values(values)) == Missing(missing)


@pytest.mark.parametrize(
    ("equity", "z", "expected_score", "zone"),
    [
        # 6.56 x 0.2 + 3.26 x 0.25 + 6.72 x 0.1 = 2.799, and 1.05 x equity / 500
        (500, 3.849, 5.0, "safe zone"),
        (-95, 2.5995, 3.0, "grey zone"),
        (-94, 2.6016, 5.0, "safe zone"),
        (-809, 1.1001, 3.0, "grey zone"),
        (-810, 1.098, 1.0, "distress zone"),
    ],
)
def test_zone_of_z_double_prime_is_judged_as_a_whole(equity, z, expected_score, zone):
    outcome = DISTRESS_ZONE.measure(Values({**SHEET, "total_shareholder_equity": equity}))

    assert (outcome.score, outcome.note) == (expected_score, zone)
    assert outcome.value == pytest.approx(z)


@pytest.mark.parametrize(
    ("market_value", "z", "expected_score"),
    [
        # 1.2 x 0.2 + 1.4 x 0.25 + 3.3 x 0.1 + 0.9 = 1.82, and 0.6 x market value / 500
        (800, 2.78, 3.0),
        (1000, 3.02, 5.0),
        (0, 1.82, 3.0),
        (-10, 1.808, 1.0),
    ],
)
def test_zone_of_z_of_a_manufacturer(market_value, z, expected_score):
    values = {**SHEET, "total_revenue": 900, "market_capitalization": market_value}

    outcome = DISTRESS_ZONE_OF_MANUFACTURERS.measure(Values(values))

    assert outcome.score == expected_score
    assert outcome.value == pytest.approx(z)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"total_liabilities": 0}, "NO_LIABILITIES"),
        ({"total_assets": -1}, "NO_ASSETS"),
        ({"total_shareholder_equity": 1e308, "total_liabilities": 1e-9}, "OUT_OF_RANGE"),
    ],
)
def test_without_a_z_there_is_no_zone(change, why):
    values = Values({**SHEET, "total_shareholder_equity": 500, **change})

    assert DISTRESS_ZONE.measure(values) == NotApplicable(why)


def test_each_company_is_in_one_zone_by_the_altman_of_its_kind():
    asked = {kind: [DISTRESS_ZONE, DISTRESS_ZONE_OF_MANUFACTURERS] for kind in FirmKind}
    kinds = {kind: [m.code for m in both if kind in m.applies_to] for kind, both in asked.items()}

    assert kinds[FirmKind.GENERAL] == ["distress_zone"]
    assert kinds[FirmKind.MANUFACTURER] == ["distress_zone_of_manufacturers"]
    assert all(not codes for kind, codes in kinds.items() if kind not in ("general", "manufacturer"))
