"""One connection an execution environment: kept between invocations, opened again when it broke."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection, PreparedStatement

# A paused cluster takes up to 15 s to wake, and refuses connections meanwhile.
WAKE_SECONDS = 20.0
_PAUSE_SECONDS = 0.5
_SOCKET_SECONDS = 12.0
_MIGRATION_SECONDS = 240.0
# A worker that vanished must not hold rows longer than its timeout. Statements are planned once a connection,
# and all they look for has an index: a plan made while a table was small must not read all of it later.
_SERVER_SIDE = " ".join(
    f"-c {setting}"
    for setting in (
        "timezone=UTC",
        "statement_timeout=10s",
        "lock_timeout=8s",
        "idle_in_transaction_session_timeout=30s",
        "plan_cache_mode=force_generic_plan",
        "enable_seqscan=off",
        "enable_hashjoin=off",
        "enable_mergejoin=off",
        "jit=off",
    )
)
_CONNECTION_GONE = ("08", "57P")
NOWHERE = "none"


class DatabaseUnavailable(Exception):
    """No connection, or it broke: what was being done is either whole or not there at all, so do it again."""


class Refused(Exception):
    """The database refused what it was given; the same again is refused again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Endpoint:
    host: str  # or none, where the stage has no database
    port: int
    name: str
    user: str
    password: Callable[[], str]  # asked for at every connect: tokens live for fifteen minutes
    ssl_context: ssl.SSLContext | None


class Transaction:
    def __init__(self, connection: Connection, statements: dict[str, PreparedStatement]) -> None:
        self._connection = connection
        self._statements = statements

    def document(self, sql: str, document: Any) -> Any:
        """Run a statement whose one parameter is the JSON text `:document` and whose answer is JSON text too.

        Numbers with a point come back as Decimal; Decimals go as text, which PostgreSQL reads exactly.
        """
        if sql not in self._statements:
            self._statements[sql] = self._connection.prepare(sql)
        rows = self._statements[sql].run(document=json.dumps(document, default=str))
        return json.loads(rows[0][0], parse_float=Decimal) if rows and rows[0][0] else None

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        found = self._connection.run(sql, **values)
        names = [column["name"] for column in self._connection.columns or ()]
        return [dict(zip(names, row, strict=True)) for row in found or ()]


class Database:
    def __init__(
        self,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        wake_seconds: float = WAKE_SECONDS,
    ) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._clock = clock
        self._wake_seconds = wake_seconds
        self._connection: Connection | None = None
        self._statements: dict[str, PreparedStatement] = {}

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All or nothing. Raises DatabaseUnavailable when the connection broke, Refused for anything else."""
        connection = self._begin()
        try:
            yield Transaction(connection, self._statements)
            connection.run("COMMIT")
        except (InterfaceError, OSError) as broken:
            self._forget()
            raise DatabaseUnavailable(str(broken)) from broken
        except DatabaseError as refused:
            self._roll_back(connection)
            raise _named(refused) from refused
        except BaseException:
            self._roll_back(connection)
            raise

    def _begin(self) -> Connection:
        """A connection kept from the last invocation may have died since: that is found out here, once."""
        if self._connection is not None:
            try:
                self._connection.run("BEGIN")
            except (InterfaceError, DatabaseError, OSError):
                self._forget()
            else:
                return self._connection
        connection = self._connect()
        try:
            connection.run("BEGIN")
        except (InterfaceError, DatabaseError, OSError) as broken:
            self._forget()
            raise DatabaseUnavailable(str(broken)) from broken
        return connection

    def _connect(self) -> Connection:
        if self._endpoint.host == NOWHERE:
            raise DatabaseUnavailable("this stage has no database")
        deadline = self._clock() + self._wake_seconds
        while True:
            try:
                self._connection = self._open()
            except (InterfaceError, DatabaseError, OSError) as failure:
                if self._clock() >= deadline or _is_final(failure):
                    raise DatabaseUnavailable(f"{self._endpoint.host}: {failure}") from failure
                self._sleep(_PAUSE_SECONDS)
            else:
                return self._connection

    def _open(self) -> Connection:
        at = self._endpoint
        return Connection(
            at.user,
            password=at.password(),
            startup_params={"options": _SERVER_SIDE},
            **_reached(at, _SOCKET_SECONDS),
        )

    def _roll_back(self, connection: Connection) -> None:
        try:
            connection.run("ROLLBACK")
        except (InterfaceError, DatabaseError, OSError):
            self._forget()

    def _forget(self) -> None:
        if self._connection is not None:
            with suppress(InterfaceError, DatabaseError, OSError):
                self._connection.close()
        self._connection = None
        self._statements = {}

    def close(self) -> None:
        self._forget()


def owner_connection(at: Endpoint) -> Any:
    """For migrations: a DB-API connection, whose statements may take their time."""
    from pg8000 import dbapi

    return dbapi.connect(at.user, password=at.password(), **_reached(at, _MIGRATION_SECONDS))


def _reached(at: Endpoint, longest_seconds: float) -> dict[str, Any]:
    connected = socket.create_connection((at.host, at.port), timeout=_SOCKET_SECONDS)
    connected.settimeout(longest_seconds)
    # The driver writes a message in pieces; without this each second piece waits 40 ms for an answer.
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return {
        "host": at.host,
        "database": at.name,
        "application_name": "signal9-desk",
        "sock": connected,
        "ssl_context": at.ssl_context or False,  # None would take any certificate
    }


def _said(failure: DatabaseError) -> Mapping[str, str]:
    said = failure.args[0] if failure.args else {}
    return said if isinstance(said, Mapping) else {}


def _named(failure: DatabaseError) -> Exception:
    said = _said(failure)
    code, message = said.get("C", ""), said.get("M", str(failure))
    if code.startswith(_CONNECTION_GONE):
        return DatabaseUnavailable(f"{code}: {message}")
    return Refused(code, message)


def _is_final(failure: Exception) -> bool:
    """A wrong password stays wrong; a server that is starting up does not stay so."""
    return isinstance(failure, DatabaseError) and _said(failure).get("C", "").startswith("28")
