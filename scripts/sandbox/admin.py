"""The sandbox's own path: what it serves, what was called, and which plans and faults it is to play."""

import json
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from scripts.sandbox.access_keys import BadPlan, fingerprint
from scripts.sandbox.data_folder import DataFileUnreadable
from scripts.sandbox.faults import BadFault
from scripts.sandbox.providers import Providers
from scripts.sandbox.wire import Request, Response, as_json

PREFIX = "/_sandbox/"
_NOTHING = Response(HTTPStatus.NO_CONTENT, b"")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


class BadAdminRequest(ValueError):
    """The admin request cannot be read; the message says what is expected."""


def answer(request: Request, providers: Providers) -> Response:
    resource, *rest = request.path.removeprefix(PREFIX).split("/")
    if (request.method, resource) not in _ROUTES or bool(rest) != (resource == "plans"):
        return as_json({"message": f"no {request.method} {request.path}"}, HTTPStatus.NOT_FOUND)
    try:
        return _ROUTES[request.method, resource](request, providers)
    except (BadAdminRequest, BadFault, BadPlan, DataFileUnreadable) as bad:
        return as_json({"message": str(bad)}, HTTPStatus.UNPROCESSABLE_ENTITY)


def _health(_: Request, providers: Providers) -> Response:
    day = providers.folder.default_day()
    return as_json(
        {
            "status": "ok",
            "sandbox": "signal9",
            "dir": str(providers.folder.root),
            "day": day.isoformat() if day else None,
        }
    )


def _calls(request: Request, providers: Providers) -> Response:
    query = request.query
    key = query.get("key")
    if key and not _FINGERPRINT.fullmatch(key):
        key = fingerprint(key)
    try:
        since = float(query.get("since") or 0)
    except ValueError as cause:
        raise BadAdminRequest(f"since is {query['since']!r}: expected epoch seconds") from cause
    return as_json(providers.calls.select(key or None, since))


def _forget_calls(_: Request, providers: Providers) -> Response:
    providers.forget_calls()
    return _NOTHING


def _register_plan(request: Request, providers: Providers) -> Response:
    plan = providers.plans.register(request.path.removeprefix(f"{PREFIX}plans/"), _document(request))
    return as_json(
        {
            "callsPerMinute": plan.calls_per_minute,
            "callsPerDay": plan.calls_per_day,
            "spacingSeconds": plan.spacing_seconds,
            "transcripts": plan.transcripts,
        }
    )


def _plant_fault(request: Request, providers: Providers) -> Response:
    return as_json(providers.faults.plant(_document(request)), HTTPStatus.CREATED)


def _list_faults(_: Request, providers: Providers) -> Response:
    return as_json(providers.faults.described())


def _forget_faults(_: Request, providers: Providers) -> Response:
    providers.faults.forget()
    return _NOTHING


def _serve_from(request: Request, providers: Providers) -> Response:
    document = _document(request)
    if not isinstance(document, dict) or not isinstance(document.get("dir"), str):
        raise BadAdminRequest('expected {"dir": "path of a data folder"}')
    providers.serve_from(Path(document["dir"]))
    return _health(request, providers)


def _document(request: Request) -> Any:
    try:
        return json.loads(request.body)
    except ValueError as cause:
        raise BadAdminRequest(f"the body is not JSON: {cause}") from cause


_ROUTES: dict[tuple[str, str], Callable[[Request, Providers], Response]] = {
    ("GET", "health"): _health,
    ("GET", "calls"): _calls,
    ("DELETE", "calls"): _forget_calls,
    ("PUT", "plans"): _register_plan,
    ("POST", "faults"): _plant_fault,
    ("GET", "faults"): _list_faults,
    ("DELETE", "faults"): _forget_faults,
    ("PUT", "data"): _serve_from,
}
