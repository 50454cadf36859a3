from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from functions.advisor.adapters.catalogue import FRESH_SECONDS, Catalogue, is_rated_since
from functions.advisor.domain.listing import Listed
from functions.advisor.domain.screening import Candidate
from functions.research.adapters.alpha_vantage.sectors import NAMES
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.domain.measured import Measured, figures_of

SECTORS_AT_ONCE = 4


class Screen:
    """Every rated company with what its newest rating measured, read whole and kept for a minute."""

    def __init__(self, catalogue: Catalogue, analyses: AnalysisTable, clock: Callable[[], float]) -> None:
        self._catalogue = catalogue
        self._analyses = analyses
        self._clock = clock
        self._read_at = float("-inf")
        self._measured: dict[str, Measured] = {}

    def candidates(self, sector: str | None, as_of: str) -> list[Candidate]:
        """Active then, and rated then. Raises TooManyLookUps."""
        measured = self._newest()
        of_sector = [
            listed
            for listed in self._catalogue.listed(as_of)
            if listed.status == "active" and sector in (None, listed.sector)
        ]
        self._catalogue.require_few_look_ups(of_sector, as_of)
        found = (
            self._then(listed, as_of)
            if is_rated_since(listed, as_of)
            else _now(listed, measured.get(listed.symbol))
            for listed in of_sector
        )
        return [candidate for candidate in found if candidate is not None]

    def _newest(self) -> dict[str, Measured]:
        if self._clock() > self._read_at + FRESH_SECONDS:
            with ThreadPoolExecutor(SECTORS_AT_ONCE) as pool:
                sectors: list[Sequence[Measured]] = list(pool.map(self._of_sector, NAMES))
            self._measured = {one.symbol: one for sector in sectors for one in sector}
            self._read_at = self._clock()
        return self._measured

    def _of_sector(self, sector: str) -> list[Measured]:
        return list(self._analyses.measured_in(sector))

    def _then(self, listed: Listed, as_of: str) -> Candidate | None:
        rating = self._analyses.latest(listed.symbol, until=as_of)
        if rating is None or rating["rating"] is None:
            return None
        return _candidate(
            listed,
            Measured(
                symbol=listed.symbol,
                sector=listed.sector,
                as_of=rating["as_of"],
                rating=rating["rating"],
                label=rating["label"],
                confidence=rating["confidence"],
                figures=figures_of(rating),
            ),
        )


def _now(listed: Listed, measured: Measured | None) -> Candidate | None:
    return None if measured is None else _candidate(listed, measured)


def _candidate(listed: Listed, measured: Measured) -> Candidate:
    return Candidate(
        symbol=listed.symbol,
        name=listed.name,
        sector=listed.sector,
        market_cap=listed.market_cap,
        as_of=measured.as_of,
        rating=measured.rating,
        label=measured.label,
        confidence=measured.confidence,
        figures=measured.figures,
    )
