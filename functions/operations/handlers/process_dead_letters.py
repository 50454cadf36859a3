"""Take dead letters out of their queues: recorded, told, and only then deleted."""

from typing import Any

from functions.operations import wiring
from functions.operations.adapters.dead_letter_log import DeadLetterTooLarge
from functions.operations.adapters.dead_letter_queues import DeadMessage
from functions.operations.domain.dead_letters import CONSUMERS
from functions.runtime import log, metrics

MOST_NAMED = 10


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Killed between any two steps, the messages are received again and recorded once."""
    swept = sum(sweep(consumer, batch) for consumer, batch in wiring.dead_letter_queues().receive())

    letters = wiring.dead_letter_log()
    open_ = {
        consumer: sum(letter.status != "redriven" for letter in letters.letters(consumer))
        for consumer in CONSUMERS
    }
    measure(open_)
    return {"recorded": swept, "open": {who: count for who, count in open_.items() if count}}


def sweep(consumer: str, batch: list[DeadMessage]) -> int:
    kept, untold = recorded(batch)
    if untold:
        tell(consumer, untold)
    wiring.dead_letter_queues().delete(kept)
    return len(kept)


def recorded(batch: list[DeadMessage]) -> tuple[list[DeadMessage], list[DeadMessage]]:
    """What is safe in the table now, and of that what nobody was told of."""
    kept, untold = [], []
    for message in batch:
        try:
            is_untold = wiring.dead_letter_log().record(message, wiring.moment())
        except DeadLetterTooLarge as large:
            log.warning("dead_letter_too_large", consumer=message.consumer, reason=str(large))
            continue
        kept.append(message)
        untold += [message] if is_untold else []
    return kept, untold


def tell(consumer: str, untold: list[DeadMessage]) -> None:
    ids = [f"{consumer}:{message.message_id}" for message in untold]
    log.warning("dead_letters_recorded", consumer=consumer, letters=ids)
    subject = f"Signal9: {len(ids)} dead letters of {consumer}"
    wiring.dead_letter_topic().send(subject, consumer=consumer, letters=ids[:MOST_NAMED], count=len(ids))
    for message in untold:
        wiring.dead_letter_log().told(message, wiring.moment())


def measure(open_: dict[str, int]) -> None:
    metrics.measured("dead_letters_measured", {"OpenDeadLetters": sum(open_.values())})
    for consumer, count in open_.items():
        if count:
            metrics.measured("dead_letters_of", {"OpenDeadLettersOfConsumer": count}, consumer=consumer)
