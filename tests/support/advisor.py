"""What users ask of the advisor's functions, and the catalogue they ask about."""

from types import SimpleNamespace
from uuid import uuid4

from boto3.dynamodb.conditions import Key

from functions.advisor.handlers import (
    finish_erasures,
    serve_alerts,
    serve_briefing,
    serve_users,
    serve_watchlists,
)
from functions.research.adapters.asset_table import AssetTable
from functions.research.domain.assets import Asset
from functions.runtime import aws
from tests.support import permissions
from tests.support.gateway import ask

STAGE = "dev"
AT = "2026-11-20T07:00:00Z"
RATED_BY = {"content_hash": "rules", "version": "1"}


def listed(symbol, name=None):
    """A row of the broker's catalogue."""
    return Asset(
        symbol=symbol,
        asset_id=f"00000000-0000-4000-8000-{abs(hash(symbol)) % 10**12:012}",
        name=name or f"{symbol} Inc.",
        asset_class="us_equity",
        exchange="NASDAQ",
        status="active",
        tradable=True,
        marginable=True,
        shortable=True,
        easy_to_borrow=True,
        fractionable=True,
        attributes=(),
        maintenance_margin_requirement=None,
    )


def person_form(email="ann@example.com", **fields):
    return {"email": email, "first_name": "Ann", "last_name": "Lee", **fields}


class Advisor:
    """Every answer as the gateway would give it, for users whom the authorizer let in, of functions that did
    nothing beyond their role."""

    def __init__(self, calls):
        self._calls = calls
        self._seen = set()

    def users(self, operation, user="ann", **asked):
        if "user_id" in asked:
            asked["path"] = {"user_id": asked.pop("user_id")}
        return self._permitted(serve_users, user, operation=operation, **asked)

    def lists(self, operation, user="ann", watchlist=None, asset=None, **asked):
        named = {"watchlist_id": watchlist, "asset_id": asset}
        asked["path"] = {name: value for name, value in named.items() if value is not None}
        return self._permitted(serve_watchlists, user, operation=operation, **asked)

    def briefing(self, operation, user="ann", **asked):
        return self._permitted(serve_briefing, user, operation=operation, **asked)

    def alerts(self, operation, user="ann", **asked):
        return self._permitted(serve_alerts, user, operation=operation, **asked)

    def sweep(self, as_of):
        """The hour's look for erasures that did not end."""
        since = len(self._calls.made)
        told = finish_erasures.handler({"as_of": as_of}, SimpleNamespace(aws_request_id=str(uuid4())))
        assert permissions.refused(finish_erasures.__name__, self._calls.made[since:], STAGE) == []
        return told

    def person(self, user="ann", **fields):
        answer = self.users("CreateUser", user, body=person_form(f"{user}@example.com", **fields))
        assert answer.status == 201, answer.text
        return answer.document

    def list(self, name="Chips", user="ann", **fields):
        answer = self.lists("CreateWatchlist", user, body={"name": name, **fields})
        assert answer.status == 201, answer.text
        return answer.document["watchlist_id"]

    def asset(self, symbol, rating=None):
        table = self.table("assets")
        asset = listed(symbol)
        AssetTable(table).put_catalogue(asset, AT)
        if rating is not None:
            rated = {"symbol": symbol, "as_of": AT, "rule_set": RATED_BY, "label": "buy", "confidence": 80}
            AssetTable(table).mark_rated({**rated, "rating": rating})
        return asset

    def table(self, name):
        return aws.table(f"signal9-{name}-{STAGE}")

    def stored(self, name, user="ann"):
        return self.table(name).query(KeyConditionExpression=Key("user_id").eq(user))["Items"]

    def everything(self):
        """Of every table of the advisor, but for the records of what was changed."""
        found = {}
        for name in ("users", "api-keys", "watchlists", "alerts", "notifications"):
            items = self.table(name).scan()["Items"]
            found[name] = [item for item in items if not str(item.get("record", "")).startswith("CHANGE#")]
        return found

    def _permitted(self, module, user, **asked):
        since = len(self._calls.made)
        answer = ask(module.handler, user, **asked)
        # Another request may have come in between, and was looked at by itself.
        made = [call for call in self._calls.made[since:] if id(call) not in self._seen]
        self._seen |= set(map(id, made))
        refused = permissions.refused(module.__name__, made, STAGE)
        assert not refused, refused
        return answer
