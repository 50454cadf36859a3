"""What every command does alike: a sentence and an exit code for a failure, one JSON document on request."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from scripts.signal9.failures import exit_code


class Commands(TyperGroup):
    def main(self, *args: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        try:
            answer = super().main(*args, **options)
        except Exception as failure:
            code = _usage_code(failure) or exit_code(failure)
            if code is None:
                raise
            typer.echo(_sentence(failure), err=True)
            sys.exit(code)
        sys.exit(answer if isinstance(answer, int) else 0)


def tell(document: Any, show: Callable[[Console], None], *, as_json: bool) -> None:
    if as_json:
        print_json(document)
    else:
        show(Console(highlight=False))


def print_json(document: Any) -> None:
    typer.echo(json.dumps(document, indent=2, default=plain, ensure_ascii=False))


def plain(value: object) -> Any:
    """What JSON has no word for, as the tables spell it."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} in a document: expected dates, decimals or plain JSON values")


def _usage_code(failure: Exception) -> int | None:
    # Some releases of Typer carry their own copy of Click, so its errors are known by what they can do.
    return getattr(failure, "exit_code", None) if hasattr(failure, "format_message") else None


def _sentence(failure: Exception) -> str:
    if not hasattr(failure, "format_message"):
        return str(failure)
    message, context = failure.format_message(), getattr(failure, "ctx", None)
    if context is None or message.startswith("Usage:"):
        return str(message)
    end = "" if message.endswith((".", "?", ")")) else "."
    return f"{message}{end} See `{context.command_path} --help`."
