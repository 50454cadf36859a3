import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.domain.peers import COMPARED, Profile
from functions.research.domain.sector_snapshot import (
    FIELDS,
    REVENUE_GROWTH,
    as_among,
    from_text,
    profile_of,
    revenue_growth,
    to_text,
)

FIGURES = {
    "market_capitalization": 3_000_000_000,
    "pe_ratio": 21.5,
    "price_to_book_ratio": 4.0,
    "ev_to_ebitda": 12.25,
    "price_to_sales_ratio_ttm": 2.5,
    "return_on_equity_ttm": 0.18,
    "return_on_assets_ttm": 0.07,
    "profit_margin": -0.02,
    "beta": 1.1,
}


def test_a_profile_holds_what_peers_are_compared_by(acme):
    overview = acme.overview(figures=FIGURES)

    profile = profile_of(overview, "2026-02-28", is_active=True, revenue_growth=0.05)

    assert profile == Profile(
        symbol="ACME",
        sector="Information Technology",
        industry="SOFTWARE - APPLICATION",
        market_cap=3e9,
        is_active=True,
        day="2026-02-28",
        figures={
            "pe_ratio": 21.5,
            "price_to_book": 4.0,
            "ev_to_ebitda": 12.25,
            "price_to_sales": 2.5,
            "return_on_equity": 0.18,
            "return_on_assets": 0.07,
            "net_margin": -0.02,
            "revenue_cagr_3y": 0.05,
        },
        company=None,
        payload_hash="overview-payload",
    )


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf"), 10**400])
def test_a_missing_figure_is_not_there(acme, missing):
    overview = acme.overview(figures={**FIGURES, "pe_ratio": missing, "market_capitalization": missing})

    profile = profile_of(overview, "2026-02-28", is_active=True, revenue_growth=None)

    assert "pe_ratio" not in profile.figures
    assert REVENUE_GROWTH not in profile.figures
    assert profile.market_cap is None


def test_every_figure_that_is_compared_has_a_field():
    assert {*FIELDS, REVENUE_GROWTH} == set(COMPARED)


profiles = st.builds(
    Profile,
    symbol=st.text(max_size=4),
    sector=st.just("Energy"),
    industry=st.none() | st.text(max_size=4),
    market_cap=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    is_active=st.booleans(),
    day=st.just("2026-02-28"),
    figures=st.dictionaries(st.sampled_from(COMPARED), st.floats(allow_nan=False, allow_infinity=False)),
    company=st.none() | st.just("0001"),
    payload_hash=st.text(max_size=4),
)


@given(st.lists(profiles, unique_by=lambda p: p.symbol), st.randoms())
def test_a_sector_is_read_as_it_was_written_whatever_its_order(sector, random):
    shuffled = random.sample(sector, len(sector))

    assert from_text(to_text(shuffled), "Energy") == sorted(sector, key=lambda p: p.symbol)
    assert to_text(shuffled) == to_text(sector)


def rated(*metrics, component="growth"):
    listed = [{"code": code, "value": value} for code, value in metrics]
    return {"components": [{"code": "peers", "metrics": []}, {"code": component, "metrics": listed}]}


@pytest.mark.parametrize(
    ("document", "growth"),
    [
        (rated(("eps_cagr_3y", 0.2), (REVENUE_GROWTH, 0.05)), 0.05),
        (rated((REVENUE_GROWTH, None)), None),
        # Among the peers' metrics this code is a rank.
        (rated((REVENUE_GROWTH, 0.9), component="peers"), None),
        (rated(), None),
        ({"components": []}, None),
        ({}, None),
    ],
)
def test_revenue_growth_is_read_from_a_rating(document, growth):
    assert revenue_growth(document) == growth


def test_a_company_has_the_growth_that_the_snapshot_has_of_it(company):
    universe = [company("ACME", 90.0, revenue_cagr_3y=0.05), company("BOLT", 90.0, revenue_cagr_3y=0.5)]

    assert as_among(company("ACME", 100.0, pe_ratio=9.0), universe).figures == {
        "pe_ratio": 9.0,
        "revenue_cagr_3y": 0.05,
    }
    assert as_among(company("ACME", 100.0, revenue_cagr_3y=0.1), universe).figures == {"revenue_cagr_3y": 0.1}
    assert as_among(company("NEW", 100.0), universe) == company("NEW", 100.0)
