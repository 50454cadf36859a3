"""How AlphaVantage says no: HTTP 200, a text under `Information` or `Error Message`, never the key.

The burst notice names the daily limit as well, as the provider's own does: whoever reads notices by the words
"per day" alone will stop for the day over one call made too soon.
"""

from http import HTTPStatus

from scripts.sandbox.access_keys import Plan
from scripts.sandbox.limits import Limit
from scripts.sandbox.wire import Response, as_json

CALENDAR_COLUMNS = (
    "symbol",
    "name",
    "reportDate",
    "fiscalDateEnding",
    "estimate",
    "currency",
    "timeOfTheDay",
)

_SITE = "https://www.alphavantage.co"
_THANKS = "Thank you for using Alpha Vantage!"
DEMO_KEY = (
    "The **demo** API key is for demo purposes only. Please claim your free API key at "
    f"({_SITE}/support/#api-key) to explore our full API offerings. It takes fewer than 20 seconds."
)
PREMIUM_ENDPOINT = (
    f"{_THANKS} This is a premium endpoint. You may subscribe to any of the premium plans at "
    f"{_SITE}/premium/ to instantly unlock all premium endpoints"
)
INVALID_NEWS_INPUTS = (
    f"Invalid inputs. Please refer to the API documentation {_SITE}/documentation#newsapi and try again."
)
MISSING_KEY = (
    "the parameter apikey is invalid or missing. Please claim your free API key on "
    f"({_SITE}/support/#api-key). It should take less than 20 seconds."
)


def limit_reached(limit: Limit, plan: Plan) -> str:
    match limit:
        case Limit.DAY:
            return (
                f"{_THANKS} Our standard API rate limit is {plan.calls_per_day} requests per day. Please "
                f"subscribe to any of the premium plans at {_SITE}/premium/ to instantly remove all daily "
                "rate limits."
            )
        case Limit.MINUTE:
            return (
                f"{_THANKS} You have reached the {plan.calls_per_minute} requests per minute limit of "
                f"your plan. Please visit {_SITE}/premium/ if you would like to target a higher API call "
                "frequency."
            )
        case Limit.BURST:
            daily = f" ({plan.calls_per_day} requests per day)" if plan.calls_per_day else ""
            return (
                f"{_THANKS} Please consider spreading out your free API requests more sparingly "
                f"(1 request per {_duration(plan.spacing_seconds)}). You may subscribe to any of "
                f"the premium plans at {_SITE}/premium/ to lift the free key rate limit{daily}, raise the "
                "per-second burst limit, and instantly unlock all premium endpoints"
            )


def _duration(seconds: float) -> str:
    return "second" if seconds == 1 else f"{seconds:g} seconds"


def information(function: str, text: str) -> Response:
    """The calendar's CSV writer spells the word `Information` across its columns."""
    if function == "EARNINGS_CALENDAR":
        return calendar_csv([",".join("Information"[: len(CALENDAR_COLUMNS)])])
    return as_json({"Information": text})


def error_message(text: str) -> Response:
    return as_json({"Error Message": text})


def invalid_call(function: str) -> Response:
    return error_message(
        f"Invalid API call. Please retry or visit the documentation ({_SITE}/documentation/) for {function}."
    )


def unavailable(status: int) -> Response:
    page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    return Response(status, page.encode(), "text/html")


def calendar_csv(lines: list[str]) -> Response:
    body = "".join(f"{line}\r\n" for line in (",".join(CALENDAR_COLUMNS), *lines))
    disposition = ("Content-Disposition", "attachment; filename=earnings_calendar.csv")
    return Response(HTTPStatus.OK, body.encode(), "application/x-download", (disposition,))
