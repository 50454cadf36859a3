"""A process that ends before a line of its own choosing."""

import sys
from contextlib import contextmanager

from tests.support.aws_calls import Killed


class Tracer:
    """Counts the lines of the files followed and ends the process before one of them."""

    def __init__(self, followed, fatal=None):
        self.lines = 0
        self._followed = followed
        self._fatal = fatal

    def __call__(self, frame, event, _argument):
        if not frame.f_code.co_filename.endswith(self._followed):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self._fatal:
                raise Killed
        return self

    @contextmanager
    def following(self):
        before = sys.gettrace()
        sys.settrace(self)
        try:
            yield self
        finally:
            sys.settrace(before)
