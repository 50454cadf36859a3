import json
from dataclasses import dataclass
from typing import Any

from functions.advisor.adapters import cached_forms
from functions.advisor.adapters.read_through import Form, ReadThrough
from functions.advisor.domain import cached_entries
from functions.research.adapters.analysis_table import AnalysisTable
from functions.research.adapters.asset_table import NEVER, AssetTable, HeldAsset
from functions.research.adapters.overview_table import OverviewTable
from functions.research.adapters.statement_tables import StatementTables
from functions.research.domain.overview import Overview
from functions.research.domain.recording import FOREVER
from functions.research.domain.statements import Row, Statement

Profile = tuple[Overview, str]
# What nobody collected yet is about to change, and what does not exist is not worth a place.
_ASSET: Form[HeldAsset | None] = Form(
    cached_forms.asset_text,
    cached_forms.asset,
    lambda held: held is not None and held.last_pollenation != NEVER,
)
_ANALYSIS: Form[dict[str, Any] | None] = Form(cached_forms.text, json.loads)
_PROFILE: Form[Profile | None] = Form(cached_forms.profile_text, cached_forms.profile)
_ROWS: Form[list[Row]] = Form(cached_forms.rows_text, cached_forms.rows)


@dataclass(frozen=True, slots=True)
class CompanyReads:
    """What the tables hold of a company, read through the cache.

    The newest is kept, and serves every moment it was known at; for earlier ones the tables are asked.
    The row of an asset says when it was collected and rated last: what was kept before that is not taken, so
    nothing is older than a row may be, whether or not anybody was told to forget it.
    """

    cache: ReadThrough
    assets: AssetTable
    analyses: AnalysisTable
    overviews: OverviewTable
    statements: StatementTables

    def get(self, symbol: str) -> HeldAsset | None:
        return self.cache.read(cached_entries.asset(symbol), "", _ASSET, lambda: self.assets.get(symbol))

    def by_asset_id(self, asset_id: str) -> HeldAsset | None:
        return self.assets.by_asset_id(asset_id)

    def latest_analysis(self, held: HeldAsset, *, until: str) -> dict[str, Any] | None:
        """As AnalysisTable.latest."""
        symbol = held.asset.symbol
        newest = self.cache.read(
            cached_entries.analysis(symbol),
            f"{held.rated_as_of} {held.rule_set} {held.rating} {held.confidence}",
            _ANALYSIS,
            lambda: self.analyses.latest(symbol, until=FOREVER),
        )
        is_later = newest is not None and newest["as_of"] > until
        return self.analyses.latest(symbol, until=until) if is_later else newest

    def profile(self, held: HeldAsset, as_of: str) -> Profile | None:
        """As OverviewTable.dated."""
        symbol = held.asset.symbol
        newest = self.cache.read(
            cached_entries.overview(symbol),
            held.last_pollenation,
            _PROFILE,
            lambda: self.overviews.dated(symbol, FOREVER),
        )
        is_later = newest is not None and newest[1] > f"{as_of}#~"
        return self.overviews.dated(symbol, as_of) if is_later else newest

    def rows_of(self, held: HeldAsset, statement: Statement) -> list[Row]:
        """As StatementTables.rows_of."""
        symbol = held.asset.symbol
        return self.cache.read(
            cached_entries.data(symbol, statement),
            held.last_pollenation,
            _ROWS,
            lambda: list(self.statements.rows_of(symbol, statement)),
        )
