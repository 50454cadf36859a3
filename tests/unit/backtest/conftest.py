from datetime import date

import pytest

from scripts.figures.collected import yearly
from scripts.figures.generated import History, dossier
from scripts.sandbox.generate import company

HISTORY = History(8, yearly(date(2026, 5, 27), 5), date(2026, 5, 27))


@pytest.fixture(scope="session")
def invented():
    """Companies of a sector each, with eight years of reports and five profiles."""
    return [dossier(company("9", number, HISTORY.day, HISTORY.span), HISTORY) for number in range(12)]
