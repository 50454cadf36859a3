"""A template without conditions: rendered for one stage they compare literals, so each has one answer."""

from collections.abc import Mapping
from typing import Any

_ABSENT = object()


class ConditionNotUnderstood(ValueError):
    """Something else than Equals, Not, And, Or or the name of a condition."""


def as_deployed(template: Mapping[str, Any]) -> dict[str, Any]:
    """What CloudFormation would make: resources whose condition holds, and of each If the branch taken."""
    conditions = template.get("Conditions", {})
    resources = {
        name: {key: _decided(value, conditions) for key, value in resource.items() if key != "Condition"}
        for name, resource in template["Resources"].items()
        if "Condition" not in resource or _holds(resource["Condition"], conditions)
    }
    for resource in resources.values():
        if "DependsOn" in resource:
            wanted = resource["DependsOn"]
            listed = wanted if isinstance(wanted, list) else [wanted]
            resource["DependsOn"] = [name for name in listed if name in resources]
    rest = {
        key: value for key, value in template.items() if key not in ("Conditions", "Resources", "Outputs")
    }
    return {**rest, "Resources": resources}


def _holds(condition: Any, conditions: Mapping[str, Any]) -> bool:
    match condition:
        case str(name) | {"Condition": str(name)}:
            return _holds(conditions[name], conditions)
        case {"Fn::Equals": [left, right]}:
            return bool(left == right)
        case {"Fn::Not": [inner]}:
            return not _holds(inner, conditions)
        case {"Fn::And": inner}:
            return all(_holds(each, conditions) for each in inner)
        case {"Fn::Or": inner}:
            return any(_holds(each, conditions) for each in inner)
    raise ConditionNotUnderstood(f"got {condition}, expected Equals, Not, And, Or or the name of a condition")


def _decided(part: Any, conditions: Mapping[str, Any]) -> Any:
    match part:
        case {"Ref": "AWS::NoValue"}:
            return _ABSENT
        case {"Fn::If": [name, then, otherwise]}:
            return _decided(then if _holds(name, conditions) else otherwise, conditions)
        case dict():
            kept = {key: _decided(value, conditions) for key, value in part.items()}
            return {key: value for key, value in kept.items() if value is not _ABSENT}
        case list():
            return [value for value in (_decided(each, conditions) for each in part) if value is not _ABSENT]
    return part
