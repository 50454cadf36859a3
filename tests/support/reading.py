"""Companies to read about, and readers at a steady rate."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self

import httpx

from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import AssetTable
from functions.research.adapters.overview_table import OverviewTable
from functions.research.domain.assets import Asset
from functions.research.domain.overview import Overview
from tests.support.shelf import SECTOR, rating_document

RATED_AT = "2026-05-11T07:00:00Z"
# The emulator begins a process for each function that is asked while all of it are at work: more of them than
# this take a small machine's processors from each other, and who is due later waits, which counts.
READERS = 8


def shelve(laptop, companies: int) -> list[str]:
    """Fill the tables of a started laptop with rated companies; answers their symbols."""
    tables = {
        name: laptop.table(f"signal9-{name}-local")
        for name in ("assets", "company-overview", "asset-analysis")
    }
    assets, symbols = AssetTable(tables["assets"]), [f"RD{number:03d}" for number in range(companies)]
    for number, symbol in enumerate(symbols):
        listed = Asset(
            *(symbol, f"{number:08x}-6b7e-4d0c-8f0e-3f5f8a3f0b54", f"Reading Desk {number} Inc", "us_equity"),
            *("NYSE", "active", True, True, True, True, True, (), None),
        )
        assets.put_catalogue(listed, RATED_AT)
        figures = {"market_capitalization": 1000 + number, "pe_ratio": 10.0}
        profile = Overview(
            symbol, listed.name, SECTOR, "SOFTWARE", "USD", "USA", 12, None, figures, {}, "hash"
        )
        OverviewTable(tables["company-overview"]).put(profile, RATED_AT)
        assets.mark_pollenated(
            symbol, as_of=RATED_AT, full=True, latest_quarter=None, sector=SECTOR, has_fundamentals=True
        )
        document = rating_document(symbol, 3.5, RATED_AT, 10.0)
        AnalysisTable(tables["asset-analysis"]).put(document, analysis_id=symbol, sector=SECTOR)
        assets.mark_rated(document)
    return symbols


@dataclass
class Answers:
    """What readers got: status or transport error by name, and milliseconds since each was due to ask."""

    found: list[tuple[str, float]] = field(default_factory=list)

    def faults(self) -> dict[str, int]:
        names = [name for name, _ in self.found if name != "200"]
        return {name: names.count(name) for name in sorted(set(names))}

    def percentile(self, hundredth: int) -> float:
        return statistics.quantiles([taken for _, taken in self.found], n=100)[hundredth - 1]


class Readers:
    """Ask at a steady rate, whether or not they are answered, until they are stopped."""

    def __init__(self, ask: Callable[[int], httpx.Response], per_second: float) -> None:
        self._ask = ask
        self._interval = 1 / per_second
        self._stop = threading.Event()
        self._answers = Answers()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def taken(self) -> Answers:
        """What was answered since the last time this was asked."""
        taken, self._answers = self._answers, Answers()
        return taken

    def _run(self) -> None:
        pool, due, number = ThreadPoolExecutor(READERS), time.monotonic(), 0
        while not self._stop.is_set():
            pool.submit(self._one, number, due)
            due, number = due + self._interval, number + 1
            time.sleep(max(0.0, due - time.monotonic()))
        pool.shutdown(cancel_futures=True)

    def _one(self, number: int, due: float) -> None:
        try:
            name = str(self._ask(number).status_code)
        except httpx.HTTPError as fault:
            name = type(fault).__name__
        self._answers.found.append((name, (time.monotonic() - due) * 1000))


def closed_loop(ask: Callable[[int], httpx.Response], count: int, concurrency: int) -> Answers:
    """So many questions, each reader's next one after an answer."""
    answers, numbers, taken = Answers(), iter(range(count)), threading.Lock()

    def reader() -> None:
        for number in _shared(numbers, taken):
            began = time.perf_counter()
            status = str(ask(number).status_code)
            answers.found.append((status, (time.perf_counter() - began) * 1000))

    with ThreadPoolExecutor(concurrency) as pool:
        for done in [pool.submit(reader) for _ in range(concurrency)]:
            done.result()
    return answers


def _shared(numbers: Iterator[int], lock: threading.Lock) -> Iterator[int]:
    while True:
        with lock:
            number = next(numbers, None)
        if number is None:
            return
        yield number
