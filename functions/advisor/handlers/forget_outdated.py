"""Forget what is kept of a company whose analysis has finished."""

from typing import Any

from functions.advisor import wiring
from functions.advisor.domain.cached_entries import outdated_by_analysis
from functions.runtime import log


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """An analysisComplete event. Raises CacheUnavailable, so that it comes again. Again changes nothing."""
    symbol, cache = event["detail"]["symbol"], wiring.shared_cache()
    keys = [entry.key for entry in outdated_by_analysis(symbol)] if cache and cache.is_on else []
    if cache and keys:
        cache.forget(keys)
    log.event("outdated_forgotten", symbol=symbol, keys=len(keys))
    return {"keys": len(keys)}
