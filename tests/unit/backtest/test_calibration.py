"""How often a later rating fell inside an interval, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.calibration import RatedOnce, calibrate, wilson

YEARS = [f"{year}-05-31T07:00:00Z" for year in range(2020, 2027)]


def once(rating, *, year=0, symbol="ACME", sector="Energy", **told):
    interval = {"low": 3.0, "high": 4.0} if rating is not None else {"low": None, "high": None}
    given = {"confidence": 85.0, "firm_kind": "general", **interval, **told}
    return RatedOnce(symbol, YEARS[year], rating, sector=sector, **given)


def history(*ratings, **told):
    return [once(rating, year=year, **told) for year, rating in enumerate(ratings)]


def test_each_rating_is_held_against_the_next_and_the_ends_belong_to_the_interval():
    found = calibrate([history(3.5, 3.0, 4.0, 2.9, 4.1, 3.5, 3.5)])

    overall = found.overall
    assert (overall.pairs, overall.companies) == (6, 1)
    assert (overall.inside, overall.below, overall.above) == (4 / 6, 1 / 6, 1 / 6)
    assert overall.mean_width == 1.0
    assert overall.mean_change == pytest.approx((0.5 + 1.0 + 1.1 + 1.2 + 0.6 + 0.0) / 6)
    assert found.moments == tuple(YEARS)


def test_companies_are_not_held_against_each_other():
    found = calibrate([history(3.5, 3.5), history(9.0, 9.0, symbol="BOLT")])

    assert (found.overall.pairs, found.overall.companies) == (2, 2)


def test_withheld_ratings_are_counted_and_not_skipped_over():
    found = calibrate([history(3.5, None, 3.5, None, None)])

    assert found.overall.pairs == 0
    assert (found.withheld_earlier, found.withheld_later) == (2, 2)


def test_below_five_pairs_nothing_is_said():
    few, enough = (calibrate([history(*[3.5] * count)]).overall for count in (5, 6))

    assert (few.pairs, few.inside, few.likely, few.mean_width) == (4, None, None, None)
    assert (enough.pairs, enough.inside) == (5, 1.0)


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(0.0, "0 to 10"), (79.999, "70 to 80"), (80.0, "80 to 90"), (99.9, "90 to 100"), (100.0, "90 to 100")],
)
def test_a_band_of_confidence_holds_its_lower_end(confidence, band):
    found = calibrate([history(3.5, 3.5, confidence=confidence)])

    assert [row.group for row in found.by_confidence] == [band]


def test_groups_are_those_of_the_earlier_rating():
    bank = once(3.5, firm_kind="bank", sector="Financials")
    found = calibrate([[bank, once(3.5, year=1, confidence=20.0)]])

    assert [row.group for row in found.by_firm_kind] == ["bank"]
    assert [row.group for row in found.by_sector] == ["Financials"]
    assert [row.group for row in found.by_confidence] == ["80 to 90"]


def test_companies_without_a_sector_stand_together():
    found = calibrate([history(3.5, 3.5, sector=None)])

    assert [row.group for row in found.by_sector] == ["none"]


def test_wilsons_interval_is_that_of_the_textbook():
    # Newcombe 1998, Two-sided confidence intervals for the single proportion, table I.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_wilsons_interval_holds_the_share(counts):
    low, high = wilson(*counts)

    assert 0 <= low <= counts[0] / counts[1] + 1e-12
    assert counts[0] / counts[1] - 1e-12 <= high <= 1


@given(st.lists(st.lists(st.none() | st.floats(1, 5), max_size=7), max_size=12))
def test_every_pair_of_neighbours_is_accounted_for(companies):
    found = calibrate(history(*ratings, symbol=f"S{n}") for n, ratings in enumerate(companies))

    neighbours = sum(max(0, len(ratings) - 1) for ratings in companies)
    assert found.overall.pairs + found.withheld_earlier + found.withheld_later == neighbours
    for rows in (found.by_confidence, found.by_firm_kind, found.by_sector):
        assert sum(row.pairs for row in rows) == found.overall.pairs
    shares = (found.overall.inside, found.overall.below, found.overall.above)
    assert shares == (None,) * 3 or sum(shares) == pytest.approx(1)
