"""Random commands and faults find no difference from the model.

`DESK_RUNS=2000 DESK_SEED=7 pytest -s tests/integration/desk/test_random_commands.py --timeout 0` for a long
search; Hypothesis shrinks what it finds.
"""

import os

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.support.desk_model import Run

RUNS = int(os.environ.get("DESK_RUNS", "50"))
SEED = int(os.environ.get("DESK_SEED", "20261121"))
SEARCH = settings(
    max_examples=RUNS,
    stateful_step_count=15,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


class Commands(RuleBasedStateMachine):
    desk = None

    @initialize(drawn=st.integers(0, 2**32))
    def begin(self, drawn):
        self.run = Run(self.desk, drawn)

    @rule()
    def buy(self):
        self.run.buy()

    @rule()
    def buy_at_a_limit(self):
        self.run.buy_limit()

    @rule()
    def sell(self):
        self.run.sell()

    @rule()
    def cancel(self):
        self.run.cancel()

    @rule()
    def deliver_again(self):
        self.run.redeliver()

    @rule()
    def reconcile(self):
        self.run.reconcile()

    @rule()
    def let_time_pass(self):
        self.run.pass_time()

    @rule()
    def crash(self):
        self.run.crash()

    @invariant()
    def nothing_is_lost_doubled_or_unpaid(self):
        if hasattr(self, "run"):
            self.run.check_safety()

    def teardown(self):
        if hasattr(self, "run"):
            self.run.settle_down()


def test_no_sequence_of_commands_and_faults_loses_doubles_or_unbalances_anything(own_desk):
    machine = seed(SEED)(type("Commands", (Commands,), {"desk": own_desk}))
    print(f"{RUNS} runs from seed {SEED}")  # noqa: T201

    run_state_machine_as_test(machine, settings=SEARCH)

    assert own_desk.books.verify().mismatches == []
