import json
from collections.abc import Sequence
from typing import Any

from functions.research.domain.events import SOURCE, Event
from functions.runtime import event_schemas

# PutEvents takes at most ten entries.
ENTRIES_PER_CALL = 10
ATTEMPTS = 3


class EventsNotAccepted(Exception):
    """The bus refused entries after every attempt; the caller's retry sends them again under the same ids."""


class EventBus:
    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def publish(self, events: Sequence[Event]) -> None:
        """All of them have the described form, or none is published. Raises EventMalformed."""
        for event in events:
            event_schemas.check(event.detail_type, event.detail)
        for start in range(0, len(events), ENTRIES_PER_CALL):
            entries = [self._entry(event) for event in events[start : start + ENTRIES_PER_CALL]]
            for _ in range(ATTEMPTS):
                answers = self._client.put_events(Entries=entries)["Entries"]
                entries = [
                    entry for entry, answer in zip(entries, answers, strict=True) if "ErrorCode" in answer
                ]
                if not entries:
                    break
            else:
                names = ", ".join(entry["DetailType"] for entry in entries)
                raise EventsNotAccepted(
                    f"{self._name}: {len(entries)} not accepted after {ATTEMPTS} attempts: {names}"
                )

    def _entry(self, event: Event) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": event.detail_type,
            "Detail": json.dumps(event.detail),
        }
