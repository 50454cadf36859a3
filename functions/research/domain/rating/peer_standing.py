"""How does the company stand among others of its industry and size?"""

from functions.research.domain.rating.declaration import (
    EVERY_FIRM,
    NON_FINANCIAL,
    Block,
    Component,
    FirmKind,
    Input,
    Metric,
    NotApplicable,
    Outcome,
    Source,
    Values,
)
from functions.research.domain.rating.scoring import Anchors

CHEAPER_IS_BETTER = Anchors(
    (1.0, 0.75, 0.5, 0.25, 0.0), "1 + 4 x (1 - rank): the cheapest of its peers scores 5"
)
MORE_IS_BETTER = Anchors((0.0, 0.25, 0.5, 0.75, 1.0), "1 + 4 x rank: the best of its peers scores 5")
VALUATION_SOURCE = (
    "Liu, Nissim and Thomas 2002, Equity Valuation Using Multiples, J. Accounting Research 40(1)"
)
QUALITY_SOURCE = "Asness, Frazzini and Pedersen 2019, Quality Minus Junk, Review of Accounting Studies 24"


def _rank(
    code: str, name: str, anchors: Anchors, source: str, applies_to: frozenset[FirmKind] = EVERY_FIRM
) -> Metric:
    rank = f"{code}_percentile"

    def measure(values: Values) -> Outcome:
        return values[rank] if 0 <= values[rank] <= 1 else NotApplicable("OUT_OF_RANGE")

    return Metric(
        code=code,
        name=f"{name}, rank among peers",
        weight=0.25,
        unit="percent",
        formula=f"(peers with a lower {code} + half of those with an equal one) / peers with one",
        inputs=(Input(rank, Source.PEERS, ((rank,),)),),
        measure=measure,
        anchors=anchors,
        source=source,
        period="newest profiles, up to 120 days old",
        applies_to=applies_to,
    )


def _multiple(code: str, name: str, applies_to: frozenset[FirmKind] = EVERY_FIRM) -> Metric:
    return _rank(code, name, CHEAPER_IS_BETTER, VALUATION_SOURCE, applies_to)


def _quality(code: str, name: str) -> Metric:
    return _rank(code, name, MORE_IS_BETTER, QUALITY_SOURCE)


# Debt is a bank's raw material and interest its sales: neither belongs in its multiples.
VALUATION = Block(
    "valuation",
    "Valuation",
    0.5,
    (
        _multiple("pe_ratio", "Price to earnings"),
        _multiple("price_to_book", "Price to book"),
        _multiple("ev_to_ebitda", "Enterprise value to EBITDA", NON_FINANCIAL),
        _multiple("price_to_sales", "Price to sales", NON_FINANCIAL),
    ),
)
QUALITY = Block(
    "quality",
    "Quality",
    0.5,
    (
        _quality("return_on_equity", "Return on equity"),
        _quality("return_on_assets", "Return on assets"),
        _quality("net_margin", "Net margin"),
        _quality("revenue_cagr_3y", "Three-year revenue growth"),
    ),
)

PEERS = Component("peers", "Peers", 0.10, (VALUATION, QUALITY))
