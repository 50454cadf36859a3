import pytest

from functions.research.domain.statements import Period, Statement
from functions.research.domain.validation import validate_payload
from functions.research.domain.validation.units import is_unit_step


def balances(acme, change, **where):
    reports = [r for r in acme.reports() if r.statement is Statement.BALANCE]
    return acme.changed(reports, change, **where)


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (1000, True), (501, True), (499, False), (1999, True), (2001, False),
        (0.001, True), (1_000_000, True), (1, False), (20, False), (100_000, False),
        (0, False), (float("inf"), False),
    ],
)  # fmt: skip
def test_units_change_by_a_thousand_or_a_million_give_or_take_growth(ratio, expected):
    assert is_unit_step(ratio) is expected


def test_a_balance_sheet_suddenly_in_thousands_is_noticed_on_both_sides(acme, codes):
    in_thousands = balances(
        acme,
        lambda f: {n: v // 1000 for n, v in f.items() if n != "common_stock_shares_outstanding"},
        period=Period.ANNUAL,
        days=["2024-12-31"],
    )

    [finding] = validate_payload(in_thousands, as_of=acme.as_of)

    assert finding.code == "UNIT_JUMP"
    assert finding.fiscal_date == "2025-12-31"
    assert finding.figures["occurrences"] == 2
    assert finding.figures["oldest"] == "2024-12-31"


def test_one_line_may_grow_a_thousandfold_by_itself(acme):
    sprouted = balances(acme, lambda _: {"short_term_debt": 1}, days=["2025-09-30"])

    assert validate_payload(sprouted, as_of=acme.as_of) == []


def test_shares_in_thousands_are_noticed(acme, codes):
    where = {"period": Period.QUARTER, "days": ["2025-12-31"]}
    scaled = balances(acme, lambda _: {"common_stock_shares_outstanding": 100_000}, **where)

    assert codes(validate_payload(scaled, as_of=acme.as_of)) == ["SHARES_UNIT_JUMP"]


@pytest.mark.parametrize("shares", [0, -100_000_000])
def test_a_share_count_is_positive(acme, codes, shares):
    odd = balances(acme, lambda _: {"common_stock_shares_outstanding": shares}, days=["2025-09-30"])

    assert codes(validate_payload(odd, as_of=acme.as_of)) == ["SHARES_NOT_POSITIVE"]


def test_a_twenty_for_one_split_is_no_change_of_unit(acme):
    split = balances(acme, lambda _: {"common_stock_shares_outstanding": 2_000_000_000}, days=["2025-12-31"])

    assert validate_payload(split, as_of=acme.as_of) == []
