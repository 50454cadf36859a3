"""What a deployment would do to a stack, from its template now and the one to come.

Which properties of a resource are fixed at its creation is taken from CloudFormation's own schemas, which
cfn-lint brings along.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import cache
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from cfnlint.schema.manager import ResourceNotFoundError as UnknownType

REGION = "us-east-1"
# What is in these cannot be made again from the sources.
STATEFUL = (
    "AWS::DynamoDB::",
    "AWS::S3::Bucket",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::OpenSearchService::Domain",
    "AWS::ElastiCache::",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::Backup::BackupVault",
    "AWS::Route53::HostedZone",
    "AWS::Events::EventBus",
)
_KEEPING = ("Retain", "Snapshot", "RetainExceptOnCreate")
# Archives are uploaded below the time of their upload.
_UPLOADED_AT = re.compile(r"/\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z/")

Template = Mapping[str, Any]


@unique
class Kind(StrEnum):
    REPLACED = "replaced"
    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    logical_id: str
    type: str
    paths: tuple[str, ...] = ()  # of properties, dotted
    warning: str | None = None


def compare(before: Template, after: Template) -> list[Change]:
    """By kind, the most dangerous first, then by name."""
    old, new = before.get("Resources", {}), after.get("Resources", {})
    changes = [Change(Kind.ADDED, name, new[name]["Type"]) for name in new.keys() - old.keys()]
    changes += [_removed(name, old[name]) for name in old.keys() - new.keys()]
    changes += [c for name in old.keys() & new.keys() if (c := _kept(name, old[name], new[name]))]
    return sorted(changes, key=lambda change: (list(Kind).index(change.kind), change.logical_id))


def _removed(name: str, old: Template) -> Change:
    return Change(Kind.REMOVED, name, old["Type"], warning=_loss(old, "DeletionPolicy"))


def _kept(name: str, old: Template, new: Template) -> Change | None:
    if old["Type"] != new["Type"]:
        return Change(Kind.REPLACED, name, new["Type"], ("Type",), _loss(old, "UpdateReplacePolicy"))
    paths = tuple(sorted(set(_differences(_matter(old), _matter(new)))))
    if not paths:
        return None
    shown = tuple(path.removeprefix("Properties.") for path in paths)
    if any(_fixes(new["Type"], path) for path in shown):
        return Change(Kind.REPLACED, name, new["Type"], shown, _loss(old, "UpdateReplacePolicy"))
    return Change(Kind.CHANGED, name, new["Type"], shown)


def _matter(resource: Template) -> Template:
    """A dependency changes the order of a deployment and nothing in it."""
    return {part: value for part, value in resource.items() if part not in ("DependsOn", "Metadata")}


def _differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in old.keys() | new.keys():
            yield from _differences(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif _UPLOADED_AT.sub("/", json.dumps(old)) != _UPLOADED_AT.sub("/", json.dumps(new)):
        yield path


def _fixes(kind: str, path: str) -> bool:
    dotted = f"{path}."
    return any(
        dotted.startswith(f"{fixed}.") or fixed.startswith(dotted) for fixed in _fixed_properties(kind)
    )


@cache
def _fixed_properties(kind: str) -> frozenset[str]:
    try:
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    except UnknownType:  # a custom resource: its function decides
        return frozenset()
    pointers = schema.get("createOnlyProperties") or ()
    return frozenset(p.removeprefix("/properties/").replace("/", ".") for p in pointers)


def _loss(old: Template, policy: str) -> str | None:
    if not old["Type"].startswith(STATEFUL):
        return None
    kept = old.get(policy, "Delete")
    if kept in _KEEPING:
        return f"holds data; the old one stays ({policy}: {kept}) and has to be carried over by hand"
    return f"HOLDS DATA THAT WILL BE DELETED ({policy}: {kept})"
