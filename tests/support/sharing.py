"""What the processes of one test run make once and use together."""

import fcntl
from contextlib import contextmanager


@contextmanager
def one_at_a_time(folder):
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def shared(folder, make, delete):
    """`make` runs in the first process that comes, `delete` in the last that leaves."""
    folder.mkdir(exist_ok=True)
    made, users = folder / "made", folder / "users"
    with one_at_a_time(folder):
        if not made.exists():
            make()
            made.touch()
        with users.open("a") as file:
            file.write("+")
    yield
    with one_at_a_time(folder):
        remaining = users.read_text()[1:]
        users.write_text(remaining)
        if not remaining:
            delete()
            made.unlink()
