"""Reads the few facts of a GGUF file that the model list tells, without loading the model.

Source: the GGUF specification in ggml's repository (docs/gguf.md), versions 2 and 3.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_LONGEST_STRING = 1 << 24

Value = str | int | float | bool | None


class ModelFileError(Exception):
    """A model file that cannot be used; its text is a short machine-readable reason."""


@dataclass(frozen=True)
class GgufFacts:
    """What the header says: a name, a licence, and the context length in tokens."""

    name: str
    license: str
    context_length: int


def read_facts(path: Path) -> GgufFacts:
    """Read the header of a GGUF file.

    Raises:
        ModelFileError: the file is not there or is no GGUF file.
    """
    try:
        with path.open("rb") as file:
            values = dict(_metadata(file))
    except OSError as error:
        raise ModelFileError("model_file_not_readable") from error
    except (struct.error, UnicodeDecodeError, KeyError) as error:
        raise ModelFileError("model_file_not_gguf") from error
    architecture = values.get("general.architecture", "")
    context = values.get(f"{architecture}.context_length")
    return GgufFacts(
        name=str(values.get("general.name") or path.stem),
        license=str(values.get("general.license") or "unknown"),
        context_length=context if isinstance(context, int) else 2048,
    )


def _metadata(file: BinaryIO) -> list[tuple[str, Value]]:
    """The keys before the tokenizer's, which are long and come last."""
    magic, version, _tensors, count = struct.unpack("<4sIQQ", file.read(24))
    if magic != b"GGUF" or version < 2:
        raise ModelFileError("model_file_not_gguf")
    pairs: list[tuple[str, Value]] = []
    for _ in range(count):
        key = _string(file)
        if key.startswith("tokenizer."):
            break
        (kind,) = struct.unpack("<I", file.read(4))
        pairs.append((key, _value(file, kind)))
    return pairs


def _string(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LONGEST_STRING:
        raise ModelFileError("model_file_not_gguf")
    return file.read(length).decode()


def _value(file: BinaryIO, kind: int) -> Value:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        item_kind, count = struct.unpack("<IQ", file.read(12))
        for _ in range(count):
            _value(file, item_kind)
        return None
    code = _SCALARS[kind]
    value: int | float | bool = struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0]
    return value
