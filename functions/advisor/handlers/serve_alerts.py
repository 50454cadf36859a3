"""Alerts and the inbox: what a user wants to be told, and what they were told."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from functions.advisor import wiring
from functions.advisor.adapters import asset_reads
from functions.advisor.adapters.notification_table import of_id
from functions.advisor.adapters.public_addresses import AddressRefused, host_and_port
from functions.advisor.domain import alerts
from functions.advisor.domain.alerts import Alert
from functions.advisor.domain.delivery import WEBHOOK
from functions.advisor.domain.occasions import Occasion, notification
from functions.runtime import api, pages
from functions.runtime.contract import FieldProblem

PATH = "/api/v1/alerts"
SECRET_BYTES = 32
TOLD = ("alert_id", "alert_type", "symbol", "title", "reasons", "link", "seen_at", "created_at", "read_at")
DELIVERY = ("channel", "state", "attempts", "reason", "changed_at")


def list_alerts(request: api.Request) -> api.Answer:
    held = wiring.alerts().of(request.user_id)
    return api.Answer(200, {"items": [alerts.document(alert) for alert in held]})


def create_alert(request: api.Request) -> api.Answer:
    asked = request.body
    if ("asset_id" in asked) == ("watchlist_id" in asked):
        raise _unfit({"asset_id": "name either this or a watchlist_id"})
    empty = Alert(
        user_id=request.user_id,
        alert_id=str(uuid4()),
        alert_type=asked["alert_type"],
        symbol=_symbol(asked["asset_id"]) if "asset_id" in asked else None,
        watchlist_id=asked.get("watchlist_id"),
        created_at=request.at,
        updated_at=request.at,
        version=0,
    )
    alert = _checked(empty, asked, request.at)
    if alert.watchlist_id and wiring.watchlists().get(request.user_id, alert.watchlist_id) is None:
        raise api.not_found("watchlist")
    wiring.alerts().create(alert)
    return api.Answer(201, _with_secret(empty, alert), {"Location": f"{PATH}/{alert.alert_id}"})


def get_alert(request: api.Request) -> api.Answer:
    return api.Answer(200, alerts.document(_alert(request, request.path["alert_id"])))


def change_alert(request: api.Request) -> api.Answer:
    before = _alert(request, request.path["alert_id"])
    after = _checked(before, request.body, request.at)
    wiring.alerts().change(before, after)
    return api.Answer(200, _with_secret(before, after))


def delete_alert(request: api.Request) -> api.Answer:
    if not wiring.alerts().delete(request.user_id, request.path["alert_id"]):
        raise api.not_found("alert")
    return api.Answer(204)


def list_alert_types(_request: api.Request) -> api.Answer:
    items = [
        {
            "alert_type": name,
            "description": kind.description,
            "conditions": [
                {"name": n, "default": b.default, "lowest": b.lowest, "highest": b.highest}
                for n, b in kind.conditions.items()
            ],
        }
        for name, kind in alerts.TYPES.items()
    ]
    return api.Answer(200, {"items": items})


def test_alert(request: api.Request) -> api.Answer:
    """Another one each time, with the same way to the user as any."""
    alert = _alert(request, request.body["alert_id"])
    occasion = Occasion(
        f"test {request.request_id}", f"A test of your {alert.alert_type} alert", ("nothing happened",)
    )
    sample = notification(alert, alert.symbol, occasion, request.at)
    wiring.alert_evaluation().tell(sample, request.at)
    return api.Answer(202, {"notification_id": sample.notification_id})


def list_notifications(request: api.Request) -> api.Answer:
    tokens, inbox = wiring.page_tokens(), wiring.notifications()
    scope = {**pages.scope(request), "user": request.user_id}
    position = pages.position(tokens, request.query["next_token"], scope)
    shown, after = inbox.page(request.user_id, after=position, limit=request.query["limit"])
    deliveries = inbox.deliveries(shown)
    items = [_told(item, deliveries.get(of_id(item), [])) for item in shown]
    return api.Answer(200, pages.document(items, after, tokens, scope))


def read_notification(request: api.Request) -> api.Answer:
    inbox = wiring.notifications()
    marked = inbox.mark_read(request.user_id, request.path["notification_id"], request.at)
    if marked is None:
        raise api.not_found("notification")
    return api.Answer(200, _told(marked, inbox.deliveries([marked]).get(of_id(marked), [])))


handler = api.operations(
    {
        "ListAlerts": list_alerts,
        "CreateAlert": create_alert,
        "GetAlert": get_alert,
        "ChangeAlert": change_alert,
        "DeleteAlert": delete_alert,
        "ListAlertTypes": list_alert_types,
        "TestAlert": test_alert,
        "ListNotifications": list_notifications,
        "ReadNotification": read_notification,
    }
)


def _alert(request: api.Request, alert_id: str) -> Alert:
    """The same answer for another's."""
    alert = wiring.alerts().get(request.user_id, alert_id)
    if alert is None:
        raise api.not_found("alert")
    return alert


def _symbol(named: str) -> str:
    return asset_reads.required(wiring.assets(), named).asset.symbol


def _checked(before: Alert, asked: Mapping[str, Any], at: str) -> Alert:
    alert = before.changed(asked, secrets.token_urlsafe(SECRET_BYTES), at)
    found = alerts.unfit(alert.alert_type, alert.conditions)
    problems = {f"conditions.{name}": what for name, what in found.items()}
    if WEBHOOK in alert.channels and alert.webhook_url is None:
        problems["webhook_url"] = "is missing: the alert goes to a webhook"
    if alert.webhook_url is not None:
        try:
            host_and_port(alert.webhook_url)
        except AddressRefused as refused:
            problems["webhook_url"] = str(refused)
    if problems:
        raise _unfit(problems)
    return alert


def _unfit(problems: Mapping[str, str]) -> api.Refused:
    count = f"{len(problems)} field{'s are' if len(problems) > 1 else ' is'}"
    details = [FieldProblem(name, what) for name, what in problems.items()]
    return api.Refused(400, "invalid_request", f"{count} not as described", details)


def _with_secret(before: Alert, after: Alert) -> dict[str, Any]:
    """Shown when it is made, and never again."""
    made = after.webhook_secret if after.webhook_secret != before.webhook_secret else None
    return {**alerts.document(after), "webhook_secret": made}


def _told(item: Mapping[str, Any], deliveries: list[dict[str, Any]]) -> dict[str, Any]:
    log = [
        {name: each.get(name) for name in DELIVERY} | {"attempts": int(each["attempts"])}
        for each in deliveries
    ]
    told = {name: item.get(name) for name in TOLD}
    return {"notification_id": of_id(item), **told, "deliveries": log}
