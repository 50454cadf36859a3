"""Makes alarms, dashboards, saved queries and the budget of what resources/monitoring says.

Names of functions, queues and domains are the template's own; a test looks each of them up there.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

SOURCES = Path(__file__).parents[2] / "resources" / "monitoring"
OWN = "Signal9/"
PERIOD_SECONDS = 300
# Rows of a dashboard are 24 columns wide.
WIDTH, HEIGHT, ACROSS = 8, 6, 3
COMPARISONS = {
    "above": "GreaterThanThreshold",
    "at_least": "GreaterThanOrEqualToThreshold",
    "below": "LessThanThreshold",
}
Spec = Mapping[str, Any]


def resources(stage: str) -> dict[str, Any]:
    alarms, composites = _read("alarms", stage), _read("hurt", stage)
    return {
        **{logical_id(name): _alarm(name, spec, stage) for name, spec in alarms.items()},
        **{logical_id(name): _composite(name, spec, stage) for name, spec in composites.items()},
        **{
            f"{_camel(name)}Dashboard": _dashboard(name, widgets, stage)
            for name, widgets in _read("dashboards", stage).items()
        },
        **{
            f"{_camel(name)}Query": _query(name, spec, stage)
            for name, spec in _read("queries", stage).items()
        },
        **_read("budget", stage),
    }


def logical_id(alarm: str) -> str:
    return f"{_camel(alarm)}Alarm"


def _read(name: str, stage: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(
        (SOURCES / f"{name}.yml").read_text().replace("${stage}", stage)
    )
    return document


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("-", " ").split())


def _alarm(name: str, spec: Spec, stage: str) -> dict[str, Any]:
    [(comparison, threshold)] = [(COMPARISONS[key], spec[key]) for key in COMPARISONS if key in spec]
    watched = _single(spec, stage) if "metric" in spec else {"Metrics": _computed(spec, stage)}
    properties = {
        **_told(name, spec, stage),
        **watched,
        "EvaluationPeriods": spec.get("periods", 1),
        "Threshold": threshold,
        "ComparisonOperator": comparison,
        "TreatMissingData": spec.get("missing", "notBreaching"),
    }
    # The laptop's AWS knows alarms of one metric.
    condition = spec.get("condition", None if "metric" in spec else "IsCloud")
    return {
        "Type": "AWS::CloudWatch::Alarm",
        **({"Condition": condition} if condition else {}),
        "Properties": properties,
    }


def _composite(name: str, spec: Spec, stage: str) -> dict[str, Any]:
    rule = " OR ".join(f'ALARM("signal9-{child}-{stage}")' for child in spec["any"])
    return {
        "Type": "AWS::CloudWatch::CompositeAlarm",
        "Condition": "IsCloud",
        "DependsOn": [logical_id(child) for child in spec["any"]],
        "Properties": {**_told(name, spec, stage), "AlarmRule": rule},
    }


def _told(name: str, spec: Spec, stage: str) -> dict[str, Any]:
    return {
        "AlarmName": f"signal9-{name}-{stage}",
        "AlarmDescription": f"{spec['says']} docs/runbooks/{spec['runbook']}.md",
        "AlarmActions": [{"Ref": "AlertTopic"}],
        "OKActions": [{"Ref": "AlertTopic"}],
    }


def _single(spec: Spec, stage: str) -> dict[str, Any]:
    metric, _, statistic = spec["metric"].rpartition(" ")
    kind = "ExtendedStatistic" if statistic.startswith("p") else "Statistic"
    return {**_metric(metric, spec, stage), kind: statistic, "Period": spec.get("seconds", PERIOD_SECONDS)}


def _metric(named: str, spec: Spec, stage: str) -> dict[str, Any]:
    namespace, name = named.split(" ")
    where = ({"stage": stage} if namespace.startswith(OWN) else {}) | spec.get("where", {})
    dimensions = [{"Name": key, "Value": _value(key, value, stage)} for key, value in where.items()]
    return {"Namespace": namespace, "MetricName": name, "Dimensions": dimensions}


def _value(dimension: str, value: str, stage: str) -> Any:
    if dimension == "FunctionName":
        return f"signal9-{stage}-{value}"
    if dimension in ("StateMachineArn", "HealthCheckId"):
        return {"Ref": value}
    return {"Ref": "AWS::AccountId"} if dimension == "ClientId" else value


def _computed(spec: Spec, stage: str) -> list[dict[str, Any]]:
    period = spec.get("seconds", PERIOD_SECONDS)
    if "query" in spec:
        return [{"Id": "answer", "Expression": spec["query"], "Period": period, "ReturnData": True}]
    if "most" in spec:
        metrics = _parts("m", spec["most"], stage, spec["statistic"], period)
        expression = f"MAX([{', '.join(_filled(metrics))}])"
    else:
        share = spec["share"]
        of = _parts("of", share["of"], stage, "Sum", period)
        all_ = _parts("all", share["in"], stage, "Sum", period)
        whole = " + ".join(_filled(all_))
        part = " + ".join(_filled(of))
        expression = f"IF(({whole}) >= {share['enough']}, 100 * ({part}) / ({whole}), 0)"
        metrics = of + all_
    return [{"Id": "answer", "Expression": expression, "ReturnData": True}, *metrics]


def _parts(
    prefix: str, specs: Sequence[Spec], stage: str, statistic: str, period: int
) -> list[dict[str, Any]]:
    return [
        {
            "Id": f"{prefix}{place}",
            "MetricStat": {
                "Metric": _metric(spec["metric"], spec, stage),
                "Period": period,
                "Stat": statistic,
            },
            "ReturnData": False,
        }
        for place, spec in enumerate(specs)
    ]


def _filled(metrics: Sequence[Spec]) -> list[str]:
    return [f"FILL({metric['Id']}, 0)" for metric in metrics]


def _dashboard(name: str, widgets: Sequence[Spec], stage: str) -> dict[str, Any]:
    body = {"widgets": [_widget(place, spec, stage) for place, spec in enumerate(widgets)]}
    return {
        "Type": "AWS::CloudWatch::Dashboard",
        "Condition": "HasDashboards",
        "Properties": {
            "DashboardName": f"signal9-{name}-{stage}",
            "DashboardBody": {"Fn::Sub": json.dumps(body)},
        },
    }


def _widget(place: int, spec: Spec, stage: str) -> dict[str, Any]:
    if "search" in spec:
        metrics = [[{"expression": _search(spec["search"], stage)}]]
    else:
        metrics = [_line(seen, stage) for seen in spec["see"]]
    return {
        "type": "metric",
        "x": place % ACROSS * WIDTH,
        "y": place // ACROSS * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": spec["title"],
            "region": "${AWS::Region}",
            "period": spec.get("seconds", PERIOD_SECONDS),
            "metrics": metrics,
        },
    }


def _line(seen: str | Spec, stage: str) -> list[Any]:
    spec = {"metric": seen} if isinstance(seen, str) else seen
    named, _, statistic = spec["metric"].rpartition(" ")
    metric = _metric(named, spec, stage)
    dimensions = [text for each in metric["Dimensions"] for text in (each["Name"], _text(each["Value"]))]
    return [metric["Namespace"], metric["MetricName"], *dimensions, {"stat": statistic}]


def _text(value: Any) -> str:
    """As Fn::Sub fills it in."""
    return f"${{{value['Ref']}}}" if isinstance(value, dict) else value


def _search(named: str, stage: str) -> str:
    """Of our own by the stage; of AWS's by the service's name in a dimension, which parts at hyphens."""
    namespace, dimensions, name, statistic = named.split(" ")
    is_own = namespace.startswith(OWN)
    schema = f"{namespace},stage,{dimensions}" if is_own else f"{namespace},{dimensions}"
    only = f'stage="{stage}"' if is_own else f"signal9 {stage}"
    return f"SEARCH('{{{schema}}} MetricName=\"{name}\" {only}', '{statistic}', {PERIOD_SECONDS})"


def _query(name: str, spec: Spec, stage: str) -> dict[str, Any]:
    return {
        "Type": "AWS::Logs::QueryDefinition",
        "Condition": "IsCloud",
        "Properties": {"Name": f"signal9/{stage}/{name}", "QueryString": spec["query"]},
    }
