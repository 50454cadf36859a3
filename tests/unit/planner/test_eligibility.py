from dataclasses import replace

import pytest

from functions.research.domain.assets import Asset
from functions.research.domain.eligibility import Ineligible, ineligible

ACME = Asset(
    symbol="ACME",
    asset_id="0d3a1f5e-0000-4000-8000-000000000001",
    name="Acme Corporation Common Stock",
    asset_class="us_equity",
    exchange="NYSE",
    status="active",
    tradable=True,
    marginable=True,
    shortable=True,
    easy_to_borrow=True,
    fractionable=True,
    attributes=(),
    maintenance_margin_requirement=30.0,
)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"asset_class": "crypto"}, Ineligible.NOT_EQUITY),
        ({"asset_class": "us_option"}, Ineligible.NOT_EQUITY),
        ({"status": "inactive"}, Ineligible.INACTIVE),
        ({"tradable": False}, Ineligible.UNTRADABLE),
        ({"exchange": "ARCA"}, Ineligible.FUND),
        ({"symbol": "ACME.PRB"}, Ineligible.PREFERRED),
        ({"symbol": "ACME.PR"}, Ineligible.PREFERRED),
        ({"symbol": "ACME.WS"}, Ineligible.WARRANT),
        ({"symbol": "ACME.RT"}, Ineligible.RIGHT),
    ],
)
def test_what_the_broker_says_of_an_asset_rules_it_out(changed, reason):
    assert ineligible(replace(ACME, **changed)) is reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Acme Large Cap Growth ETF", Ineligible.FUND),
        ("Acme Gold 3x Leveraged ETN", Ineligible.FUND),
        ("Acme Municipal Income Fund, Inc. Common Stock", Ineligible.FUND),
        ("Daily Semiconductor Bull 3X Shares", Ineligible.FUND),
        ("Acme Corp 6.25% Series A Cumulative Redeemable Preferred Stock", Ineligible.PREFERRED),
        ("Acme Ltd 7.00% Perpetual Non-Cumulative Preference Shares, Series E", Ineligible.PREFERRED),
        ("Acme Partners LP Series B Preferred Units", Ineligible.PREFERRED),
        ("Acme Corporation $4.50 Cumulative Preferred", Ineligible.PREFERRED),
        ("Acme Corp 5.875% Junior Subordinated Notes due 2078", Ineligible.DEBT),
        ("Acme Power LLC First Mortgage Bonds, 5.0% Series due December 1, 2052", Ineligible.DEBT),
        ("Acme Trust I 7.50% Capital Securities", Ineligible.DEBT),
        ("Acme Acquisition Corp. II Unit", Ineligible.UNIT),
        ("Acme Acquisition Corp. Units, each consisting of one share and one warrant", Ineligible.UNIT),
        ("Acme Acquisition Corp. Warrant", Ineligible.WARRANT),
        ("Acme Inc. Warrants to purchase Common Stock", Ineligible.WARRANT),
        ("Acme Acquisition Corp. Right", Ineligible.RIGHT),
        ("Acme Pharma Contingent Value Rights", Ineligible.RIGHT),
    ],
)
def test_what_is_no_company_is_recognised_by_its_name(name, reason):
    assert ineligible(replace(ACME, name=name)) is reason


@pytest.mark.parametrize(
    "name",
    [
        "Acme Corporation Common Stock",
        "Preferred Bank Common Stock",
        "Acme Energy L.P. Common Units representing Limited Partner Interests",
        "Acme Oil Royalty Trust Units",
        "Acme Realty Trust, Inc.",
        "Acme S.A. American Depositary Shares, each representing the right to receive ten shares",
        "Wright Brothers Unitech Inc.",
        "Fundamental Notebook Company",
        "Bond Street Brands Inc.",
        "",
    ],
)
def test_companies_are_not_ruled_out_by_a_word_in_their_name(name):
    assert ineligible(replace(ACME, name=name)) is None
