"""The built-in tools answer in words that a model understands."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from desktop_app.tooling.built_in import BUILT_IN_TOOLS
from desktop_app.tooling.checking import check_schema
from desktop_app.tooling.clock import TimeZoneUnknown, time_in

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_the_clock_tells_the_time_elsewhere() -> None:
    assert time_in("Europe/Berlin", NOON) == {
        "time": "2026-07-01T14:00:00+02:00",
        "weekday": "Wednesday",
        "time_zone": "Europe/Berlin",
    }


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe", "a\x00b"])
def test_an_unknown_time_zone_is_said(zone: str) -> None:
    with pytest.raises(TimeZoneUnknown):
        time_in(zone, NOON)
    assert "unknown time zone" in BUILT_IN_TOOLS["current_time"].run({"time_zone": zone})


def test_the_local_time_needs_no_argument() -> None:
    told = json.loads(BUILT_IN_TOOLS["current_time"].run({}))
    assert datetime.fromisoformat(told["time"]).tzinfo is not None


def test_the_calculator_answers_or_says_why_not() -> None:
    run = BUILT_IN_TOOLS["calculator"].run
    assert run({"expression": "6 * 7"}) == "42"
    assert json.loads(run({"expression": "1/0"})) == {
        "error": "division by zero",
        "expression": "1/0",
    }


def test_their_definitions_are_valid() -> None:
    for tool in BUILT_IN_TOOLS.values():
        assert check_schema(json.dumps(dict(tool.definition.parameters))).problems == ()
