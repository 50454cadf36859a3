"""Somebody with one of everything on a laptop that has run a market day, so that requests find something."""

import json
from dataclasses import dataclass

from tests.support.orders import order_form

PERSON, ACCOUNT = "fuzz", "fuzz"
DAY, NEXT_DAY = "2026-05-27", "2026-05-28"
METRICS = ("current_ratio", "pe_ratio", "rating", "market_cap", "piotroski_f", "revenue_growth")
# More than a run asks for in a minute: what is tested is what the functions say, not that they count.
REQUESTS_PER_MINUTE = "1000000"


@dataclass(frozen=True)
class Prepared:
    url: str
    token: str
    words: dict  # ids that exist, by what they name


def prepared(api, symbols):
    """Of a LiveApi that has these assets."""
    opened = api.laptop.client("lambda").invoke(
        FunctionName="signal9-local-OpenAccount",
        Payload=json.dumps(
            {
                "account_id": ACCOUNT,
                "user_id": PERSON,
                "broker": "simulated",
                "deposit": {"id": "22222222-2222-4222-8222-222222222222", "amount_usd": "100000"},
            }
        ),
    )
    assert "FunctionError" not in opened, opened["Payload"].read()
    person = api.person(PERSON, ACCOUNT).in_session()
    made = _belongings(person, min(symbols))
    words = {
        "assets": sorted(symbols),
        "symbols": sorted(symbols),
        "users": ["me", PERSON],
        "sessions": [person.session],
        "accounts": [ACCOUNT],
        "metrics": METRICS,
        "days": [DAY, f"{DAY}T23:59:59Z", NEXT_DAY],
        **made,
    }
    return Prepared(api.url, person.token(), words)


def _belongings(person, symbol):
    def made(path, form, status=201):
        answer = person.ask("POST", path, json=form)
        assert answer.status_code == status, answer.text
        return answer.json()

    made("/users", {"email": "fuzz@example.com", "first_name": "Fay", "last_name": "Uzz"})
    watchlist = made("/watchlists", {"name": "First"})["watchlist_id"]
    made(f"/watchlists/{watchlist}/assets", {"asset_id": symbol})
    alert = made("/alerts", {"asset_id": symbol, "alert_type": "risk_flag"})["alert_id"]
    order = person.submit(order_form(ACCOUNT, symbol=symbol))
    assert order.status_code == 202, order.text
    return {"watchlists": [watchlist], "alerts": [alert], "orders": [order.json()["order_id"]]}


def lift_request_limits(functions):
    pages = functions.get_paginator("list_functions").paginate()
    for function in [each for page in pages for each in page["Functions"]]:
        variables = function.get("Environment", {}).get("Variables", {})
        if "REQUESTS_PER_MINUTE" in variables:
            raised = {**variables, "REQUESTS_PER_MINUTE": REQUESTS_PER_MINUTE}
            functions.update_function_configuration(
                FunctionName=function["FunctionName"], Environment={"Variables": raised}
            )
