"""The marks around a block of code in Markdown. Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*([^`]*)$")
"""An opening line: its mark, and what is said about the code."""


def language_of(info: str) -> str:
    """The language that is named behind an opening fence; "" if there is none."""
    words = info.split(maxsplit=1)
    return words[0].strip("{}.") if words else ""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence that is open: its mark, its own indent, how many list items it stands in."""

    mark: str
    indent: int
    level: int

    def closed_by(self, line: str) -> bool:
        """Whether `line` is the closing one."""
        return len(line.strip()) >= len(self.mark) and self.may_close(line)

    def may_close(self, line: str) -> bool:
        """Whether an unfinished `line` may become the closing one."""
        stripped = line.strip()
        return bool(stripped) and not stripped.strip(self.mark[0])

    def dedented(self, line: str) -> str:
        """`line` without the indent that the fence itself has."""
        return line[min(self.indent, len(line) - len(line.lstrip(" "))) :]
