"""Reads the service's YAML as data: intrinsics become their argument, Serverless variables stay text."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


class _CloudFormation(yaml.SafeLoader):
    pass


def _argument(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_CloudFormation.add_multi_constructor("!", _argument)


def fragment(path: str) -> dict:
    return yaml.load((ROOT / path).read_text(), _CloudFormation)  # noqa: S506  our own files
