import pytest

from functions.research.domain.findings import Severity
from functions.research.domain.validation import validate_payload

AS_OF = "2026-03-01T07:00:00Z"


@pytest.fixture
def found(acme):
    def check(period="A", **figures):
        report = acme.report("income_statement", "2025-12-31", period, net_income=1, **figures)
        return validate_payload([report], as_of=AS_OF)

    return check


@pytest.mark.parametrize(("period", "severity"), [("A", Severity.SOFT), ("Q", Severity.NOTE)])
def test_negative_revenue_is_graver_for_a_year_than_for_an_insurers_quarter(found, period, severity):
    [finding] = found(period, total_revenue=-1)

    assert (finding.code, finding.severity) == ("NEGATIVE_REVENUE", severity)


def test_a_company_may_have_no_revenue_yet(found):
    assert found(total_revenue=0) == []


@pytest.mark.parametrize(
    ("gross_profit", "expected"),
    [(400, []), (420, []), (421, ["GROSS_PROFIT_OFF"]), (380, []), (379, ["GROSS_PROFIT_OFF"])],
)
def test_gross_profit_is_revenue_less_cost_within_two_percent_of_revenue(
    found, codes, gross_profit, expected
):
    findings = found(total_revenue=1000, cost_of_revenue=600, gross_profit=gross_profit)

    assert codes(findings) == expected
    assert all(finding.severity is Severity.NOTE for finding in findings)


def test_either_stated_cost_explains_gross_profit(found):
    costs = {"cost_of_revenue": 900, "cost_of_goods_and_services_sold": 600}

    assert found(total_revenue=1000, gross_profit=400, **costs) == []


def test_revenue_with_interest_already_taken_off_explains_gross_profit(found):
    assert found(total_revenue=950, interest_expense=50, cost_of_revenue=600, gross_profit=400) == []


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"gross_profit": 1000, "cost_of_revenue": 600}, ["GROSS_PROFIT_WITHOUT_COST"]),
        ({"gross_profit": 1021}, ["GROSS_PROFIT_WITHOUT_COST"]),
        ({"gross_profit": 1000, "cost_of_revenue": None}, []),  # royalties cost nothing to collect
        ({"gross_profit": 1000, "cost_of_revenue": 20}, []),
    ],
)
def test_gross_profit_as_large_as_revenue_leaves_out_a_cost(found, codes, figures, expected):
    assert codes(found(total_revenue=1000, **figures)) == expected


@pytest.mark.parametrize(
    ("ebitda", "depreciation", "expected"),
    [
        (500, 40, ["EBITDA_WITHOUT_DEPRECIATION"]),
        (500, 10, []),  # 2 % vanish in rounding
        (540, 40, []),
        (500, None, []),
    ],
)
def test_ebitda_that_equals_ebit_has_lost_its_depreciation(found, codes, ebitda, depreciation, expected):
    findings = found(total_revenue=1000, ebit=500, ebitda=ebitda, depreciation_and_amortization=depreciation)

    assert codes(findings) == expected
