"""IBM's fiscal year 2024 against figures worked out by hand.

Source: International Business Machines Corporation, Form 10-K for 2024 (CIK 51143), consolidated statements,
in millions of US dollars. Receivables are the sum of trade, financing and other short-term ones. Debt
includes leases. ebit is income before tax plus interest expense, ebitda adds depreciation. Shares are the
diluted weighted average.

Growth, risk and market are given as values of their metrics: growth from Forms 10-K for 2024 and 2021 and
from the quarter to March 2025 over the one before; M with receivables of which one year holds financing and
the other does not. There are no news and no peers.
"""

import pytest

from functions.research.domain.rating.composite import label, weighted_score
from functions.research.domain.rating.confidence import confidence_percent, margin
from functions.research.domain.rating.declaration import FirmKind
from functions.research.domain.rating.evaluation import MetricResult, summarise
from functions.research.domain.rating.leaning import leaning
from functions.research.domain.rating.limits import LIMITS
from functions.research.domain.rating.rule_set import RULE_SET
from functions.research.domain.rating.scoring import rounded_half_up, score

MILLION = 1_000_000
BALANCE = {
    2024: {
        "total_assets": 137_175, "total_current_assets": 34_482, "cash_and_short_term_investments": 13_947,
        "current_net_receivables": 14_010, "total_liabilities": 109_782, "total_current_liabilities": 33_142,
        "short_long_term_debt_total": 58_396, "long_term_debt": 49_884, "total_shareholder_equity": 27_307,
        "retained_earnings": 151_163, "common_stock_shares_outstanding": 937.2,
    },
    2023: {
        "total_assets": 135_241, "total_current_assets": 32_908, "total_current_liabilities": 34_122,
        "long_term_debt": 50_121, "total_shareholder_equity": 22_533,
        "common_stock_shares_outstanding": 922.073828,
    },
    2022: {"total_assets": 127_243},
}  # fmt: skip
INCOME = {
    2024: {
        "total_revenue": 62_753, "gross_profit": 35_551, "ebit": 7_509, "ebitda": 12_176,
        "interest_expense": 1_712, "income_before_tax": 5_797, "income_tax_expense": -218,
        "net_income": 6_023,
    },
    2023: {"total_revenue": 61_860, "gross_profit": 34_300, "net_income": 7_502},
}  # fmt: skip
CASH_FLOW = {
    2024: {"operating_cashflow": 13_445, "capital_expenditures": 1_685, "dividend_payout": 6_147},
}
EXPECTED = {
    "current_ratio": (1.0404, 4), "quick_ratio": (0.8436, 4), "cash_ratio": (0.4208, 4),
    "altman_z_double_prime": (4.2855, 4), "debt_to_equity": (2.1385, 4), "net_debt_to_ebitda": (3.6505, 4),
    "interest_cover": (4.3861, 4), "return_on_equity": (0.2417, 4), "return_on_assets": (0.0442, 4),
    "return_on_invested_capital": (0.1046, 4), "gross_profitability": (0.2592, 4), "net_margin": (0.0960, 4),
    "cash_conversion": (2.2323, 4), "accruals": (-0.0545, 4), "free_cash_flow_margin": (0.1874, 4),
    "dividend_cover": (1.913, 3), "piotroski_f": (6, 9),
}  # fmt: skip


@pytest.fixture(scope="module")
def ibm(acme, by_health):
    reports = []
    sheets = (("balance_sheet", BALANCE), ("income_statement", INCOME), ("cash_flow", CASH_FLOW))
    for statement, years in sheets:
        for year, figures in years.items():
            dollars = {name: round(value * MILLION) for name, value in figures.items()}
            reports.append(acme.report(statement, f"{year}-12-31", **dollars))
    profile = acme.overview(industry="COMPUTER & OFFICE EQUIPMENT", figures={})
    return by_health(reports, overview=profile, as_of="2025-03-01T07:00:00Z")


@pytest.mark.parametrize("code", EXPECTED)
def test_metric_of_ibm_2024(ibm, metric, code):
    value, digits = EXPECTED[code]

    assert round(metric(ibm, code).value, digits) == value


