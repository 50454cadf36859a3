"""Where an order's identity comes from: account and client id, so that every retry names the same order."""

from uuid import UUID, uuid5

# Fixed for ever: another value would give every known order a second identity.
_ORDERS = UUID("6f1c9f0e-7a0b-5d0c-9a55-3f8f5a3f1d21")


def order_id(account_id: str, client_order_id: str) -> UUID:
    return uuid5(_ORDERS, f"{account_id}|{client_order_id}")


def step_id(order: UUID, step: str) -> UUID:
    """The identity of something that happens to an order once: `reserve`, `fill:1.5`, `release`."""
    return uuid5(order, step)
