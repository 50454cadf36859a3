"""Every line of a dashboard is published by code or by AWS, with the dimensions it is looked up by."""

import ast
import json
import re

import pytest

from functions.runtime.metrics import METRICS
from tests.support.aws_metrics import AWS_METRICS
from tests.support.fragments import ROOT

SEARCH = re.compile(r"SEARCH\('\{([\w/]+),([\w,]+)\} MetricName=\"(\w+)\" .*', '\w+', \d+\)")
DOCUMENTED_NAMESPACES = {
    "Signal9/DataValidation",
    "Signal9/DataQuality",
    "Signal9/DataIngestion",
    "Signal9/UserActivity",
    "Signal9/Advisor",
    "Signal9/Trading",
    "Signal9/Operations",
}
BOUNDED = {"stage", "provider", "consumer"}


@pytest.fixture(scope="module")
def dashboards(prod):
    found = prod.of_type("AWS::CloudWatch::Dashboard")
    return {name: json.loads(d["DashboardBody"]["Fn::Sub"]) for name, d in found.items()}


def emitted():
    """Metric names that code passes to `measured`, or puts into a dictionary for it."""
    texts = set()
    for path in (ROOT / "functions").rglob("*.py"):
        if path.name == "metrics.py" or "metrics.measured" not in path.read_text():
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Dict):
                texts |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return texts & set(METRICS)


def lines(dashboard):
    """Namespace, name and dimensions' names of every line."""
    for widget in dashboard["widgets"]:
        for line in widget["properties"]["metrics"]:
            if isinstance(line[0], dict):
                namespace, dimensions, name = SEARCH.fullmatch(line[0]["expression"]).groups()
                yield namespace, name, tuple(dimensions.split(","))
            else:
                yield line[0], line[1], tuple(line[2:-1:2])


@pytest.mark.acceptance(9, 55, 102)
def test_operators_have_a_dashboard_for_each_question(dashboards):
    asked = {"Operations", "DataQuality", "Api", "Trading", "Cost"}

    assert set(dashboards) == {f"{name}Dashboard" for name in asked}


@pytest.mark.acceptance(9, 53, 55, 102)
def test_every_line_is_published_with_its_dimensions(dashboards):
    seen = {(name, line) for name, dashboard in dashboards.items() for line in lines(dashboard)}

    assert len(seen) > 40
    for name, (namespace, metric, dimensions) in seen:
        if namespace.startswith("Signal9/"):
            own = METRICS[metric]
            assert (namespace, dimensions) == (own.namespace, own.dimensions), (name, metric)
        else:
            assert dimensions in AWS_METRICS[namespace, metric], (name, metric)


@pytest.mark.acceptance(53, 101)
def test_code_emits_every_metric_there_is():
    assert emitted() == set(METRICS)


@pytest.mark.acceptance(53)
def test_metrics_are_in_the_documented_namespaces_with_few_dimensions():
    assert {metric.namespace for metric in METRICS.values()} == DOCUMENTED_NAMESPACES
    for name, metric in METRICS.items():
        assert set(metric.dimensions) <= BOUNDED, name
        assert metric.dimensions[0] == "stage", name


def test_every_metric_is_on_a_dashboard_or_behind_an_alarm(dashboards, prod):
    shown = {metric for dashboard in dashboards.values() for _, metric, _ in lines(dashboard)}
    alarms = json.dumps(prod.of_type("AWS::CloudWatch::Alarm"))

    assert {name for name in METRICS if name not in shown and f'"{name}"' not in alarms} == set()


@pytest.mark.acceptance(55, 103)
def test_saved_queries_look_for_events_and_fields_that_are_logged(prod):
    code = "\n".join(path.read_text() for path in (ROOT / "functions").rglob("*.py"))
    queries = [q["QueryString"] for q in prod.of_type("AWS::Logs::QueryDefinition").values()]

    assert len(queries) == 5
    for event in re.findall(r'event = "(\w+)"', "\n".join(queries)):
        assert f'"{event}"' in code, event


def test_a_day_that_costs_too_much_is_told(prod):
    [budget] = prod.of_type("AWS::Budgets::Budget").values()

    assert budget["Budget"]["BudgetLimit"] == {"Amount": 50, "Unit": "USD"}
    assert budget["Budget"]["TimeUnit"] == "DAILY"
    [told] = budget["NotificationsWithSubscribers"]
    assert told["Subscribers"] == [{"SubscriptionType": "SNS", "Address": {"Ref": "AlertTopic"}}]
