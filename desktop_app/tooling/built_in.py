"""Tools that run by themselves, on this computer: the clock and the calculator."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop_app.tooling.calculator import CalculationFailed, calculate, written
from desktop_app.tooling.clock import TimeZoneUnknown, time_in
from desktop_app.tooling.definitions import ToolDefinition
from desktop_app.tooling.results import failure


@dataclass(frozen=True, slots=True)
class BuiltInTool:
    """A definition and what makes its result, a text for the model, from checked arguments."""

    definition: ToolDefinition
    run: Callable[[Mapping[str, Any]], str]


def _run_clock(arguments: Mapping[str, Any]) -> str:
    zone = str(arguments.get("time_zone", ""))
    try:
        return json.dumps(time_in(zone, datetime.now(UTC)), ensure_ascii=False)
    except TimeZoneUnknown:
        return failure("unknown time zone", time_zone=zone)


def _run_calculator(arguments: Mapping[str, Any]) -> str:
    try:
        return written(calculate(str(arguments["expression"])))
    except CalculationFailed as error:
        return failure(error.problem.value.replace("_", " "), expression=arguments["expression"])


_CLOCK = ToolDefinition(
    name="current_time",
    description="Tell the current date and time",
    parameters={
        "type": "object",
        "properties": {
            "time_zone": {
                "type": "string",
                "description": "IANA name, e.g. Europe/Berlin; leave it out for the local time",
            }
        },
        "additionalProperties": False,
    },
)
_CALCULATOR = ToolDefinition(
    name="calculator",
    description="Compute the value of an arithmetic expression",
    parameters={
        "type": "object",
        "properties": {
            "expression": {
                "type": "string",
                "description": "Such as (3 + 4) * 2 ** 0.5 or sqrt(16) / pi",
            }
        },
        "required": ["expression"],
        "additionalProperties": False,
    },
)
BUILT_IN_TOOLS: Mapping[str, BuiltInTool] = {
    tool.definition.name: tool
    for tool in (BuiltInTool(_CLOCK, _run_clock), BuiltInTool(_CALCULATOR, _run_calculator))
}
