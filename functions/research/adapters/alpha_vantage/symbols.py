"""Class shares and preferreds: BRK.B and ABR.PRD are BRK-B and ABR-PD at Alpha Vantage."""

import re

_CANONICAL_PREFERRED = re.compile(r"([A-Z0-9]+)\.PR([A-Z]?)")
# The calendar writes ABR-PD, the listing ABR-P-D.
_VENDOR_PREFERRED = re.compile(r"([A-Z0-9]+)-P-?([A-Z]?)")
_VENDOR_WARRANT_SERIES = re.compile(r"([A-Z0-9]+)-WS-([A-Z])")


def vendor(symbol: str) -> str:
    """The provider's spelling of a canonical symbol; a vendor spelling stays what it is."""
    preferred = _CANONICAL_PREFERRED.fullmatch(symbol)
    if preferred:
        return f"{preferred[1]}-P{preferred[2]}"
    return symbol.replace(".", "-")


def canonical(symbol: str) -> str:
    """The broker's spelling of a vendor symbol; a canonical spelling stays what it is."""
    spelled = symbol.strip().upper()
    preferred = _VENDOR_PREFERRED.fullmatch(spelled)
    if preferred:
        return f"{preferred[1]}.PR{preferred[2]}"
    warrant = _VENDOR_WARRANT_SERIES.fullmatch(spelled)
    if warrant:
        return f"{warrant[1]}.WS{warrant[2]}"
    return spelled.replace("-", ".")
