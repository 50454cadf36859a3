"""One company, two spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.research.adapters.alpha_vantage.symbols import canonical, vendor
from functions.research.domain.symbols import SYMBOL


@pytest.mark.parametrize(
    ("broker", "provider"),
    [
        ("IBM", "IBM"),
        ("BRK.B", "BRK-B"),
        ("ABR.PRD", "ABR-PD"),
        ("CTA.PRA", "CTA-PA"),
        ("AILI.PR", "AILI-P"),
        ("GME.WS", "GME-WS"),
        ("ACH.U", "ACH-U"),
    ],
)
def test_the_two_spellings_of_a_symbol_lead_to_each_other(broker, provider):
    assert vendor(broker) == provider
    assert canonical(provider) == broker


@pytest.mark.parametrize(
    ("provider", "broker"), [("ABR-P-D", "ABR.PRD"), ("ACH-WS-A", "ACH.WSA"), (" ibm ", "IBM")]
)
def test_the_listings_own_spellings_are_understood(provider, broker):
    assert canonical(provider) == broker


@given(st.from_regex(r"[A-Z]{1,5}(\.(A|B|C|U|WS|WSA|RT|PR[A-Z]?))?", fullmatch=True))
def test_a_symbol_comes_back_from_the_provider_as_it_went(symbol):
    assert canonical(vendor(symbol)) == symbol
    assert canonical(symbol) == symbol
    assert vendor(vendor(symbol)) == vendor(symbol)


@pytest.mark.parametrize(
    ("symbol", "is_one"),
    [
        ("A", True),
        ("ABCDEF", True),
        ("ABCDEFG", False),
        ("BRK.B", True),
        ("ABR.PRD", True),
        ("BTC/USD", True),
        ("A.ABCDEF", False),
        ("ibm", False),
        ("IBM\n", False),
        ("", False),
        (".B", False),
        ("CNH_OLD", False),
    ],
)
def test_a_symbol_has_six_letters_and_perhaps_a_suffix(symbol, is_one):
    assert bool(SYMBOL.fullmatch(symbol)) is is_one
