"""The moment a reader asks about: what was known then."""

from datetime import datetime

from functions.runtime.api import Refused, Request
from functions.runtime.contract import FieldProblem

_DAY = "2026-11-20"


def as_of(request: Request) -> str:
    """ISO UTC; the end of the day where a day is given, and now where nothing is. Raises Refused."""
    return ended(request, "as_of") or request.at


def ended(request: Request, name: str) -> str | None:
    """A day or moment of the query as ISO UTC, a day as its last second; None where it is not given."""
    asked = request.query[name]
    if asked is None:
        return None
    moment = f"{asked}T23:59:59Z" if len(asked) == len(_DAY) else str(asked)
    return _existing(name, moment)


def required(request: Request, name: str) -> str:
    """The same of a parameter that the contract requires."""
    return ended(request, name) or request.at


def begun(request: Request, name: str) -> str | None:
    """The same, a day as its first second."""
    asked = request.query[name]
    if asked is None:
        return None
    moment = f"{asked}T00:00:00Z" if len(asked) == len(_DAY) else str(asked)
    return _existing(name, moment)


def _existing(name: str, moment: str) -> str:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        problem = FieldProblem(name, "is not a day or moment that there is")
        raise Refused(400, "invalid_request", "1 field is not as described", [problem]) from None
    return moment
