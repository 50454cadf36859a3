"""What answers say about their provider: how long it takes, how often it fails, how often it is full."""

import time
from collections.abc import Callable
from typing import TypeVar

from functions.research.adapters.answers import Answer, Broken, DailyLimit, Refused, Throttled
from functions.runtime import metrics

_Given = TypeVar("_Given", bound=Answer)


def measured(provider: str, asked: str, fetch: Callable[[], _Given]) -> _Given:
    """`asked` is the provider's function or path, never its parameters: they may hold the key."""
    began = time.monotonic()
    answer = fetch()
    metrics.measured(
        "provider_answered",
        {
            "APIResponseTime": round((time.monotonic() - began) * 1000, 1),
            "ProviderFailures": 100 * isinstance(answer, Broken | Refused),
            "ProviderLimitHits": int(isinstance(answer, Throttled | DailyLimit)),
        },
        provider=provider,
        asked=asked,
        answer=type(answer).__name__,
    )
    return answer
