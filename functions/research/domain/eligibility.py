"""Which listed assets are companies that publish statements, before a call is spent on finding out."""

import re
from enum import StrEnum, unique

from functions.research.domain.assets import Asset


@unique
class Ineligible(StrEnum):
    NOT_EQUITY = "not_equity"
    INACTIVE = "inactive"
    UNTRADABLE = "untradable"
    FUND = "fund"
    PREFERRED = "preferred"
    DEBT = "debt"
    UNIT = "unit"
    WARRANT = "warrant"
    RIGHT = "right"


# Nothing but exchange-traded products is listed there.
_FUND_EXCHANGES = {"ARCA", "NYSEARCA"}
_SYMBOL_ENDINGS = (
    (Ineligible.PREFERRED, re.compile(r"\.PR[A-Z]?$")),
    (Ineligible.WARRANT, re.compile(r"\.WS[A-Z]?$")),
    (Ineligible.RIGHT, re.compile(r"\.RT$")),
)
# In the order asked: a unit names the warrant inside it, a preferred share may be due like a note.
_NAMED = tuple(
    (reason, re.compile(words, re.IGNORECASE))
    for reason, words in (
        (
            Ineligible.FUND,
            r"\b(ETFs?|ETNs?|funds?|exchange[- ]traded|iShares|ProShares|SPDR|iPath)\b|\b[23]X shares\b",
        ),
        # Followed by what it is: Preferred Bank is a bank.
        (
            Ineligible.PREFERRED,
            r"\b(preferred|preference)\b(\W*$|,? (stock|share|securit|unit|series|depositary|class))",
        ),
        (
            Ineligible.DEBT,
            r"\b(notes?|debentures?|bonds?)\b.*\bdue\b|% .*\b(notes?|debentures?|bonds?|securities)\b",
        ),
        # Common units of a partnership and units of a royalty trust are their shares.
        (
            Ineligible.UNIT,
            r"(?<!common )(?<!partnership )(?<!depositary )(?<!trust )\bunits?\b(\W*$|,? (each|consist))",
        ),
        (Ineligible.WARRANT, r"\bwarrants?\b"),
        # Not the right to receive shares that every depositary share is.
        (Ineligible.RIGHT, r"\brights?\b(\W*$|,? each|,? \(expiring)"),
    )
)


def ineligible(asset: Asset) -> Ineligible | None:
    """The first reason not to collect the asset.

    Names do not give every fund away: one that passes costs a call a month, and the answer says what it is.
    """
    if asset.asset_class != "us_equity":
        return Ineligible.NOT_EQUITY
    if asset.status != "active":
        return Ineligible.INACTIVE
    if not asset.tradable:
        return Ineligible.UNTRADABLE
    if asset.exchange in _FUND_EXCHANGES:
        return Ineligible.FUND
    endings = (reason for reason, ending in _SYMBOL_ENDINGS if ending.search(asset.symbol))
    names = (reason for reason, words in _NAMED if words.search(asset.name))
    return next(endings, None) or next(names, None)
