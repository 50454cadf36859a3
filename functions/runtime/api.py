"""One operation of the API: who asks, what is asked, and the one place where a fault becomes an answer."""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, wraps
from typing import Any

from functions.runtime import answers, contract, log, metrics
from functions.runtime.contract import FieldProblem, Operation
from functions.runtime.request_limits import RequestCounts, counts_of_this_environment

BODY_BYTES = 16_384
SKEW_SECONDS = 30


# Both fit 64 bits; a number may have all the digits that a program's shortest text of it has.
_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}([.][0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


class Refused(Exception):
    """An answer that is not the one hoped for: `code` is what a program acts on."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details = details
        self.headers = headers or {}


def not_found(what: str) -> Refused:
    """The same for what does not exist and for what is somebody else's."""
    return Refused(404, "not_found", f"no such {what}")


@dataclass(frozen=True, slots=True)
class Request:
    operation: Operation
    request_id: str
    user_id: str
    scopes: frozenset[str]
    api_key_id: str | None  # None: a person's token
    path: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, str]  # names in lower case
    body: Any
    raw_body: str
    now: float  # epoch seconds, of the gateway

    @property
    def at(self) -> str:
        return datetime.fromtimestamp(int(self.now), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    document: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    max_age_seconds: int | None = None  # how long a caller may keep it, for what is the same for everybody


Respond = Callable[[Request], Answer]
Handler = Callable[[dict[str, Any], object], dict[str, Any]]


def operation(name: str) -> Callable[[Respond], Handler]:
    """Makes a Lambda handler of a function from a checked request to an answer."""

    def make(respond: Respond) -> Handler:
        @wraps(respond)
        def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
            return _answered(name, respond, event)

        return handler

    return make


def operations(answered_by: Mapping[str, Respond]) -> Handler:
    """Makes one Lambda handler of several operations: the route the gateway matched says which is asked."""

    def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
        name = contract.routes()[event["httpMethod"], event["resource"]]
        return _answered(name, answered_by[name], event)

    return handler


def _answered(name: str, respond: Respond, event: dict[str, Any]) -> dict[str, Any]:
    began = time.monotonic()
    request_id = event["requestContext"]["requestId"]
    log.correlate(request_id)
    limits: dict[str, str] = {}
    try:
        limits |= _allowance(name, event)
        answer = respond(_checked(name, event))
    except Refused as refused:
        answer = _refusal(refused, request_id)
    except Exception as fault:  # noqa: BLE001  the edge: a caller is told nothing of our faults
        log.failure("request_failed", fault, operation=name, request_id=request_id)
        answer = _refusal(Refused(500, "internal_error", "a fault of ours"), request_id)
    log.event(
        "request_answered",
        operation=name,
        status=answer.status,
        request_id=request_id,
        user=_claims(event).get("principalId"),
        milliseconds=round((time.monotonic() - began) * 1000, 1),
    )
    told = {**limits, "X-Request-Id": request_id, **answer.headers}
    return answers.sent(event, answer.status, answer.document, told, max_age_seconds=answer.max_age_seconds)


@cache
def _counts(_of: str) -> RequestCounts:
    return counts_of_this_environment()


def _allowance(name: str, event: Mapping[str, Any]) -> dict[str, str]:
    """Headers that tell a user what is left of this minute; of a key and its user what is less."""
    claims, now = _claims(event), event["requestContext"]["requestTimeEpoch"] / 1000
    if contract.operations()[name].is_public or not claims.get("principalId"):
        return {}
    found = [_counts("users").counted(claims["principalId"], now)]
    if "api_key_id" in claims:
        limit = claims.get("requests_per_minute")
        found.append(_counts("keys").counted(claims["api_key_id"], now, int(limit) if limit else None))
    allowance = min(found, key=lambda one: (not one.is_spent, one.remaining))
    if allowance.is_spent:
        told = f"more than {allowance.limit} requests in a minute"
        metrics.measured("request_refused_for_haste", {"RequestsRefusedForHaste": 1}, operation=name)
        raise Refused(429, "too_many_requests", told, headers=allowance.headers())
    return allowance.headers()


def _checked(name: str, event: Mapping[str, Any]) -> Request:
    asked = contract.operations()[name]
    claims, now = _claims(event), event["requestContext"]["requestTimeEpoch"] / 1000
    if not asked.is_public:
        _authorise(asked, claims, now)
    headers = {key.lower(): value for key, value in (event.get("headers") or {}).items()}
    raw = event.get("body") or ""
    path, query = event.get("pathParameters") or {}, event.get("queryStringParameters") or {}
    problems: list[FieldProblem] = []
    given = {"path": path, "query": query, "header": headers}
    values = {where: _parameters(asked, where, given[where], problems) for where in given}
    body = _body(asked, raw, headers, problems)
    if problems:
        count = f"{len(problems)} field{'s are' if len(problems) > 1 else ' is'}"
        raise Refused(400, "invalid_request", f"{count} not as described", problems)
    return Request(
        operation=asked,
        request_id=event["requestContext"]["requestId"],
        user_id=str(claims.get("principalId", "")),
        scopes=_scopes(claims),
        api_key_id=claims.get("api_key_id"),
        path=values["path"],
        query=values["query"],
        headers=headers,
        body=body,
        raw_body=raw,
        now=now,
    )


def _claims(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return event["requestContext"].get("authorizer") or {}


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(claims.get("scope", "")).split())


def _authorise(asked: Operation, claims: Mapping[str, Any], now: float) -> None:
    if not claims.get("principalId") or now > float(claims.get("expires_at", 0)) + SKEW_SECONDS:
        raise Refused(401, "unauthorized", "the access token or key is missing or has expired")
    if "api_key_id" in claims and not asked.takes_keys:
        raise Refused(403, "person_needed", "this is for a person's token, not for an API key")
    missing = sorted(asked.scopes - _scopes(claims))
    if missing:
        raise Refused(403, "missing_scope", f"the access token lacks {', '.join(missing)}")


def _parameters(
    asked: Operation, where: str, given: Mapping[str, str], problems: list[FieldProblem]
) -> dict[str, Any]:
    described = {parameter["name"]: parameter for parameter in asked.parameters if parameter["in"] == where}
    if where == "query":
        problems += [
            FieldProblem(name, "is not a parameter of this request")
            for name in given
            if name not in described
        ]
    values = {}
    for name, parameter in described.items():
        key = name.lower() if where == "header" else name
        if key not in given:
            if parameter.get("required"):
                problems.append(FieldProblem(name, "is missing"))
            values[name] = parameter["schema"].get("default")
            continue
        values[name] = _typed(given[key], parameter["schema"])
        found = contract.checker(parameter["schema"])(values[name])
        problems += [FieldProblem(name, problem.message) for problem in found]
    return values


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "boolean":
        return _BOOLEANS.get(text, text)
    return float(text) if kind == "number" and _NUMBER.fullmatch(text) else text


def _body(asked: Operation, raw: str, headers: Mapping[str, str], problems: list[FieldProblem]) -> Any:
    if asked.body is None:
        return None
    if len(raw.encode()) > BODY_BYTES:
        raise Refused(413, "body_too_large", f"got {len(raw.encode())} bytes, at most {BODY_BYTES} are read")
    if (
        headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        != "application/json"
    ):
        raise Refused(415, "unsupported_media_type", "the body must be application/json")
    try:
        body = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
        # Half of a surrogate pair can be written in JSON, and stored nowhere.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as unreadable:
        problems.append(FieldProblem("body", f"is not JSON: {unreadable}"))
        return None
    problems += asked.body_problems(body)
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name given twice would be read differently here and elsewhere."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def _refusal(refused: Refused, request_id: str) -> Answer:
    error = {
        "code": refused.code,
        "message": str(refused),
        "details": [problem.document() for problem in refused.details],
        "requestId": request_id,
    }
    return Answer(refused.status, {"error": error}, refused.headers)
