"""Free ports on 127.0.0.1, below the range from which outgoing connections take theirs."""

import random
import socket

from scripts.local.failures import NoFreePort

# Linux takes outgoing ports from 32768 on, macOS from 49152: a port from there may be gone at the next start.
FIRST, LAST = 20_000, 29_999
_TRIES = 100


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers bind: connections in TIME_WAIT after a stop do not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(remembered: int | None, *, taken: set[int], among: range = range(FIRST, LAST + 1)) -> int:
    """The remembered port while it is free, because stored endpoints name it; another free one otherwise."""
    if remembered is not None and remembered not in taken and is_free(remembered):
        return remembered
    for port in random.SystemRandom().sample(among, min(_TRIES, len(among))):
        if port not in taken and is_free(port):
            return port
    raise NoFreePort(among[0], among[-1], min(_TRIES, len(among)))
