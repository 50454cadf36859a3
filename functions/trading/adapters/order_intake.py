"""From a form to the queue: stored first, sent second, so that what a crash leaves is found and sent."""

from collections.abc import Callable
from functools import partial

from functions.trading.adapters.intent_table import Intent, IntentTable
from functions.trading.adapters.order_queue import OrderQueue

# Longer than any invocation that submits may take.
IN_FLIGHT_SECONDS = 20
_PATIENCE_SECONDS = 4.0
_POLL_SECONDS = 0.05


class InFlight(Exception):
    """Another request is sending the same order and has not come back yet."""


class ClientOrderIdTaken(Exception):
    """The account has an order of that client id which says something else."""


class OrderIntake:
    def __init__(
        self,
        intents: IntentTable,
        queue: OrderQueue,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._intents = intents
        self._queue = queue
        self._clock = clock
        self._sleep = sleep

    def accept(self, intent: Intent) -> Intent:
        """The intent the queue has when this returns: this one, or the equal one that was first.

        Raises KeyReused, ClientOrderIdTaken, InFlight.
        """
        held = self._intents.put(intent)
        if held is None:
            return self._send(intent)
        if held.fingerprint != intent.fingerprint:
            raise ClientOrderIdTaken(f"{intent.message['client_order_id']} names order {held.order_id}")
        return self._finished(held)

    def send_unsent(self, before: str) -> int:
        """Send what was stored and never marked as sent; how many there were."""
        count = 0
        for intent in self._intents.unsent(before=before):
            self._send(intent)
            count += 1
        return count

    def _finished(self, held: Intent) -> Intent:
        patient_until = self._clock() + _PATIENCE_SECONDS
        look = partial(self._intents.get, held.order_id)
        while not held.is_sent:
            if self._clock() > held.in_flight_until:
                return self._send(held)
            if self._clock() > patient_until:
                raise InFlight(f"order {held.order_id} is being sent")
            self._sleep(_POLL_SECONDS)
            held = look() or held
        return held

    def _send(self, intent: Intent) -> Intent:
        """Safe to repeat: the queue drops a repetition, and processing knows the order by its id."""
        self._queue.send(intent.message)
        self._intents.mark_sent(intent)
        return intent.sent()
