"""Watchlists: lists of assets in their user's order, with what they are rated now."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from functions.advisor import wiring
from functions.advisor.domain import watchlists
from functions.advisor.domain.watchlists import (
    AssetHeld,
    AssetNotHeld,
    ListFull,
    OrderIncomplete,
    Watchlist,
    average_rating,
)
from functions.research.adapters.asset_table import HeldAsset
from functions.runtime import api
from functions.runtime.contract import FieldProblem

PATH = "/api/v1/watchlists"


def list_watchlists(request: api.Request) -> api.Answer:
    held = wiring.watchlists().of(request.user_id)
    assets = _assets(held.lists)
    return api.Answer(200, {"items": [_summary(one, held.default_id, assets) for one in held.lists]})


def create_watchlist(request: api.Request) -> api.Answer:
    asked = request.body
    watchlist = Watchlist(
        watchlist_id=str(uuid4()),
        name=_name(asked["name"]),
        description=asked.get("description", ""),
        assets=(),
        created_at=request.at,
        updated_at=request.at,
    )
    wiring.watchlists().create(request.user_id, watchlist, is_default=asked.get("is_default", False))
    answer = _answer(request, watchlist.watchlist_id, 201)
    return api.Answer(201, answer.document, {"Location": f"{PATH}/{watchlist.watchlist_id}"})


def get_watchlist(request: api.Request) -> api.Answer:
    return _answer(request, request.path["watchlist_id"])


def change_watchlist(request: api.Request) -> api.Answer:
    asked, watchlist_id = request.body, request.path["watchlist_id"]
    name = _name(asked["name"]) if "name" in asked else None
    changed = wiring.watchlists().describe(
        request.user_id,
        watchlist_id,
        lambda before: before.described(name, asked.get("description"), request.at),
        make_default=asked.get("is_default", False),
    )
    return _answer(request, _required(changed).watchlist_id)


def delete_watchlist(request: api.Request) -> api.Answer:
    if not wiring.watchlists().delete(request.user_id, request.path["watchlist_id"]):
        raise api.not_found("watchlist")
    return api.Answer(204)


def add_asset(request: api.Request) -> api.Answer:
    _required(wiring.watchlists().get(request.user_id, request.path["watchlist_id"]))
    symbol = _asset(request.body["asset_id"]).asset.symbol
    try:
        _change(request, lambda before: before.with_asset(symbol, request.at))
    except AssetHeld:
        raise api.Refused(409, "asset_held", f"the list has {symbol}") from None
    except ListFull:
        told = f"a list has at most {watchlists.MOST_ASSETS} assets"
        raise api.Refused(409, "list_full", told) from None
    return _answer(request, request.path["watchlist_id"], 201)


def remove_asset(request: api.Request) -> api.Answer:
    named = request.path["asset_id"]
    held = _required(wiring.watchlists().get(request.user_id, request.path["watchlist_id"]))
    symbol = named if named in held.symbols else _asset(named).asset.symbol
    try:
        _change(request, lambda before: before.without_asset(symbol, request.at))
    except AssetNotHeld:
        raise api.not_found("asset in the list") from None
    return api.Answer(204)


def order_assets(request: api.Request) -> api.Answer:
    try:
        _change(request, lambda before: before.in_order(request.body["symbols"], request.at))
    except OrderIncomplete as refused:
        problems = [FieldProblem("symbols", f"lacks {symbol}") for symbol in refused.missing]
        problems += [
            FieldProblem("symbols", f"{symbol} is not once in the list") for symbol in refused.unknown
        ]
        raise api.Refused(422, "order_incomplete", "name every asset of the list once", problems) from None
    return _answer(request, request.path["watchlist_id"])


handler = api.operations(
    {
        "ListWatchlists": list_watchlists,
        "CreateWatchlist": create_watchlist,
        "GetWatchlist": get_watchlist,
        "ChangeWatchlist": change_watchlist,
        "DeleteWatchlist": delete_watchlist,
        "AddWatchlistAsset": add_asset,
        "RemoveWatchlistAsset": remove_asset,
        "OrderWatchlist": order_assets,
    }
)


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not name:
        problem = FieldProblem("name", "is empty")
        raise api.Refused(400, "invalid_request", "1 field is not as described", [problem])
    return name


def _change(request: api.Request, change: Any) -> None:
    _required(wiring.watchlists().change(request.user_id, request.path["watchlist_id"], change))


def _required(watchlist: Watchlist | None) -> Watchlist:
    """The same answer for another's."""
    if watchlist is None:
        raise api.not_found("watchlist")
    return watchlist


def _asset(named: str) -> HeldAsset:
    assets = wiring.assets()
    asset = assets.get(named) or assets.by_asset_id(named)
    if asset is None:
        raise api.not_found("asset")
    return asset


def _assets(lists: Iterable[Watchlist]) -> Mapping[str, HeldAsset]:
    return wiring.assets().among(symbol for one in lists for symbol in one.symbols)


def _answer(request: api.Request, watchlist_id: str, status: int = 200) -> api.Answer:
    held = wiring.watchlists().of(request.user_id)
    watchlist = _required(held.find(watchlist_id))
    assets = _assets([watchlist])
    items = [_item(one, assets.get(one.symbol)) for one in watchlist.assets]
    return api.Answer(status, {**_summary(watchlist, held.default_id, assets), "assets": items})


def _summary(watchlist: Watchlist, default_id: str | None, assets: Mapping[str, HeldAsset]) -> dict[str, Any]:
    ratings = [assets[s].rating for s in watchlist.symbols if s in assets]
    return {
        "watchlist_id": watchlist.watchlist_id,
        "name": watchlist.name,
        "description": watchlist.description,
        "is_default": watchlist.watchlist_id == default_id,
        "asset_count": len(watchlist.assets),
        "average_rating": average_rating([rating for rating in ratings if rating is not None]),
        "created_at": watchlist.created_at,
        "updated_at": watchlist.updated_at,
    }


def _item(held: watchlists.Held, asset: HeldAsset | None) -> dict[str, Any]:
    """What the catalogue no longer has keeps its place in the list."""
    return {
        "symbol": held.symbol,
        "asset_id": asset.asset.asset_id if asset else None,
        "company_name": asset.asset.name if asset else None,
        "rating": asset.rating if asset else None,
        "rating_label": asset.rating_label if asset else None,
        "rated_as_of": asset.rated_as_of if asset and asset.rating_label else None,
        "added_at": held.added_at,
    }