def test_score_of_ibm_2024(ibm):
    [health] = ibm.components

    assert round(health.result.score, 3) == 3.639
    assert (ibm.rating, ibm.label, ibm.score100, ibm.letter) == (3.6, "buy", 66.0, "B")
    assert ibm.confidence == 100
    assert ibm.rule_set.version == "health alone"


def test_piotroski_signals_that_ibm_2024_fails(ibm, metric):
    assert metric(ibm, "piotroski_f").note == "not: return on assets up, no shares issued, asset turnover up"


def test_bankruptcy_heuristic_of_ibm_2024_is_low(ibm):
    # 1 / (1 + e^(1.5 x (4.2855 - 1.85)))
    assert round(ibm.bankruptcy.percent, 2) == 2.53
    assert ibm.bankruptcy.level == "low"


def test_reasons_name_what_carried_ibm_2024(ibm):
    favourable, adverse = ibm.reasons
    assert [r.metric for r in favourable] == ["altman_z_double_prime", "cash_conversion", "piotroski_f"]
    assert favourable[0].text == "Altman Z'' of 4.29 scores 5.0 of 5."
    assert [r.metric for r in adverse] == [
        "debt_to_equity",
        "current_ratio",
        "net_debt_to_ebitda",
    ]
    assert adverse[0].text == "Debt to equity of 2.14 scores 1.9 of 5."


KNOWN = {
    "growth": {
        "revenue_cagr_3y": 0.0305, "eps_cagr_3y": 0.0119, "quarter_revenue_growth": 0.005,
        "quarter_eps_growth": -0.349, "free_cash_flow_cagr_3y": 0.0413,
    },
    "risk": {
        "beta": 0.65, "beneish_m": -1.982, "earnings_volatility": 0.0551, "cash_flow_stability": 1.0,
        "drawdown": -0.0481, "valuation_stretch": 48.2, "distress_zone": 1.0,
    },
    "market": {"analyst_consensus": 3.364, "target_upside": -0.0848, "earnings_surprise": 2.50},
    "peers": {},
}  # fmt: skip


def component(code):
    """Scored from the metrics that are known; the others count as missing."""
    [declared] = [c for c in RULE_SET.components if c.code == code]
    results = []
    for block in declared.blocks:
        for metric in (m for m in block.metrics if FirmKind.GENERAL in m.applies_to):
            value = KNOWN[code].get(metric.code)
            scored = None if value is None else score(value, metric.anchors)
            reason = None if scored else "MISSING_INPUT:figure"
            results.append(
                MetricResult(metric, block.code, value, scored, 1.0 if scored else 0.0, reason, None)
            )
    return summarise(declared, results)


@pytest.fixture(scope="module")
def components(ibm):
    health = ibm.components[0].result
    return [health, *(component(code) for code in KNOWN)]


@pytest.fixture(scope="module")
def certainties(components):
    """Figures are fresh and uncontradicted, so that coverage decides."""
    return {r.component.code: r.coverage if r.score else 0.0 for r in components}


def test_scores_of_the_components(components):
    scores = {r.component.code: r.score and round(r.score, 3) for r in components}

    assert scores == {
        "financial_health": 3.639, "growth": 2.196, "risk": 4.224, "market": 3.566, "peers": None,
    }  # fmt: skip
    assert [r.coverage for r in components] == pytest.approx([1, 1, 1, 0.5, 0])


def test_the_rating_is_a_hold(components):
    value = weighted_score(components, RULE_SET.weights)

    assert round(value, 2) == 3.36
    assert rounded_half_up(value, 1) == 3.4
    assert label(rounded_half_up(value, 1), LIMITS) == "hold"


def test_confidence_lacks_the_peers_and_half_of_the_market(certainties):
    assert confidence_percent(RULE_SET.weights, certainties) == pytest.approx(82.5)


def test_the_interval_holds_what_the_rating_would_be_without_any_one_metric(components, certainties):
    value = weighted_score(components, RULE_SET.weights)
    half_width = margin(components, RULE_SET.weights, certainties)
    leans = leaning(value, components, RULE_SET.weights)

    assert (round(value - half_width, 2), round(value + half_width, 2)) == (2.88, 3.83)
    # Two fifths of what is known of the market; without it the analysts alone are heard.
    assert (leans.metric, leans.component) == ("earnings_surprise", "market")
    assert round(leans.rating_without, 2) == 3.23
    assert value - half_width < leans.low < value < leans.high < value + half_width
