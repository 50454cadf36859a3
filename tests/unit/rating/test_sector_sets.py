"""Which rules judge which kind of firm."""

import pytest

from functions.research.domain.rating.altman import JUDGED_KINDS
from functions.research.domain.rating.declaration import FINANCIALS, FirmKind
from functions.research.domain.rating.financial_health import FINANCIAL_HEALTH
from functions.research.domain.rating.growth import GROWTH
from functions.research.domain.rating.kind_anchors import ANCHORS
from functions.research.domain.rating.risk import RISK

COMPONENTS = (FINANCIAL_HEALTH, GROWTH, RISK)
BLOCKS = [block for component in COMPONENTS for block in component.blocks]
METRICS = {metric.code: metric for block in BLOCKS for metric in block.metrics}
ORDINARY = (FirmKind.GENERAL, FirmKind.MANUFACTURER)
LIQUIDITY = {"current_ratio", "quick_ratio", "cash_ratio"}
ALTMAN = {"altman_z", "altman_z_double_prime", "distress_zone", "distress_zone_of_manufacturers"}
LEVERAGE = {"debt_to_equity", "net_debt_to_ebitda", "interest_cover", "return_on_invested_capital"}
FREE_CASH_FLOW = {"free_cash_flow_margin", "dividend_cover", "free_cash_flow_cagr_3y", "cash_flow_stability"}
OWN = {
    FirmKind.BANK: {"liquid_assets", "wholesale_funding", "net_interest_margin", "cost_to_income"},
    FirmKind.INSURER: {"debt_to_capital", "revenue_to_equity", "investment_yield"},
    FirmKind.PROPERTY: {"ffo_margin", "ffo_payout", "debt_to_assets"},
    FirmKind.UTILITY: {"cash_flow_to_debt"},
}


def asked(kind):
    return {code for code, metric in METRICS.items() if kind in metric.applies_to}


def test_forty_five_rules_grade_health_growth_and_risk():
    assert len(METRICS) == sum(len(block.metrics) for block in BLOCKS) == 45
    assert all(metric.weight > 0 and metric.anchors for metric in METRICS.values())


@pytest.mark.parametrize("kind", FirmKind)
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.code)
def test_no_kind_of_firm_hangs_on_one_metric_of_a_block(block, kind):
    """Piotroski's block is one metric of nine signals."""
    applicable = [metric for metric in block.metrics if kind in metric.applies_to]

    assert len(applicable) != 1 or block.code == "piotroski"
    assert sum(metric.weight for metric in applicable) <= 1 + 1e-9


@pytest.mark.parametrize("kind", FirmKind)
def test_every_kind_of_firm_is_judged_in_every_component(kind):
    for component in COMPONENTS:
        codes = [m.code for block in component.blocks for m in block.metrics if kind in m.applies_to]
        assert len(codes) >= 4, component.code


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.code)
def test_metric_weights_of_ordinary_firms_make_one_in_every_block(block, kind):
    assert sum(m.weight for m in block.metrics if kind in m.applies_to) == pytest.approx(1)


@pytest.mark.parametrize("component", [GROWTH, RISK], ids=lambda component: component.code)
def test_block_weights_make_one(component):
    assert sum(block.weight for block in component.blocks) == pytest.approx(1)


def test_components_weigh_what_the_scheme_says():
    assert {c.code: c.weight for c in COMPONENTS} == {"financial_health": 0.30, "growth": 0.25, "risk": 0.20}


@pytest.mark.parametrize("kind", FINANCIALS)
def test_financial_firms_are_not_asked_what_their_balance_sheets_cannot_say(kind):
    unfit = LIQUIDITY | ALTMAN | LEVERAGE | FREE_CASH_FLOW | {"beneish_m", "gross_profitability"}

    assert not asked(kind) & unfit
    assert "equity_to_assets" in asked(kind)


def test_landlords_and_utilities_are_not_asked_for_altmans_z():
    assert not (asked(FirmKind.PROPERTY) | asked(FirmKind.UTILITY)) & ALTMAN
    assert set(ORDINARY) == JUDGED_KINDS


def test_landlords_are_asked_for_funds_from_operations_instead_of_free_cash_flow():
    assert not asked(FirmKind.PROPERTY) & (LIQUIDITY | FREE_CASH_FLOW)
    assert {"ffo_payout", "operating_cash_stability"} <= asked(FirmKind.PROPERTY)


@pytest.mark.parametrize(("kind", "own"), OWN.items())
def test_a_kind_of_firm_has_questions_of_its_own(kind, own):
    others = set().union(*(asked(other) for other in FirmKind if other is not kind))

    assert own <= asked(kind)
    assert not own & others


@pytest.mark.parametrize(
    ("kind", "code"), [(kind, code) for kind, codes in ANCHORS.items() for code in codes]
)
def test_anchors_of_a_kind_belong_to_a_metric_it_is_asked(kind, code):
    own, usual = METRICS[code].anchors_for[kind], METRICS[code].anchors

    assert kind in METRICS[code].applies_to
    assert own.reason
    assert own.points != usual.points
    assert list(own.points) in (sorted(set(own.points)), sorted(set(own.points), reverse=True))
    assert (own.points[0] < own.points[-1]) is (usual.points[0] < usual.points[-1])


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.code)
def test_every_rule_says_why_and_whence(metric):
    points = list(metric.anchors.points)

    assert points in (sorted(set(points)), sorted(set(points), reverse=True))
    assert all((metric.anchors.reason, metric.source, metric.formula, metric.unit, metric.inputs))


def test_a_name_of_an_input_always_means_the_same():
    inputs = [wanted for metric in METRICS.values() for wanted in metric.inputs]
    by_name = {}
    for wanted in inputs:
        sums = getattr(wanted, "sums", None) or (wanted.field, wanted.step, wanted.longest)
        moment = (getattr(wanted, "years_back", None), getattr(wanted, "quarters_back", None))
        by_name.setdefault(wanted.name, set()).add((wanted.origin, sums, moment))

    assert {name: meanings for name, meanings in by_name.items() if len(meanings) > 1} == {}
