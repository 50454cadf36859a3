"""Amazon's certificate authorities for databases, which neither Lambda's runtime nor certifi knows."""

import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

AUTHORITIES = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
SHIPPED_AS = "functions/trading/certificates/rds.pem"
_SECONDS = 10.0


def database_certificates(kept: Path, fetch: Callable[[], str] | None = None) -> Path | None:
    """The file with them, asked for once and then kept; None without a connection to the internet."""
    if kept.exists():
        return kept
    try:
        text = (fetch or _fetch)()
        ssl.create_default_context(cadata=text)
    except (httpx.HTTPError, OSError, ValueError) as failure:
        print(
            f"signal9 build: {AUTHORITIES} did not answer with certificates ({type(failure).__name__}),"
            " so this package's desk will refuse to speak to its database;"
            " package again with a connection to the internet",
            file=sys.stderr,
        )
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    partial.write_text(text)
    partial.replace(kept)
    return kept


def _fetch() -> str:
    return httpx.get(AUTHORITIES, timeout=_SECONDS).raise_for_status().text
