"""Three failures in a row open the circuit; one question after a pause decides."""

import pytest

from functions.advisor.domain.circuit import FAILURES, OPEN_SECONDS, Circuit


@pytest.fixture
def opened():
    """At second 0."""
    circuit = Circuit()
    for _ in range(FAILURES):
        circuit.failed(0.0)
    return circuit


def test_it_asks_until_the_last_failure_it_bears():
    circuit = Circuit()
    for _ in range(FAILURES - 1):
        circuit.failed(0.0)

    assert circuit.allows(0.0)
    circuit.failed(0.0)
    assert not circuit.allows(0.0)


def test_a_success_forgets_the_failures_before_it():
    circuit = Circuit()
    for _ in range(FAILURES - 1):
        circuit.failed(0.0)
    circuit.succeeded()
    circuit.failed(0.0)

    assert circuit.allows(0.0)


@pytest.mark.parametrize(("seconds", "allows"), [(OPEN_SECONDS - 0.001, False), (OPEN_SECONDS, True)])
def test_it_asks_again_after_a_pause(opened, seconds, allows):
    assert opened.allows(seconds) is allows


def test_a_failure_after_the_pause_opens_it_again(opened):
    opened.failed(OPEN_SECONDS)

    assert not opened.allows(OPEN_SECONDS)
    assert opened.allows(2 * OPEN_SECONDS)


def test_a_success_after_the_pause_closes_it(opened):
    opened.succeeded()
    opened.failed(OPEN_SECONDS)

    assert opened.allows(OPEN_SECONDS)
