"""Where an exception came from. What it says is left out, for that may quote a person's text."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType, TracebackType

# Their words name parts of the program, never values.
_TELLING = frozenset(
    {
        AttributeError,
        ImportError,
        IndexError,
        MemoryError,
        ModuleNotFoundError,
        NameError,
        NotImplementedError,
        RecursionError,
        TypeError,
        UnboundLocalError,
        ZeroDivisionError,
    }
)
_MOST_PLACES = 60  # of one exception; a recursion has a thousand of the same
_MOST_EXCEPTIONS = 10
_ROOTS = ("/site-packages/", "/desktop_app/")


def trace_of(error: BaseException) -> str:
    """The kind of an exception and its places, and the same of what led to it; many lines."""
    return "\n".join(_lines(error, set()))


def place_in(path: str) -> str:
    """A source file without the folders that say nothing, such as the name of a person's home."""
    path = path.replace("\\", "/")
    for root in _ROOTS:
        _, found, rest = path.rpartition(root)
        if found:
            return f"desktop_app/{rest}" if root == _ROOTS[1] else rest
    return path.rpartition("/")[2]


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen or len(seen) >= _MOST_EXCEPTIONS:
        return
    seen.add(id(error))
    if error.__cause__ is not None:
        yield from _lines(error.__cause__, seen)
        yield "that led to:"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _lines(error.__context__, seen)
        yield "during which:"
    yield _kind(error)
    yield from _places(error.__traceback__)
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield "with:"
            yield from _lines(member, seen)


def _kind(error: BaseException) -> str:
    kind = type(error)
    is_built_in = kind.__module__ == "builtins"
    name = kind.__qualname__ if is_built_in else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: [{error.errno}] {error.strerror}"
    return f"{name}: {error}" if kind in _TELLING and str(error) else name


def _places(trace: TracebackType | None) -> Iterator[str]:
    places = [_place(frame, line) for frame, line in traceback.walk_tb(trace)]
    half = _MOST_PLACES // 2
    if len(places) > _MOST_PLACES:
        left_out = f"  … {len(places) - _MOST_PLACES} more …"
        places = [*places[:half], left_out, *places[-half:]]
    yield from places


def _place(frame: FrameType, line: int) -> str:
    code = frame.f_code
    return f"  {place_in(code.co_filename)}:{line} in {code.co_qualname}"
