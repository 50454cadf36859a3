import json
import time

import psutil
import pytest

from scripts.local import processes
from scripts.local.starting import HEALTH_PATHS
from tests.support.stacks import servers_of

pytestmark = pytest.mark.integration

EVERY_ITEM_WAITS = {
    "Every": {
        "Type": "Map",
        "MaxConcurrency": 8,
        "ItemsPath": "$.items",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Pause",
            "States": {"Pause": {"Type": "Wait", "Seconds": 1, "End": True}},
        },
        "End": True,
    }
}


def test_what_was_stored_is_there_after_a_stop_and_a_start(stack, cloud):
    first = stack.start()
    before = cloud(first.endpoint_url)
    before.create_table()
    before.put("AAPL")
    before.client("s3").create_bucket(Bucket="raw-payloads")
    before.client("s3").put_object(Bucket="raw-payloads", Key="raw/one", Body=b"payload")
    stopped = stack.stop()

    second = stack.start()

    after = cloud(second.endpoint_url)
    assert stopped.clean
    assert (second.endpoint_url, second.sandbox_url) == (first.endpoint_url, first.sandbox_url)
    assert (second.lost_state, second.state_id) == (False, first.state_id)
    assert after.symbols() == {"AAPL"}
    assert after.client("s3").get_object(Bucket="raw-payloads", Key="raw/one")["Body"].read() == b"payload"


def test_a_stop_in_the_middle_of_a_map_is_quick_and_keeps_the_machines(stack, cloud):
    running = stack.start(wait_scale=0.02)
    here = cloud(running.endpoint_url)
    machine = here.create_machine("pollenation", EVERY_ITEM_WAITS)
    day = json.dumps({"items": list(range(1000))})
    for number in range(5):
        here.client("stepfunctions").start_execution(stateMachineArn=machine, name=f"day-{number}", input=day)
    time.sleep(0.5)

    stopped = stack.stop()

    again = cloud(stack.start().endpoint_url).client("stepfunctions")
    executions = again.list_executions(stateMachineArn=machine)["executions"]
    assert (stopped.clean, stopped.unsaved) == (True, ())
    assert stopped.seconds < 10
    assert {execution["status"] for execution in executions} == {"FAILED"}
    assert len(executions) == 5


def test_a_killed_emulator_is_noticed_and_starts_from_nothing(stack, cloud, server_pid, kill):
    first = stack.start()
    here = cloud(first.endpoint_url)
    here.create_table()
    here.put("AAPL")
    here.client("s3").create_bucket(Bucket="raw-payloads")
    kill(server_pid("emulator"))

    second = stack.start()

    after = cloud(second.endpoint_url)
    assert second.lost_state
    assert second.saved_at is None
    assert second.state_id != first.state_id
    assert second.endpoint_url == first.endpoint_url
    assert (after.symbols(), after.buckets()) == (set(), set())
    after.create_table()
    after.put("MSFT")
    assert after.symbols() == {"MSFT"}
    assert not stack.start().lost_state


def test_a_checkpoint_is_what_a_kill_leaves(stack, cloud, server_pid, kill):
    here = cloud(stack.start().endpoint_url)
    here.create_table()
    here.put("AAPL")
    here.client("s3").create_bucket(Bucket="known-at-the-checkpoint")
    stack.checkpoint()
    here.put("MSFT")
    here.client("s3").create_bucket(Bucket="made-after-the-checkpoint")
    kill(server_pid("emulator"))

    running = stack.start()

    after = cloud(running.endpoint_url)
    assert running.lost_state
    assert running.saved_at is not None
    assert after.symbols() == {"AAPL"}
    assert after.buckets() == {"known-at-the-checkpoint"}


def test_the_busy_workers_of_a_killed_emulator_end_with_the_next_start(stack, root, cloud, server_pid, kill):
    here = cloud(stack.start().endpoint_url)
    here.create_function("slow", "print('begun'); time.sleep(50)")
    here.client("lambda").invoke(FunctionName="slow", InvocationType="Event")
    emulator = psutil.Process(server_pid("emulator"))
    while not (workers := emulator.children()):
        time.sleep(0.02)
    time.sleep(0.5)
    kill(emulator.pid)

    stack.start()

    assert all(processes.is_over(worker) for worker in workers)
    assert len(servers_of(root)) == len(HEALTH_PATHS)


def test_a_reset_leaves_an_empty_account_on_the_same_ports(stack, cloud):
    first = stack.start()
    here = cloud(first.endpoint_url)
    here.create_table()
    here.client("s3").create_bucket(Bucket="raw-payloads")
    stack.reset()

    second = stack.start()

    after = cloud(second.endpoint_url)
    assert (after.symbols(), after.buckets()) == (set(), set())
    assert (second.endpoint_url, second.lost_state) == (first.endpoint_url, False)
    assert second.state_id != first.state_id


def test_waits_can_be_shortened_while_it_runs(stack, cloud):
    here = cloud(stack.start(wait_scale=1).endpoint_url)
    machine = here.create_machine("hour", {"Pause": {"Type": "Wait", "Seconds": 3600, "End": True}})
    stack.scale_waits(0)

    states = here.client("stepfunctions")
    execution = states.start_execution(stateMachineArn=machine)["executionArn"]

    deadline = time.monotonic() + 10
    while states.describe_execution(executionArn=execution)["status"] == "RUNNING":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED"


def test_a_function_sees_no_setting_that_it_does_not_declare(stack, cloud, monkeypatch):
    monkeypatch.setenv("ALPHAVANTAGE_API_KEY", "of the developer")
    here = cloud(stack.start().endpoint_url)
    here.create_function("show", "print('shown'); return sorted(os.environ)")

    names = here.client("lambda").invoke(FunctionName="show")["Payload"].read().decode()

    assert '"AWS_ENDPOINT_URL"' in names
    assert "ALPHAVANTAGE_API_KEY" not in names
