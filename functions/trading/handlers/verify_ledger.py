"""Replay every posting and compare it with what the ledger keeps; a difference is an alarm."""

from typing import Any

from functions.runtime import log, metrics
from functions.trading import wiring

MOST_SHOWN = 50


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    found = wiring.ledger_books().verify()

    counts = {"postings": found.postings, "transactions": found.transactions, "fills": found.fills}
    record = log.warning if found.mismatches else log.event
    record("ledger_verified", mismatches=len(found.mismatches), **counts)
    metrics.measured("ledger_measured", {"LedgerMismatches": len(found.mismatches)})
    return {**counts, "mismatches": len(found.mismatches), "examples": found.mismatches[:MOST_SHOWN]}
