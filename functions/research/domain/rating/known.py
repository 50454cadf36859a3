"""All that was known about one company at a moment, for the rules to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.research.domain.assets import Bar
from functions.research.domain.daily_closes import Quote
from functions.research.domain.findings import Finding
from functions.research.domain.news import AboutCompany
from functions.research.domain.overview import Overview
from functions.research.domain.peers import PeerGroup
from functions.research.domain.statements import Row


@dataclass(frozen=True, slots=True)
class Known:
    """`rows` may hold every version of every period, later ones too; all else is what was known.

    `findings` are those of the company's figures; `bars` newest first; `earlier_ratings` newest first, one a
    moment, without withheld ones.
    """

    symbol: str
    rows: Sequence[Row]
    overview: Overview | None = None
    findings: Sequence[Finding] = ()
    bars: Sequence[Bar | Quote] = ()
    news: Sequence[AboutCompany] = ()
    peers: PeerGroup | None = None
    expected_report_on: date | None = None
    earlier_ratings: Sequence[float] = ()
