"""What a line of Markdown begins. Plain Python."""

from __future__ import annotations

import re

LONGEST = 4_000
"""Characters a piece may have; a longer one is cut at a space, so that no frame is long."""
LONGEST_TABLE = 5
"""Lines the first part of a table may have, whose columns all others take over."""
LONGEST_ROWS = 2
"""Lines every other part may have: an open one is laid out anew in each frame."""
LONGEST_IMAGE = 4_000_000
"""Characters of a line with a picture in it: cut, it would be none."""

ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])(?:\s+(.*))?$")
HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
UNDECIDED = re.compile(r"\s*(?:[-=*+_#`~>|:$\\\s]*|\d{1,9}[.)]?|(?:`{3}|~{3}).*)$")
OPEN_IMAGE = re.compile(r"!\[[^\]]*\]\(data:image/[^)]*$")


def indent_of(line: str) -> int:
    """The columns in front of the first letter; a tab counts as four."""
    return len(line) - len(line.lstrip(" \t")) + 3 * line[: len(line) // 2].count("\t")


def is_in_image(line: str) -> bool:
    """Whether the line has a picture's data in it, and must not be cut."""
    return len(line) < LONGEST_IMAGE and "](data:image/" in line


def is_full(lines: list[str], *, is_continued: bool) -> bool:
    """Whether a paragraph or (a part of) a table is long enough to be finished here."""
    longest = LONGEST_ROWS if is_continued else LONGEST_TABLE
    return sum(map(len, lines)) > LONGEST or (is_table(lines) and len(lines) > longest)


def is_table(lines: list[str]) -> bool:
    """Whether the lines are a table's."""
    return len(lines) > 1 and bool(DELIMITER_ROW.match(lines[1]))
