"""Beneish's M with published means, with the figures of four companies as filed, and index by index."""

import pytest

from functions.research.domain.rating.beneish import (
    BENEISH_M,
    COMPARISONS,
    SUSPICIOUS_ABOVE,
    beneish_m,
    indices,
    m_score,
)
from functions.research.domain.rating.declaration import FirmKind, Missing, Values

NAMES = (
    "current_net_receivables", "total_revenue", "gross_profit", "total_current_assets",
    "property_plant_equipment", "total_assets", "depreciation", "selling_general_and_administrative",
    "long_term_debt", "total_current_liabilities",
)  # fmt: skip


def filed(now, before, net_income, operating_cashflow):
    """Millions in the order of NAMES; None where the company does not say."""
    both = zip((*NAMES, *(f"{name}_prior" for name in NAMES)), (*now, *before), strict=True)
    values = {name: float(amount) for name, amount in both if amount is not None}
    return Values({**values, "net_income": net_income, "operating_cashflow": operating_cashflow})


# Every index is told, and each differs from 1: see test_each_index_compares_the_year_with_the_one_before.
ROUND = filed(
    (132, 1200, 360, 500, 300, 1000, 30, 216, 320, 280),
    (100, 1000, 330, 450, 250, 1000, 25, 200, 200, 200),
    net_income=90,
    operating_cashflow=60,
)
# Form 10-K for 2000 (CIK 1024401), without the depreciation of plant alone, which it does not give.
ENRON = filed(
    (10_396, 100_789, 6_272, 30_381, 11_743, 65_503, None, 3_184, 8_550, 28_406),
    (3_030, 40_112, 5_351, 7_255, 10_681, 33_381, None, 3_045, 7_151, 6_759),
    net_income=979,
    operating_cashflow=4_779,
)
# Form 10-K for 2024 (CIK 51143); receivables are those of trade, financing and others.
IBM = filed(
    (14_010, 62_753, 35_551, 34_482, None, 137_175, None, 19_688, 49_884, 33_142),
    (13_956, 61_860, 34_300, 32_908, None, 135_241, None, 19_003, 50_121, 34_122),
    net_income=6_023,
    operating_cashflow=13_445,
)
# Forms 10-K for 2023 (CIK 320193 and 789019).
APPLE = filed(
    (60_985, 383_285, 169_148, 143_566, 54_376, 352_583, None, 24_932, 95_281, 145_308),
    (60_932, 394_328, 170_782, 135_405, 52_534, 352_755, None, 25_094, 98_959, 153_982),
    net_income=96_995,
    operating_cashflow=110_543,
)
MICROSOFT = filed(
    (48_688, 211_915, 146_052, 184_257, 109_987, 411_976, None, 30_334, 41_990, 104_149),
    (44_261, 198_270, 135_620, 169_684, 87_546, 364_840, None, 27_725, 47_032, 95_082),
    net_income=72_361,
    operating_cashflow=87_582,
)


@pytest.mark.parametrize(
    ("values", "told", "m", "expected_score"),
    [
        (
            ENRON,
            {"DSRI": 1.3655, "GMI": 2.1437, "AQI": 0.7714, "SGI": 2.5127, "SGAI": 0.4161, "LVGI": 1.3539,
             "TATA": -0.0580},
            -0.570, 1.0,
        ),
        (
            IBM,
            {"DSRI": 0.9896, "GMI": 0.9787, "SGI": 1.0144, "SGAI": 1.0213, "LVGI": 0.9717, "TATA": -0.0541},
            -2.735, 4.339,
        ),
        (
            APPLE,
            {"DSRI": 1.0297, "GMI": 0.9814, "AQI": 0.9387, "SGI": 0.9720, "SGAI": 1.0222, "LVGI": 0.9516,
             "TATA": -0.0384},
            -2.680, 4.200,
        ),
        (
            MICROSOFT,
            {"DSRI": 1.0292, "GMI": 0.9925, "AQI": 0.9689, "SGI": 1.0688, "SGAI": 1.0237, "LVGI": 0.9107,
             "TATA": -0.0369},
            -2.556, 3.884,
        ),
    ],
    ids=["Enron 2000", "IBM 2024", "Apple 2023", "Microsoft 2023"],
)  # fmt: skip
def test_m_of_a_company_as_filed(values, told, m, expected_score):
    outcome = beneish_m(values)

    assert indices(values) == pytest.approx(told, abs=5e-5)
    assert outcome.value == pytest.approx(m, abs=5e-4)
    assert outcome.score == pytest.approx(expected_score, abs=2e-3)


