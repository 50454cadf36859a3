"""What was asked of AWS, in order, and a way to die between two writes."""

from contextlib import contextmanager
from dataclasses import dataclass

import botocore.client

READING = ("Get", "Query", "Scan", "Describe", "List", "Head", "Receive")


class Killed(BaseException):
    """The process is gone: nothing it still tries to write arrives."""


@dataclass(frozen=True)
class AwsCall:
    service: str
    operation: str
    params: dict

    @property
    def is_write(self):
        return not self.operation.startswith(READING)


class AwsCalls:
    """Listens to every client of this process while it is installed."""

    def __init__(self):
        self.made = []
        self._writes_until_death = None
        self._before_write = None
        self._page = {}

    @contextmanager
    def installed(self):
        call = botocore.client.BaseClient._make_api_call  # noqa: SLF001  the one place all calls pass

        def listened(client, operation, params):
            self._note(AwsCall(client.meta.service_model.service_name, operation, params))
            if operation in ("Query", "Scan"):
                params = {**self._page, **params}
            return call(client, operation, params)

        botocore.client.BaseClient._make_api_call = listened  # noqa: SLF001
        try:
            yield self
        finally:
            botocore.client.BaseClient._make_api_call = call  # noqa: SLF001

    @contextmanager
    def dying_after(self, writes):
        """Only the first `writes` writes arrive."""
        self._writes_until_death = writes
        try:
            yield
        finally:
            self._writes_until_death = None

    @contextmanager
    def before_each_write(self, do):
        """`do` sees what a process that dies at that moment leaves behind."""
        self._before_write = do
        try:
            yield
        finally:
            self._before_write = None

    @contextmanager
    def in_pages_of(self, items):
        """As DynamoDB answers when a megabyte is full, where nobody asked for a limit of their own."""
        self._page = {"Limit": items}
        try:
            yield
        finally:
            self._page = {}

    def rows_written(self, *tables, since=0):
        """Items sent to these tables, by put or by batch."""
        written = 0
        for call in self.made[since:]:
            if call.operation == "BatchWriteItem":
                written += sum(
                    len(rows) for name, rows in call.params["RequestItems"].items() if name in tables
                )
            elif call.is_write and call.params.get("TableName") in tables:
                written += 1
        return written

    def _note(self, call):
        if call.is_write and self._writes_until_death is not None:
            if self._writes_until_death == 0:
                raise Killed
            self._writes_until_death -= 1
        if call.is_write and self._before_write is not None:
            self._before_write()
        self.made.append(call)
