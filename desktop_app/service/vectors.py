"""One vector of a reply: a list of numbers, or float32 packed as base64."""

from __future__ import annotations

import base64
import math
import sys
from array import array


def vector_of(value: object) -> tuple[float, ...]:
    """The numbers of a vector.

    Raises:
        ValueError: it is empty, no vector, or holds numbers that are not finite.
    """
    if isinstance(value, str):
        numbers = _unpacked(value)
    elif isinstance(value, list):
        numbers = tuple(float(number) for number in value)
    else:
        raise ValueError("no vector")  # noqa: TRY004 (of the reply, not of a caller)
    if not numbers:
        raise ValueError("empty")
    if not all(map(math.isfinite, numbers)):
        raise ValueError("not finite")
    return numbers


def _unpacked(text: str) -> tuple[float, ...]:
    """Numbers of 4 bytes each, little endian."""
    packed = array("f")
    packed.frombytes(base64.b64decode(text, validate=True))
    if sys.byteorder == "big":
        packed.byteswap()
    return tuple(packed)
