"""Takes a batch of messages to its end: decided and reserved, sent, and what the brokers answered applied."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from functions.trading.adapters.database import Refused
from functions.trading.adapters.intake import Intake, Message, Work
from functions.trading.adapters.settling import Answer, Settled, Settling
from functions.trading.domain.brokers import Broker, NotThere, Report, TryLater
from functions.trading.domain.orders import Order


@dataclass(slots=True)
class Outcome:
    settled: Settled = field(default_factory=Settled)
    failed: dict[UUID, str] = field(default_factory=dict)  # to be delivered again, and why


class Desk:
    def __init__(
        self, intake: Intake, settling: Settling, brokers: Mapping[str, Callable[[], Broker]]
    ) -> None:
        self._intake = intake
        self._settling = settling
        self._brokers = brokers

    def process(self, messages: Sequence[Message], now: str) -> Outcome:
        """Raises DatabaseUnavailable: then all of the batch is to be delivered again."""
        outcome = Outcome()
        for work in self._take(messages, now, outcome):
            answers = self._work(work, now, outcome)
            if answers:
                settled = self._settling.apply(answers, now)
                outcome.settled.changed += settled.changed
                outcome.settled.problems |= settled.problems
        outcome.failed |= outcome.settled.problems
        return outcome

    def _take(self, messages: Sequence[Message], now: str, outcome: Outcome) -> Iterable[Work]:
        """Together; where the database refuses that, one by one, so that only the bad one is left."""
        try:
            return [self._intake.take(messages, now)]
        except Refused as refused:
            if len(messages) == 1:
                outcome.failed[messages[0].order_id] = str(refused)
                return []
        return [work for message in messages for work in self._take([message], now, outcome)]

    def _work(self, work: Work, now: str, outcome: Outcome) -> list[tuple[UUID, Answer]]:
        outcome.failed |= dict.fromkeys(work.busy, "another worker is sending it")
        answers, absent = self._look_up(work, now, outcome)
        answers += self._send([*work.send, *absent], now, outcome)
        answers += self._cancel(work.cancel, now)
        return answers

    def _look_up(
        self, work: Work, now: str, outcome: Outcome
    ) -> tuple[list[tuple[UUID, Answer]], list[tuple[str, Order]]]:
        """What was found, and what the broker certainly does not have and may be sent."""
        answers: list[tuple[UUID, Answer]] = []
        absent: list[tuple[str, Order]] = []
        for name, orders in _by_broker(work.look_up):
            for order, found in zip(orders, self._brokers[name]().look_up(orders, now), strict=True):
                if isinstance(found, Report):
                    answers.append((order.order_id, found))
                elif order.order_id in work.unknown:
                    # It stays unknown: reconciliation looks again and decides after its grace.
                    continue
                elif isinstance(found, NotThere):
                    absent.append((name, order))
                else:
                    outcome.failed[order.order_id] = found.reason
        return answers, absent

    def _send(
        self, orders: Sequence[tuple[str, Order]], now: str, outcome: Outcome
    ) -> list[tuple[UUID, Answer]]:
        answers: list[tuple[UUID, Answer]] = []
        for name, group in _by_broker(orders):
            for order, sent in zip(group, self._brokers[name]().submit(group, now), strict=True):
                if isinstance(sent, TryLater):
                    outcome.failed[order.order_id] = sent.reason
                else:
                    answers.append((order.order_id, sent))
        return answers

    def _cancel(self, orders: Sequence[tuple[str, Order]], now: str) -> list[tuple[UUID, Answer]]:
        """Without an answer the request stays noted, and reconciliation repeats it."""
        answers: list[tuple[UUID, Answer]] = []
        for name, group in _by_broker(orders):
            for order, canceled in zip(group, self._brokers[name]().cancel(group, now), strict=True):
                if isinstance(canceled, Report):
                    answers.append((order.order_id, canceled))
        return answers


def _by_broker(orders: Iterable[tuple[str, Order]]) -> Iterable[tuple[str, list[Order]]]:
    grouped: dict[str, list[Order]] = {}
    for name, order in orders:
        grouped.setdefault(name, []).append(order)
    return grouped.items()
