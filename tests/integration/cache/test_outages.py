"""Fifty requests a second while OpenSearch, Redis and both are killed: no error, and no long wait."""

import pytest

from tests.support import outages

pytestmark = pytest.mark.integration

PER_SECOND = 50
# Where a machine has other things to do, a part of what it answers with everything up.
SUSTAINED_SHARE = 0.5
PHASE_SECONDS = 2.5
MOST_MILLISECONDS = 1000
# Where the machine alone takes that long with everything up, an outage may cost what a search waits.
SLOWER_MILLISECONDS = 500


@pytest.mark.acceptance(117, 139)
def test_outages_cost_no_answer_and_end_without_a_restart(api, reader):
    with outages.mixed_questions(api, reader, api.symbols) as ask:
        outages.eventually(lambda: outages.is_recovered(api, ask), True)
        rate = min(PER_SECOND, SUSTAINED_SHARE * outages.sustained(ask))
        before = outages.workers(api)
        phases = outages.endured(api, ask, per_second=rate, seconds=PHASE_SECONDS)

    print(f"{rate:.0f} requests a second")  # noqa: T201  pytest -rP shows it
    print(*(outages.told(*each) for each in phases.items()), sep="\n")  # noqa: T201
    assert {phase: a.faults() for phase, a in phases.items() if a.faults()} == {}
    del phases["recovering"]  # an engine that starts takes the processors
    limit = max(MOST_MILLISECONDS, phases["nothing"].percentile(99) + SLOWER_MILLISECONDS)
    assert {p: a.percentile(99) for p, a in phases.items() if a.percentile(99) >= limit} == {}
    assert before & outages.workers(api), "the same processes ask the engines again"
