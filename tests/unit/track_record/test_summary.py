"""What the record says by label and over all, worked out by hand; and when it says nothing."""

import pytest

from functions.research.domain.track_record_summary import horizon_record, rank_correlation, ranks


def named(record, label):
    return next(found for found in record.labels if found.label == label)


def test_a_label_has_its_median_its_mean_and_the_share_above_zero(followed):
    outcomes = [followed(to, label="buy") for to in (90, 98, 104, 106, 152)]

    buy = named(horizon_record(1, outcomes), "buy")

    # -10, -2, +4, +6 and +52 %.
    assert buy.outcomes == 5
    assert buy.median_excess == pytest.approx(0.04)
    assert buy.mean_excess == pytest.approx(0.10)
    assert buy.share_positive == 0.6


@pytest.mark.parametrize(("outcomes", "is_said"), [(0, False), (4, False), (5, True)])
def test_nothing_is_said_below_five_outcomes(followed, outcomes, is_said):
    record = horizon_record(1, [followed(101 + n, label="sell", score100=30.0 + n) for n in range(outcomes)])
    sell = named(record, "sell")

    assert (record.outcomes, sell.outcomes, record.promising) == (outcomes, outcomes, outcomes)
    said = (sell.median_excess, sell.mean_excess, sell.share_positive, record.hit_rate)
    assert [value is not None for value in (*said, record.rank_correlation)] == [is_said] * 5


def test_buys_that_rose_and_sells_that_fell_are_hits_and_holds_are_neither(followed):
    rose = [followed(110, label=label) for label in ("strong_buy", "buy", "hold", "sell", "strong_sell")]
    fell = [followed(90, label=label) for label in ("strong_buy", "buy", "hold", "sell")]
    still = [followed(100, label="buy")]

    record = horizon_record(1, [*rose, *fell, *still])

    # Rose: two buys of four; fell: one sell of three; what stayed is no hit.
    assert (record.promising, record.hit_rate) == (8, 3 / 8)


def test_outcomes_that_could_not_be_computed_are_counted_by_their_reason(followed):
    record = horizon_record(1, [followed(110), followed(None), followed(None, "BOLT")])

    assert (record.outcomes, record.not_computed) == (1, {"NO_PRICE_AT_HORIZON": 2})


def test_companies_days_and_rule_sets_are_counted_beside_the_outcomes(followed):
    record = horizon_record(
        1,
        [
            followed(110),
            followed(111, as_of="2026-05-27T09:26:29Z", rule_set="other"),
            followed(112, as_of="2026-05-28T07:00:00Z"),
            followed(113, "BOLT"),
        ],
    )

    assert (record.outcomes, record.companies, record.days) == (4, 2, 2)
    assert record.rule_sets == {"1 (hash)": 3, "1 (other)": 1}


def test_every_label_is_shown_in_the_order_of_the_scale(followed):
    labels = [found.label for found in horizon_record(3, []).labels]

    assert labels == ["strong_buy", "buy", "hold", "sell", "strong_sell"]


def test_equal_values_share_the_mean_of_their_places():
    assert ranks([3.0, 1.0, 3.0, 2.0, 3.0]) == [4.0, 1.0, 4.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("scores", "excess", "expected"),
    [
        ([10, 20, 30, 40, 50], [1, 2, 3, 4, 5], 1.0),
        ([10, 20, 30, 40, 50], [5, 4, 3, 2, 1], -1.0),
        # 1 - 6 x (1 + 1 + 1 + 1) / (5 x 24)
        ([10, 20, 30, 40, 50], [2, 1, 4, 3, 5], 0.8),
        # A far value moves a rank no further than a near one.
        ([10, 20, 30, 40, 50], [2, 1, 4, 3, 5000], 0.8),
        # Ranks 1.5 1.5 3 4 5 against 1 2 3 4 5: 9.5 / sqrt(9.5 x 10).
        ([10, 10, 30, 40, 50], [1, 2, 3, 4, 5], 0.974679),
    ],
)
def test_the_rank_correlation_is_spearmans(scores, excess, expected):
    assert rank_correlation(scores, excess) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("scores", "excess"),
    [([1, 2, 3, 4], [1, 2, 3, 4]), ([7] * 5, [1, 2, 3, 4, 5]), ([1, 2, 3, 4, 5], [0] * 5)],
)
def test_too_few_pairs_or_equal_ones_correlate_with_nothing(scores, excess):
    assert rank_correlation(scores, excess) is None
