import pytest

from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation import validate_company


def with_eps(acme, factor):
    change = {"statement": Statement.EARNINGS, "period": Period.ANNUAL, "days": ["2025-12-31"]}
    return acme.rows(
        acme.changed(acme.reports(), lambda f: {"reported_eps": f["reported_eps"] * factor}, **change)
    )


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (1500, ["EPS_SCALE_OFF"]),  # earnings of the A share beside the count of B shares
        (1 / 1500, []),  # rounds to nothing: too small to have a scale
        (20, []),  # a split of twenty for one
        (1 / 20, []),
        (-1, []),
    ],
)
def test_eps_is_net_income_per_share_but_for_splits(acme, codes, factor, expected):
    assert codes(validate_company(with_eps(acme, factor), acme.overview(), as_of=acme.as_of)) == expected


def test_a_depositary_receipt_mixes_currencies_and_its_eps_has_no_scale(acme, codes):
    rows = with_eps(acme, 150)

    findings = validate_company(rows, acme.overview(currency="JPY"), as_of=acme.as_of)

    assert codes(findings) == ["PROFILE_CURRENCY_DIFFERS"]
    assert findings[0].figures["reported_currency"] == "USD"
    assert findings[0].figures["profile_currency"] == "JPY"


def test_a_profile_without_currency_contradicts_nobody(acme):
    assert validate_company(acme.rows(), acme.overview(currency=None), as_of=acme.as_of) == []


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (100_000_000 * 50, []),
        (100_000_000 * 51, ["SHARES_DISAGREE_WITH_PROFILE"]),
        (100_000, ["SHARES_DISAGREE_WITH_PROFILE"]),
        (0, []),
        (None, []),
    ],
)
def test_profile_and_balance_sheet_count_shares_in_the_same_unit(acme, codes, shares, expected):
    overview = acme.overview(figures={"shares_outstanding": shares})

    assert codes(validate_company(acme.rows(), overview, as_of=acme.as_of)) == expected
