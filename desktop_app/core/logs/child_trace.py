"""What a child process left of its crash: places and kinds, never what a library printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desktop_app.core.logs.traces import place_in

_PLACE = re.compile(r'\s*File "(?P<path>[^"]+)", line (?P<line>\d+),? in (?P<name>[\w.<>]+)$')
_HEADS = re.compile(
    r"(?:Fatal Python error: [\w ]+"
    r"|(?:Current thread|Thread) 0x[0-9a-f]+(?: \(most recent call first\))?:?"
    r"|Traceback \(most recent call last\):)"
)
_DEFECT = re.compile(r"ERROR:desktop_app\.[\w.]+:(?P<kind>\w+) at (?P<path>\S[^:]*):(?P<line>\d+)")
_KIND = re.compile(
    r"(?P<kind>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit))(?::.*)?$"
)


def defect_in(line: str) -> str:
    """The kind and place of a defect that the engine has noted and outlived, or ""."""
    if found := _DEFECT.fullmatch(line):
        return f"{found['kind']} at {place_in(found['path'])}:{found['line']}"
    return ""


def trace_in(lines: Iterable[str]) -> str:
    """The trace of a crash or an exception among what was printed to standard error, or ""."""
    return "\n".join(_kept(lines))


def _kept(lines: Iterable[str]) -> Iterator[str]:
    in_trace = False
    for line in lines:
        if place := _PLACE.fullmatch(line):
            if in_trace:
                yield f"  {place_in(place['path'])}:{place['line']} in {place['name']}"
        elif head := _HEADS.match(line):
            in_trace = True
            yield head.group()
        elif in_trace and (kind := _KIND.fullmatch(line)):
            in_trace = False
            yield kind["kind"]
