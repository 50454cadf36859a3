"""What asking the API can come to, by name. None of them holds what was sent, which may be a secret."""

from typing import Any


class ApiUnreachable(Exception):
    """No answer, or one that is not the API's."""


class ApiRefused(Exception):
    """The API's own words: code, message, the field each detail is about, and the id of the request."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        self.status = status
        self.code = str(error.get("code"))
        self.message = str(error.get("message"))
        self.details: list[dict[str, str]] = error.get("details", [])
        self.request_id = str(error.get("requestId", ""))
        fields = "".join(f"\n  {one.get('field')}: {one.get('message')}" for one in self.details)
        found_by = f", request {self.request_id}" if self.request_id else ""
        super().__init__(f"{self.code}: {self.message} (HTTP {status}{found_by}){fields}")


class InvalidRequest(ApiRefused):
    """400, 413, 415: it was not sent as the API takes it."""


class Unauthorized(ApiRefused):
    """401: no token or key, or one that is not good any more."""


class Forbidden(ApiRefused):
    """403: the token or key lacks a scope, or this is for persons only."""


class NotFound(ApiRefused):
    """404: there is none, or it is somebody else's."""


class Conflict(ApiRefused):
    """409: something stands in its way now."""


class NotAnswerable(ApiRefused):
    """422: well formed, and impossible."""


class TooManyRequests(ApiRefused):
    """429, still after waiting as long as it said."""


class Unavailable(ApiRefused):
    """5xx, still after trying again."""


_BY_STATUS: dict[int, type[ApiRefused]] = {
    400: InvalidRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: InvalidRequest,
    415: InvalidRequest,
    422: NotAnswerable,
    429: TooManyRequests,
}
_SERVER_ERRORS = 500


def refused(status: int, error: dict[str, Any]) -> ApiRefused:
    kind = _BY_STATUS.get(status, Unavailable if status >= _SERVER_ERRORS else ApiRefused)
    return kind(status, error)
