"""Render every state machine with the functions it invokes, for the resources that deploy it."""

import json
import re
from typing import Any

from workflows.catalogue import WORKFLOWS, Workflow
from workflows.states import render


def rendered(workflow: Workflow) -> dict[str, Any]:
    comment = (workflow.build.__globals__["__doc__"] or "").strip().partition("\n")[0]
    definition = render(workflow.build(), comment=comment, timeout_seconds=workflow.timeout_seconds)
    functions = sorted(set(re.findall(r"\$\{(\w+)\}", json.dumps(definition))))
    arns = {name: {"Fn::GetAtt": [f"{name}LambdaFunction", "Arn"]} for name in functions}
    text = json.dumps(definition, separators=(",", ":"))
    return {
        "definition": definition,
        "definition_text": text,
        "substitutions": arns,
        "invokes": list(arns.values()),
    }


def all_rendered() -> dict[str, dict[str, Any]]:
    return {workflow.name: rendered(workflow) for workflow in WORKFLOWS}
