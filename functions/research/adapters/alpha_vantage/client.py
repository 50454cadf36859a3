"""Alpha Vantage over HTTP: one call, one answer, no retries. Retrying is the caller's budget to spend."""

from collections.abc import Mapping

from functions.research.adapters import http, provider_metrics
from functions.research.adapters.alpha_vantage import symbols
from functions.research.adapters.alpha_vantage.answers import classify
from functions.research.adapters.answers import Answer, Broken

DEADLINE_SECONDS = 10.0
# The largest answers, a whole-market calendar and a thousand articles, are 3 MB.
MAX_BYTES = 16 * 1024 * 1024


class AlphaVantage:
    def __init__(self, base_url: str, api_key: str) -> None:
        self._url = f"{base_url.rstrip('/')}/query"
        self._api_key = api_key

    def fetch(self, function: str, **params: str) -> Answer:
        """`symbol` and `tickers` are canonical (BRK.B); the provider's spelling is made here."""
        query = {"function": function, **{name: _spelled(name, value) for name, value in params.items()}}
        return provider_metrics.measured("alphavantage", function, lambda: self._ask(query))

    def _ask(self, query: Mapping[str, str]) -> Answer:
        try:
            reply = http.get(
                self._url,
                {**query, "apikey": self._api_key},
                {},
                deadline_seconds=DEADLINE_SECONDS,
                max_bytes=MAX_BYTES,
            )
        except http.ProviderUnavailable as unavailable:
            return Broken(unavailable.reason)
        return classify(reply, api_key=self._api_key)


def _spelled(name: str, value: str) -> str:
    if name == "symbol":
        return symbols.vendor(value)
    if name == "tickers":
        return ",".join(symbols.vendor(ticker) for ticker in value.split(","))
    return value
