"""Production is deployed with real keys: those it holds, or those of this shell.

    python -m scripts.delivery.provider_keys check STAGE ISSUER_DOCUMENT   before a deployment
    python -m scripts.delivery.provider_keys fill STAGE                    after it

`check` answers the keys as JSON; `fill` takes them and puts them where the template left placeholders: in a
secret that is new, or whose template changed. The deployment hands them from one to the other.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import boto3

PLACEHOLDER = "REPLACE_"
# By secret, the fields that are keys and the variable of the shell that gives each.
KEYS: Mapping[str, Mapping[str, str]] = {
    "alphavantage": {"apiKey": "ALPHAVANTAGE_API_KEY"},
    "alpaca": {"apiKey": "ALPACA_API_KEY", "secretKey": "ALPACA_SECRET_KEY"},
}

Keys = dict[str, dict[str, str]]  # by the secret's name and field


class NotConfigured(Exception):
    """What is a placeholder, and what takes its place."""


def check(stage: str, issuer_document: str) -> Keys:
    """`issuer_document` is the template's: it is deployed where it changed, else a person's own stays."""
    keys: Keys = {}
    missing: list[str] = []
    for provider, variables in KEYS.items():
        name = f"signal9-{provider}-credentials-{stage}"
        held = _secret(name) or {}
        real = {field: held[field] for field in variables if not _is_placeholder(held.get(field))}
        given = {field: os.environ.get(variable, "") for field, variable in variables.items()}
        keys[name] = {**given, **real}
        missing += [f"{f} of {name} ({variables[f]})" for f, value in keys[name].items() if not value]
    parameter = f"/signal9/{stage}/identity"
    if all(_has_no_issuer(text) for text in (_parameter(parameter) or issuer_document, issuer_document)):
        missing.append(f"issuer of {parameter} (identity in resources/stages.yml)")
    if missing:
        raise NotConfigured(
            f"NotConfigured: {stage} would run on placeholders. Missing: {', '.join(missing)}."
            " Set them in this shell, or in the account (docs/runbooks/secrets.md)"
        )
    return keys


def fill(keys: Keys) -> list[str]:
    """Answers what was put, by name."""
    put = []
    for name, known in keys.items():
        held = _secret(name) or {}
        left = {field: value for field, value in known.items() if _is_placeholder(held.get(field))}
        if left:
            text = json.dumps({**held, **left})
            boto3.client("secretsmanager").put_secret_value(SecretId=name, SecretString=text)
            put.append(f"{', '.join(left)} of {name}")
    return put


def _secret(name: str) -> dict[str, Any] | None:
    secrets = boto3.client("secretsmanager")
    try:
        held: dict[str, Any] = json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])
    except secrets.exceptions.ResourceNotFoundException:
        return None
    return held


def _parameter(name: str) -> str | None:
    parameters = boto3.client("ssm")
    try:
        return str(parameters.get_parameter(Name=name)["Parameter"]["Value"])
    except parameters.exceptions.ParameterNotFound:
        return None


def _is_placeholder(value: object) -> bool:
    return not value or str(value).startswith(PLACEHOLDER)


def _has_no_issuer(document: str) -> bool:
    return _is_placeholder(json.loads(document).get("issuer"))


def main(arguments: list[str]) -> int:
    step, stage, *rest = arguments
    if step == "fill":
        print("\n".join(fill(json.loads(sys.stdin.read()))))
        return 0
    try:
        print(json.dumps(check(stage, *rest)))
    except NotConfigured as refused:
        print(refused, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
