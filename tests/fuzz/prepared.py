"""Somebody with one of everything on a laptop that has run a market day, so that requests find something."""

import json
from dataclasses import dataclass, replace

from tests.support.orders import order_form

# The account is that of the examples of the contract.
PERSON, ACCOUNT = "fuzz", "main"
DAY, NEXT_DAY = "2026-05-27", "2026-05-28"
METRICS = ("current_ratio", "pe_ratio", "rating", "market_cap", "piotroski_f", "revenue_growth")
# More than a run asks for in a minute: what is tested is what the functions say, not that they count.
REQUESTS_PER_MINUTE = "1000000"


@dataclass(frozen=True)
class Prepared:
    url: str
    tokens: dict  # of who asks, of who takes things away, and of who leaves
    words: dict  # ids that exist, by what they name

    def alone(self):
        """Whoever makes something takes it away too, as a chain of requests does."""
        return replace(self, tokens={**self.tokens, "tidier": self.tokens[PERSON]})


def prepared(api, symbols):
    """Of a LiveApi that has these assets."""
    _open_account(api.laptop.client("lambda"))
    people = {name: api.person(name, ACCOUNT).in_session() for name in (PERSON, "tidier")}
    made = {name: _belongings(person, min(symbols)) for name, person in people.items()}
    words = {kind: [one[kind] for one in made.values()] for kind in ("watchlists", "alerts", "keys")}
    order = people[PERSON].submit(order_form(ACCOUNT, symbol=min(symbols)))
    assert order.status_code == 202, order.text
    words |= {
        "orders": [order.json()["order_id"]],
        "sessions": [person.session for person in people.values()],
        "live_sessions": [people[PERSON].session],
        "assets": sorted(symbols),
        "symbols": sorted(symbols),
        "users": ["me", PERSON],
        "accounts": [ACCOUNT],
        "metrics": METRICS,
        "days": [DAY, f"{DAY}T23:59:59Z", NEXT_DAY],
    }
    tokens = {name: api.person(name).token() for name in (*people, "leaver")}
    return Prepared(api.url, tokens, words)


def _open_account(functions):
    opened = functions.invoke(
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


def _belongings(person, symbol):
    """A profile, and one of everything; their ids."""

    def made(path, form):
        answer = person.ask("POST", path, json=form)
        assert answer.status_code == 201, answer.text
        return answer.json()

    made("/users", {"email": f"{person.name}@example.com", "first_name": "Fay", "last_name": "Uzz"})
    watchlist = made("/watchlists", {"name": "First"})["watchlist_id"]
    made(f"/watchlists/{watchlist}/assets", {"asset_id": symbol})
    key = {"name": "machine", "scopes": ["read:assets"], "expires_in_days": 1}
    return {
        "watchlists": watchlist,
        "alerts": made("/alerts", {"asset_id": symbol, "alert_type": "risk_flag"})["alert_id"],
        "keys": made("/api-keys", key)["key_id"],
    }


def lift_request_limits(functions):
    pages = functions.get_paginator("list_functions").paginate()
    for function in [each for page in pages for each in page["Functions"]]:
        variables = function.get("Environment", {}).get("Variables", {})
        if "REQUESTS_PER_MINUTE" in variables:
            raised = {**variables, "REQUESTS_PER_MINUTE": REQUESTS_PER_MINUTE}
            functions.update_function_configuration(
                FunctionName=function["FunctionName"], Environment={"Variables": raised}
            )
