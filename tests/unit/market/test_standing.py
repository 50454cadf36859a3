"""Ranks, medians and means against figures worked out by hand."""

import pytest

from functions.research.domain.peers import PeerGroup, Width


@pytest.fixture
def group(company):
    """ACME among peers with these values of one figure; None where a peer has none."""

    def make(code, values, own=None):
        figures = lambda value: {} if value is None else {code: value}  # noqa: E731
        members = tuple(company(f"P{i}", 100.0, **figures(v)) for i, v in enumerate(values))
        return PeerGroup(Width.INDUSTRY_NEAR, company("ACME", 100.0, **figures(own)), members)

    return make


@pytest.mark.parametrize(
    ("own", "percentile"),
    [
        (5, 0.0),  # below all
        (10, 0.1),  # half of the one equal to it, of 5
        (25, 0.6),  # above 10, 15 and 20
        (30, 0.7),  # above 3 and half of the one equal to it
        (99, 1.0),
    ],
)
def test_a_rank_is_the_share_below_and_half_of_the_equal(group, own, percentile):
    assert group("pe_ratio", [10, 15, 20, 30, 40], own).percentile("pe_ratio") == pytest.approx(percentile)


def test_among_equals_everybody_stands_in_the_middle(group):
    assert group("net_margin", [0.1] * 6, 0.1).percentile("net_margin") == 0.5


def test_a_multiple_is_held_against_median_and_harmonic_mean(group):
    standing = group("price_to_book", [1, 2, 4, 4, 8], 3).standing("price_to_book")

    # 5 / (1 + 1/2 + 1/4 + 1/4 + 1/8) = 5 / 2.125; 3 / 4 - 1
    assert (standing.median, standing.peers) == (4, 5)
    assert standing.harmonic_mean == pytest.approx(5 / 2.125)
    assert standing.premium == pytest.approx(-0.25)
    assert standing.outliers == ()


def test_a_return_has_no_harmonic_mean(group):
    standing = group("return_on_equity", [-0.1, 0.1, 0.2, 0.3, 0.4], -0.1).standing("return_on_equity")

    assert standing.harmonic_mean is None
    assert standing.premium == pytest.approx(-1.5)
    assert standing.percentile == pytest.approx(0.1)


def test_an_outlier_bends_no_mean_and_keeps_its_rank(group):
    # Median 12, deviations 2 1 0 1 88: MAD 1; 0.6745 x 88 = 59 > 3.5 and 0.6745 x 2 = 1.3
    standing = group("pe_ratio", [10, 11, 12, 13, 100], 50).standing("pe_ratio")

    assert standing.outliers == ("P4",)
    assert standing.harmonic_mean == pytest.approx(4 / (1 / 10 + 1 / 11 + 1 / 12 + 1 / 13))
    assert standing.percentile == pytest.approx(0.8)


@pytest.mark.parametrize(("value", "is_outlier"), [(17.18, False), (17.20, True)])
def test_an_outlier_begins_at_a_modified_z_of_three_and_a_half(group, value, is_outlier):
    # Median 12, MAD 1: 0.6745 x (x - 12) = 3.5 at x = 17.189
    standing = group("pe_ratio", [10, 11, 12, 13, value], 12).standing("pe_ratio")

    assert standing.outliers == (("P4",) if is_outlier else ())


def test_where_most_values_are_equal_the_mean_deviation_measures_the_spread(group):
    # MAD 0, mean deviation 90 / 10 = 9; 90 / (1.2533 x 9) = 7.98
    assert group("pe_ratio", [10] * 9 + [100], 10).standing("pe_ratio").outliers == ("P9",)
    assert group("pe_ratio", [10] * 9, 10).standing("pe_ratio").outliers == ()


@pytest.mark.parametrize("bad", [-8, 0, None, float("nan"), float("inf"), 10**400, 2e4, 1e-4, "12"])
def test_a_multiple_that_means_nothing_is_nobodys(group, bad):
    assert group("pe_ratio", [10, 11, 12, 13, 14, bad], 12).standing("pe_ratio").peers == 5
    assert group("pe_ratio", [10, 11, 12, 13, bad], 12).standing("pe_ratio") is None
    assert group("pe_ratio", [10, 11, 12, 13, 14], bad).percentile("pe_ratio") is None


def test_a_return_of_another_unit_is_nobodys(group):
    assert group("net_margin", [0.1] * 5 + [1e6], 0.2).standing("net_margin").peers == 5


@pytest.mark.parametrize("median", [0.0, -0.05, 0.0009])
def test_there_is_no_premium_over_next_to_nothing(group, median):
    assert group("return_on_assets", [median] * 5, 0.05).standing("return_on_assets").premium is None


def test_the_document_lists_members_with_what_was_compared(group):
    peers = group("pe_ratio", [10, 15, 20, 30, 40], 25)

    document = peers.to_json()

    assert document["width"] == "industry, market value 0.5 to 1.5 times"
    assert document["known_from"] == "2026-02-28"
    assert document["members"][0] == {
        "symbol": "P0",
        "market_cap": 100.0,
        "day": "2026-02-28",
        "payload_hash": "P0-payload",
        "figures": {"pe_ratio": 10.0},
    }
    # 5 / (1/10 + 1/15 + 1/20 + 1/30 + 1/40) = 5 / 0.275; 25 / 20 - 1
    assert document["metrics"] == {
        "pe_ratio": {
            "own": 25.0,
            "peers": 5,
            "median": 20.0,
            "harmonic_mean": 18.181818,
            "percentile": 0.6,
            "premium_percent": 25.0,
            "outliers": [],
        }
    }
