r"""Stop strings as a person writes them: separated by commas or lines, with \n for a line break."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ONE = re.compile(r"(?:\\.|[^,\n\\])+")
_ESCAPE = re.compile(r"\\(.)")
_SPACE_AT_END = re.compile(r"(?<!\\)\s+$")
_MEANING = {"n": "\n", "t": "\t", "r": "\r"}
_WRITTEN = str.maketrans({"\\": r"\\", ",": r"\,"} | {v: f"\\{k}" for k, v in _MEANING.items()})
_SPACE_AT_AN_END = re.compile(r"^(\s)|(?<!^)(\s)$")


def parse_stop_strings(text: str) -> tuple[str, ...]:
    r"""Each string once, in the order of writing; spaces around it do not count.

    After a backslash n, t and r are control characters; any other character stands for itself,
    so `\,` is a comma and `\ ` a space that counts.
    """
    written = (_SPACE_AT_END.sub("", part.lstrip()) for part in _ONE.findall(text))
    meant = (_ESCAPE.sub(lambda m: _MEANING.get(m[1], m[1]), part) for part in written)
    return tuple(dict.fromkeys(filter(None, meant)))


def write_stop_strings(strings: Iterable[str]) -> str:
    """The strings as a person would write them: what `parse_stop_strings` understands."""
    escaped = (string.translate(_WRITTEN) for string in strings)
    return ", ".join(_SPACE_AT_AN_END.sub(r"\\\g<0>", string) for string in escaped)