@pytest.mark.parametrize(
    ("told", "m"),
    [
        # -4.84 + .92 + .528 + .404 + .892 + .115 - .172 - .327
        ({}, -2.48),
        # Means of manipulators and of others, Beneish 1999, table 2:
        # -4.84 + 1.3478 + .6299 + .5066 + 1.4334 + .1239 - .1791 + .1450 - .3633
        ({"DSRI": 1.465, "GMI": 1.193, "AQI": 1.254, "SGI": 1.607, "DEPI": 1.077, "SGAI": 1.041,
          "LVGI": 1.111, "TATA": 0.031}, -1.1957),
        # -4.84 + .9485 + .5354 + .4198 + 1.0115 + .1151 - .1813 + .0842 - .3391
        ({"DSRI": 1.031, "GMI": 1.014, "AQI": 1.039, "SGI": 1.134, "DEPI": 1.001, "SGAI": 1.054,
          "LVGI": 1.037, "TATA": 0.018}, -2.2459),
        # IBM 2024 when receivables of one year hold financing and those of the other do not
        ({"DSRI": 1.7890, "GMI": 0.9787, "SGI": 1.0144, "SGAI": 0.9191, "LVGI": 0.9717, "TATA": -0.0541},
         -1.9825),
    ],
    ids=["no change", "manipulators", "others", "IBM with a jump of definition"],
)  # fmt: skip
def test_m_of_published_indices(told, m):
    assert m_score(told) == pytest.approx(m, abs=1e-4)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("DSRI", 1.1),  # 132 / 1200 = .11 over 100 / 1000 = .10
        ("GMI", 1.1),  # 330 / 1000 = .33 over 360 / 1200 = .30
        ("AQI", 2 / 3),  # 1 - 800 / 1000 = .2 over 1 - 700 / 1000 = .3
        ("SGI", 1.2),  # 1200 / 1000
        ("DEPI", 1.0),  # 25 / 275 over 30 / 330
        ("SGAI", 0.9),  # 216 / 1200 = .18 over 200 / 1000 = .20
        ("LVGI", 1.5),  # 600 / 1000 over 400 / 1000
        ("TATA", 0.03),  # (90 - 60) / 1000
    ],
)
def test_each_index_compares_the_year_with_the_one_before(code, value):
    assert indices(ROUND)[code] == pytest.approx(value)


def test_m_of_round_figures():
    # -4.84 + 1.012 + .5808 + .269333 + 1.0704 + .115 - .1548 + .14037 - .4905
    outcome = beneish_m(ROUND)

    assert outcome.value == pytest.approx(-2.297397, abs=1e-6)
    # 0.077397 of the 0.38 from -2.22 to -2.6
    assert outcome.score == pytest.approx(3 + 0.077397 / 0.38, abs=1e-5)
    assert (outcome.share, outcome.note) == (1.0, "all eight indices")


@pytest.mark.parametrize("scale", [0.001, 1000, 1_000_000])
def test_m_is_the_same_in_another_unit(scale):
    scaled = Values({name: scale * amount for name, amount in ROUND.items()})

    assert beneish_m(scaled).value == pytest.approx(beneish_m(ROUND).value)


def test_an_index_that_cannot_be_told_counts_as_no_change_and_costs_an_eighth():
    outcome = beneish_m(ENRON)

    assert outcome.note == "counted as unchanged: DEPI"
    assert outcome.share == 7 / 8
    assert outcome.value > SUSPICIOUS_ABOVE
    assert beneish_m(IBM).note == "counted as unchanged: AQI, DEPI"
    assert beneish_m(IBM).share == 6 / 8


@pytest.mark.parametrize(
    ("without", "unknown"),
    [
        (("current_net_receivables_prior",), 1),
        (("gross_profit", "property_plant_equipment"), 3),
        (("total_assets",), 3),
        (("operating_cashflow", "long_term_debt", "selling_general_and_administrative"), 3),
    ],
)
def test_up_to_three_unknown_indices_leave_an_m(without, unknown):
    outcome = beneish_m(Values({name: v for name, v in ROUND.items() if name not in without}))

    assert outcome.share == (8 - unknown) / 8


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        (("total_revenue",), "total_revenue"),
        (("total_assets_prior", "gross_profit_prior", "depreciation"), "gross_profit_prior"),
        (NAMES, "current_net_receivables"),
    ],
)
def test_four_unknown_indices_make_no_m(without, missing):
    outcome = beneish_m(Values({name: v for name, v in ROUND.items() if name not in without}))

    assert outcome == Missing(missing)


def test_figures_that_cannot_be_divided_by_make_no_m_either():
    assert beneish_m(Values({**ROUND, "total_revenue": 0.0})) == Missing("beneish_indices")


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"current_net_receivables_prior": 0}, {"DSRI"}),
        ({"current_net_receivables": -132}, {"DSRI"}),
        ({"gross_profit": -1}, {"GMI"}),
        ({"total_current_assets": 701}, {"AQI"}),
        ({"selling_general_and_administrative_prior": 0}, {"SGAI"}),
        ({"depreciation": 0}, {"DEPI"}),
        ({"long_term_debt_prior": -200}, {"LVGI"}),
        ({"total_assets": 0}, {"AQI", "LVGI", "TATA"}),
        ({"total_revenue_prior": 0}, {"DSRI", "GMI", "SGI", "SGAI"}),
        # One figure in thousandths of the others' unit
        ({"current_net_receivables": 132_000}, {"DSRI"}),
        ({"selling_general_and_administrative_prior": 200_000}, {"SGAI"}),
        ({"operating_cashflow": 60_000}, {"TATA"}),
        ({"total_revenue": 1_200_000}, {"DSRI", "GMI", "SGI", "SGAI"}),
    ],
)
def test_nothing_is_divided_by_zero_or_compared_across_units(change, lost):
    assert set(indices(Values({**ROUND, **change}))) == {*COMPARISONS, "TATA"} - lost


@pytest.mark.parametrize(
    ("receivables", "is_told"), [(2400, True), (2401, False), (6.01, True), (5.99, False)]
)
def test_twentyfold_is_where_an_index_stops_being_believed(receivables, is_told):
    values = Values({**ROUND, "current_net_receivables": receivables})

    assert ("DSRI" in indices(values)) is is_told


def test_accounts_of_financial_firms_are_not_asked_for_manipulation():
    assert not BENEISH_M.applies_to & {
        FirmKind.BANK, FirmKind.INSURER, FirmKind.FINANCIAL, FirmKind.PROPERTY
    }  # fmt: skip
