import pytest

from scripts.signal9.amounts import amount


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (62_750_000_000.0, "usd", "62.75 bn"),
        (-1_500.0, "usd", "-1.50 k"),
        (0.0957, "percent", "9.6 %"),
        (-0.0957, "percent", "-9.6 %"),
        (-0.0003, "percent", "0.0 %"),
        (1.0417, "ratio", "1.04"),
        (-2.71, "score", "-2.71"),
        (148.4, "days", "148"),
        (None, "percent", "none"),
    ],
)
def test_a_figure_is_shown_in_few_signs(value, unit, shown):
    assert amount(value, unit) == shown
