import pytest

from tests.support.round_figures import METRICS, values_of


@pytest.fixture(scope="session")
def measured():
    """The outcome of the metric with this code for the company, with what is changed by name."""
    return lambda code, **changes: METRICS[code].measure(values_of(METRICS[code], **changes))
