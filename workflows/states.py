"""The house vocabulary for states; the only module that knows the SDK's constructors and our naming rule.

The SDK (2.3.0) predates ResultSelector, MaxDelaySeconds, JitterStrategy, ItemProcessor and ItemSelector;
the subclasses here add exactly those.
"""

import logging
import warnings
from collections.abc import Mapping
from types import ModuleType
from typing import Any, ClassVar, Literal

# The SDK and the SageMaker it imports greet every build with deprecations and configuration notes.
logging.getLogger("sagemaker.config").setLevel(logging.WARNING)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from stepfunctions.steps import (
        Catch,
        Chain,
        Choice,
        ChoiceRule,
        Fail,
        Graph,
        Map,
        Pass,
        Retry,
        Succeed,
        Task,
        Wait,
    )
    from stepfunctions.steps.states import State

__all__ = [
    "Catch", "Chain", "ChoiceRule", "Fail", "Map", "Pass", "State", "Succeed", "Task",
    "choose", "for_each", "invoke", "on_any_error", "wait_seconds_from",
]  # fmt: skip

# Lambda and its service answer most faults within a minute; a longer outage is the operator's to see.
ATTEMPTS = 4
FIRST_RETRY_SECONDS = 2
LONGEST_RETRY_SECONDS = 30


class _Retry(Retry):  # type: ignore[misc]
    def is_field_allowed(self, field_name: str) -> bool:
        return field_name in ("max_delay_seconds", "jitter_strategy") or super().is_field_allowed(field_name)


class _Map(Map):  # type: ignore[misc]
    """A Map in today's spelling: ItemProcessor with a mode, ItemSelector instead of Parameters."""

    processor: ClassVar[Mapping[str, str]] = {"Mode": "INLINE"}

    def to_dict(self) -> dict[str, Any]:
        state: dict[str, Any] = super().to_dict()
        processor = state.pop("Iterator")
        state["ItemProcessor"] = {"ProcessorConfig": self.processor, **processor}
        if "Parameters" in state:
            state["ItemSelector"] = state.pop("Parameters")
        return state


class _StandardChildren(_Map):
    """Each item is an execution of its own, which may last a year and is paid by the step."""

    processor: ClassVar[Mapping[str, str]] = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


class _ExpressChildren(_Map):
    """Each item is an execution of its own, which may last five minutes and is paid by its time."""

    processor: ClassVar[Mapping[str, str]] = {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}


_MAPS = {None: _Map, "STANDARD": _StandardChildren, "EXPRESS": _ExpressChildren}


def function_name(handler: ModuleType) -> str:
    """`functions.research.handlers.rate_asset` is the function and the state `RateAsset`."""
    return "".join(word.capitalize() for word in handler.__name__.rsplit(".", 1)[-1].split("_"))


def _backing_off() -> Retry:
    return _Retry(
        error_equals=["States.TaskFailed", "States.Timeout"],
        interval_seconds=FIRST_RETRY_SECONDS,
        max_attempts=ATTEMPTS - 1,
        backoff_rate=2.0,
        max_delay_seconds=LONGEST_RETRY_SECONDS,
        jitter_strategy="FULL",
    )


def invoke(  # noqa: PLR0913  a state has that many fields
    handler: ModuleType,
    payload: dict[str, Any],
    *,
    result_path: str | None,
    timeout_seconds: int,
    catch: Catch | None = None,
    named: str | None = None,
) -> Task:
    """A state that runs one function. `timeout_seconds` is the function's own timeout plus a little, so that
    a worker that vanished is noticed."""
    name = function_name(handler)
    return Task(
        named or name,
        resource=f"${{{name}}}",
        parameters=payload,
        result_path=result_path,
        timeout_seconds=timeout_seconds,
        retry=_backing_off(),
        catch=catch,
    )


def on_any_error(go_to: State | Chain) -> Catch:
    return Catch(error_equals=["States.ALL"], next_step=go_to, result_path="$.error")


def choose(name: str, *rules: tuple[ChoiceRule, Any], otherwise: Any) -> Choice:
    choice = Choice(name)
    for rule, step in rules:
        choice.add_choice(rule, step)
    choice.default_choice(otherwise)
    return choice


def wait_seconds_from(name: str, path: str) -> Wait:
    return Wait(name, seconds_path=path)


def for_each(  # noqa: PLR0913  a state has that many fields
    name: str,
    items: str,
    do: Any,
    *,
    select: dict[str, Any],
    at_once: int,
    result_path: str | None,
    children: Literal["STANDARD", "EXPRESS"] | None = None,
    catch: Catch | None = None,
) -> Map:
    return _MAPS[children](
        name,
        iterator=do,
        items_path=items,
        parameters=select,
        max_concurrency=at_once,
        result_path=result_path,
        catch=catch,
    )


def render(chain: Chain, *, comment: str, timeout_seconds: int) -> dict[str, Any]:
    definition: dict[str, Any] = Graph(chain, comment=comment, timeout_seconds=timeout_seconds).to_dict()
    return definition
