"""Is the company in better shape than a year ago? Nine yes-or-no signals (Piotroski 2000)."""

from collections.abc import Callable
from dataclasses import dataclass

from functions.research.domain.rating.declaration import Block, Judged, Metric, Missing, Outcome, Values
from functions.research.domain.rating.reported import (
    ASSETS,
    ASSETS_BEFORE_PRIOR,
    ASSETS_PRIOR,
    CURRENT_ASSETS,
    CURRENT_ASSETS_PRIOR,
    CURRENT_LIABILITIES,
    CURRENT_LIABILITIES_PRIOR,
    GROSS_PROFIT,
    GROSS_PROFIT_PRIOR,
    LONG_TERM_DEBT,
    LONG_TERM_DEBT_PRIOR,
    NET_INCOME,
    NET_INCOME_PRIOR,
    OPERATING_CASH_FLOW,
    REVENUE,
    REVENUE_PRIOR,
    SHARES,
    SHARES_PRIOR,
)
from functions.research.domain.rating.scoring import WORST, Anchors

SIGNAL_COUNT = 9
# Two thirds: with fewer signals the count says more about the data than about the company.
FEWEST_SIGNALS = 6
# A count this low marks the weak end of Piotroski's sample.
WEAK_F = 3.0


@dataclass(frozen=True, slots=True)
class Signal:
    """`holds` may be asked once all of `reads` is there and all of `divides_by` is positive."""

    name: str
    reads: tuple[str, ...]
    divides_by: tuple[str, ...]
    holds: Callable[[Values], bool]


def _return_on_opening_assets(v: Values) -> float:
    return v["net_income"] / v["total_assets_prior"]


def _rising_return(v: Values) -> bool:
    return _return_on_opening_assets(v) > v["net_income_prior"] / v["total_assets_before_prior"]


def _cash_above_profit(v: Values) -> bool:
    return v["operating_cashflow"] / v["total_assets_prior"] > _return_on_opening_assets(v)


def _falling_leverage(v: Values) -> bool:
    now = v["long_term_debt"] / (v["total_assets"] + v["total_assets_prior"])
    before = v["long_term_debt_prior"] / (v["total_assets_prior"] + v["total_assets_before_prior"])
    return now < before


def _rising_current_ratio(v: Values) -> bool:
    now = v["total_current_assets"] / v["total_current_liabilities"]
    return now > v["total_current_assets_prior"] / v["total_current_liabilities_prior"]


def _rising_gross_margin(v: Values) -> bool:
    return v["gross_profit"] / v["total_revenue"] > v["gross_profit_prior"] / v["total_revenue_prior"]


def _rising_turnover(v: Values) -> bool:
    now = v["total_revenue"] / v["total_assets_prior"]
    return now > v["total_revenue_prior"] / v["total_assets_before_prior"]


OPENING_ASSETS = ("total_assets_prior", "total_assets_before_prior")
SIGNALS = (
    Signal("profit", ("net_income",), (), lambda v: v["net_income"] > 0),
    Signal("cash from operations", ("operating_cashflow",), (), lambda v: v["operating_cashflow"] > 0),
    Signal("return on assets up", ("net_income", "net_income_prior"), OPENING_ASSETS, _rising_return),
    Signal(
        "more cash than profit", ("operating_cashflow", "net_income"), OPENING_ASSETS[:1], _cash_above_profit
    ),
    Signal(
        "long-term debt down",
        ("long_term_debt", "long_term_debt_prior"),
        ("total_assets", *OPENING_ASSETS),
        _falling_leverage,
    ),
    Signal(
        "current ratio up",
        ("total_current_assets", "total_current_assets_prior"),
        ("total_current_liabilities", "total_current_liabilities_prior"),
        _rising_current_ratio,
    ),
    Signal(
        "no shares issued",
        ("common_stock_shares_outstanding", "common_stock_shares_outstanding_prior"),
        (),
        lambda v: v["common_stock_shares_outstanding"] <= v["common_stock_shares_outstanding_prior"],
    ),
    Signal(
        "gross margin up",
        ("gross_profit", "gross_profit_prior"),
        ("total_revenue", "total_revenue_prior"),
        _rising_gross_margin,
    ),
    Signal("asset turnover up", ("total_revenue", "total_revenue_prior"), OPENING_ASSETS, _rising_turnover),
)


def judge(signal: Signal, values: Values) -> bool | None:
    """None when a figure is missing or nothing can be divided by it."""
    if not all(map(values.__contains__, signal.reads)):
        return None
    for name in signal.divides_by:
        if values.get(name, 0.0) <= 0:
            return None
    return signal.holds(values)


def f_score(values: Values) -> Outcome:
    """Signals that hold, scaled to nine when some cannot be judged; 1 + 4 F / 9 as a score."""
    verdicts = {signal.name: judge(signal, values) for signal in SIGNALS}
    known = [verdict for verdict in verdicts.values() if verdict is not None]
    if len(known) < FEWEST_SIGNALS:
        return Missing(_first_absent(values))
    share_held = sum(known) / len(known)
    failed = ", ".join(name for name, verdict in verdicts.items() if verdict is False)
    note = f"not: {failed}" if failed else "all signals hold"
    score, share = WORST + 4 * share_held, len(known) / SIGNAL_COUNT
    return Judged(score, note, SIGNAL_COUNT * share_held, share, by_anchors=True)


def _first_absent(values: Values) -> str:
    for signal in SIGNALS:
        for name in (*signal.reads, *signal.divides_by):
            if values.get(name, 0.0) == 0.0:
                return name
    return "f_score_signals"


PIOTROSKI_F = Metric(
    code="piotroski_f",
    name="Piotroski F-score",
    weight=1.0,
    unit="of nine",
    formula="one point each: net income > 0; operating cash flow > 0; return on opening assets up; operating"
    " cash flow above net income; long-term debt over mean assets down; current ratio up; no shares issued;"
    " gross margin up; revenue over opening assets up. Scaled to nine when at least six can be judged",
    inputs=tuple(
        figure.optional()
        for figure in (
            NET_INCOME,
            NET_INCOME_PRIOR,
            OPERATING_CASH_FLOW,
            ASSETS,
            ASSETS_PRIOR,
            ASSETS_BEFORE_PRIOR,
            LONG_TERM_DEBT,
            LONG_TERM_DEBT_PRIOR,
            CURRENT_ASSETS,
            CURRENT_ASSETS_PRIOR,
            CURRENT_LIABILITIES,
            CURRENT_LIABILITIES_PRIOR,
            SHARES,
            SHARES_PRIOR,
            GROSS_PROFIT,
            GROSS_PROFIT_PRIOR,
            REVENUE,
            REVENUE_PRIOR,
        )
    ),
    measure=f_score,
    anchors=Anchors((0.0, 2.25, 4.5, 6.75, 9.0), "a straight line: every signal weighs the same"),
    source="Piotroski 2000, Journal of Accounting Research 38 (supplement)",
)

PIOTROSKI = Block("piotroski", "Improvement over a year", 0.15, (PIOTROSKI_F,))
