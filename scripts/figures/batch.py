"""Every company of a figure file rated as of each of some moments, a company after the other."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from functions.research.adapters import rule_sets
from functions.research.domain.backtest import Crowd, numbers, ratings
from functions.research.domain.dossier import Dossier
from functions.research.domain.rating.rules import RuleSet
from scripts.figures.figure_file import FigureFile
from scripts.figures.written import PROFILE_PARTS, RATED_PARTS

# Enough to make up for starting a task, and few enough to show how far it is.
COMPANIES_A_TASK = 50

Numbers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """`moments` are ISO UTC, oldest first; peers of a company are those of the file."""

    path: Path
    moments: tuple[str, ...]
    rule_set: str = rule_sets.BUILT_IN
    _crowd: list[Crowd] = field(default_factory=list, init=False, repr=False, compare=False)

    def rated(self, *, workers: int = 1) -> Iterator[list[Numbers]]:
        """The numbers of a company's ratings, oldest first; companies by symbol."""
        if workers > 1:
            return self._shared_out(workers)
        return self.of(None)

    def of(self, symbols: Sequence[str] | None) -> Iterator[list[Numbers]]:
        rules = rule_sets.rule_set(self.rule_set)
        with _without_collections():
            crowd = self.crowd()
            for dossier in FigureFile(self.path).dossiers(symbols, RATED_PARTS):
                yield _numbers(dossier, self.moments, crowd, rules)

    def crowd(self) -> Crowd:
        """Read once a process."""
        if not self._crowd:
            crowd = Crowd(self.moments)
            for dossier in FigureFile(self.path).dossiers(parts=PROFILE_PARTS):
                crowd.add(dossier)
            self._crowd.append(crowd)
        return self._crowd[0]

    def _shared_out(self, workers: int) -> Iterator[list[Numbers]]:
        symbols = FigureFile(self.path).symbols()
        tasks = [symbols[n : n + COMPANIES_A_TASK] for n in range(0, len(symbols), COMPANIES_A_TASK)]
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(self,)) as pool:
            yield from chain.from_iterable(pool.map(_task, tasks))


def _numbers(dossier: Dossier, moments: Sequence[str], crowd: Crowd, rules: RuleSet) -> list[Numbers]:
    found = []
    for rating in ratings(dossier, moments, crowd, rules):
        profile = dossier.profile(rating.as_of)
        found.append({**numbers(rating), "sector": profile[1].sector if profile else None})
    return found


@contextmanager
def _without_collections() -> Iterator[None]:
    """Nothing a rating makes refers to itself, so looking for cycles finds none and costs a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_begun: list[Batch] = []


def _begin(batch: Batch) -> None:
    _begun.append(batch)
    batch.crowd()


def _task(symbols: Sequence[str]) -> list[list[Numbers]]:
    return list(_begun[-1].of(symbols))
