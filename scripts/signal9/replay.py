"""Stored ratings made again and compared: in this process, or on the stage's own machine."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from functions.research import wiring
from functions.research.adapters.asset_table import NEVER
from functions.research.domain.replay import Outcome, Replayed, moments, summary
from functions.research.handlers.conclude_replay import NOT_REPRODUCIBLE
from scripts.signal9.asset_page import held_asset
from scripts.signal9.connection import Connection
from scripts.signal9.failures import NotFound, ReplayNotFinished

POLL_SECONDS = 0.2


def symbols_to_replay(as_of: str, asked: Sequence[str], *, everything: bool) -> list[str]:
    """Those asked for; else all with a rating of the day or moment, and with `everything` or before it."""
    if asked:
        return [held_asset(symbol).asset.symbol for symbol in dict.fromkeys(asked)]
    if not everything:
        found = wiring.replays().rated_in(moments(as_of))
    else:
        rated = (held for held in wiring.assets().all() if held.rated_as_of != NEVER)
        found = sorted(held.asset.symbol for held in rated)
    if not found:
        raise NotFound(f"NotRatedThen: no rating of {as_of} is stored; `signal9 ratings --day` shows a day's")
    return found


def replayed(symbols: Iterable[str], as_of: str, *, everything: bool) -> dict[str, Any]:
    """The same document that the machine keeps."""
    found = list(wiring.replays().of(symbols, moments(as_of), earlier=everything))
    counts = Counter(str(each.outcome) for each in found)
    mismatches = [asdict(each) for each in found if each.outcome is Outcome.MISMATCHED]
    return summary(as_of, counts, mismatches) | {"not_rated": _not_rated(found)}


def _not_rated(found: Iterable[Replayed]) -> list[str]:
    return [each.symbol for each in found if each.outcome is Outcome.NOT_RATED_THEN]


def on_the_machine(connection: Connection, as_of: str) -> dict[str, Any]:
    """Starts the Replay machine and waits for its result. Raises ReplayNotFinished."""
    states = connection.client("stepfunctions")
    name = f"replay-{moments(as_of)[:10]}-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}"
    arn = states.start_execution(
        stateMachineArn=wiring.state_machine_arn("Replay"), name=name, input=json.dumps({"as_of": as_of})
    )["executionArn"]
    while (ended := states.describe_execution(executionArn=arn))["status"] == "RUNNING":
        time.sleep(POLL_SECONDS)
    result = wiring.replay_log().result_of(name)
    is_concluded = ended["status"] == "SUCCEEDED" or ended.get("error") == NOT_REPRODUCIBLE
    if result is None or not is_concluded:
        error = ended.get("error", ended["status"])
        raise ReplayNotFinished(f"{error}: {name} ended early; `signal9 runs --failed` shows where and why")
    return result | {"not_rated": [], "execution": name}
