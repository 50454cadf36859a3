"""The one table of legal status changes; the first migration writes the same table into the database."""

from functions.trading.domain.orders import Status

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.ACCEPTED, Status.REJECTED, Status.CANCELED}),
    Status.ACCEPTED: frozenset(
        {
            Status.PARTIALLY_FILLED,
            Status.FILLED,
            Status.REJECTED,
            Status.CANCELED,
            Status.EXPIRED,
            Status.UNKNOWN,
        }
    ),
    # A broker may forget what it told us, so a partly filled order can become unknown, never rejected.
    Status.PARTIALLY_FILLED: frozenset(
        {Status.PARTIALLY_FILLED, Status.FILLED, Status.CANCELED, Status.EXPIRED, Status.UNKNOWN}
    ),
    # Whatever a look-up at the broker finds.
    Status.UNKNOWN: frozenset(
        {
            Status.ACCEPTED,
            Status.PARTIALLY_FILLED,
            Status.FILLED,
            Status.REJECTED,
            Status.CANCELED,
            Status.EXPIRED,
        }
    ),
    Status.FILLED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.CANCELED: frozenset(),
    Status.EXPIRED: frozenset(),
}

TERMINAL = frozenset(status for status, after in TRANSITIONS.items() if not after)
OPEN = frozenset(TRANSITIONS) - TERMINAL


class IllegalTransition(ValueError):
    """Nothing in the life of an order leads from the one status to the other."""


def require_legal(before: Status, after: Status) -> None:
    if after not in TRANSITIONS[before]:
        legal = ", ".join(sorted(TRANSITIONS[before])) or "nothing, it is final"
        raise IllegalTransition(f"{before} to {after}: expected one of {legal}")
