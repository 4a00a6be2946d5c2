r"""Finds the formulas in Markdown. Plain Python.

`\(…\)` and `$…$` stand in a sentence, `$$…$$`, `\[…\]` and `\begin{align}…\end{align}` on lines
of their own. Code, links and money (`$5 and $10`) are no formulas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.formulas.messages import LONGEST, Formula

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENVIRONMENTS = (
    r"(?:equation|align|aligned|alignat|gather|gathered|multline|split|flalign|eqnarray|math"
    r"|displaymath|cases|array|[pbBvV]?matrix|smallmatrix)\*?"
)
_MARK = re.compile(
    rf"`+|\\begin\{{{_ENVIRONMENTS}\}}|\\.|\$\$?|\]\([^()\s]*\)|https?://[^\s<>]+", re.DOTALL
)
_DISPLAY = re.compile(rf"\$\$|\\\[|\\begin\{{{_ENVIRONMENTS}\}}")
_IN_SENTENCE = re.compile(r"\$(?![\s$])((?:\\.|[^$\\`]){1,500}?)(?<![\s\\])\$(?!\d)", re.DOTALL)
_MONEY = re.compile(r"\d[\d.,]*[\s*,]+[A-Za-z]{2,}")
_MATHEMATICAL = re.compile(r"\$(?=\S)[^$\n]*[\\^_{]")
_PUNCTUATION = re.compile(r"\s*([.,;:])?\s*$")


@dataclass(frozen=True, slots=True)
class FormulaSpan:
    """Where a formula stands with its delimiters; `end` is -1 while it is not closed."""

    start: int
    end: int
    formula: Formula


def formulas_in(text: str) -> list[FormulaSpan]:
    """The closed formulas in a piece of Markdown, in order."""
    if "$" not in text and "\\" not in text:
        return []
    return [span for span in _spans(text) if span.end >= 0]


def open_formula(text: str) -> int:
    """Where a formula begins that `text` does not close; -1 if there is none."""
    if "$" not in text and "\\" not in text:
        return -1
    start = next((span.start for span in _spans(text) if span.end < 0), -1)
    if start >= 0:
        return start
    last = text.rfind("$")
    closed = any(span.start <= last < span.end for span in formulas_in(text))
    is_formula = last >= 0 and not closed and _MATHEMATICAL.match(text, last)
    return last if is_formula and _may_open(text, last) else -1


def display_opening(line: str) -> int:
    """Where a display formula begins that is the line's first word, or that goes on below; or -1.

    Quotes, tables and indented code keep theirs within their own lines.
    """
    if "$$" not in line and "\\" not in line:
        return -1
    stripped = line.lstrip()
    start = len(line) - len(stripped)
    if not stripped or stripped[0] in ">|":
        return -1
    if _DISPLAY.match(stripped):
        return start
    unclosed = (span for span in _spans(line) if span.end < 0 and span.formula.is_display)
    return next((span.start for span in unclosed), -1)


def whole_display(source: str) -> tuple[str, str] | None:
    """Split at the end of the display formula that `source` begins with; None while it is open.

    Punctuation behind it, with nothing more, is part of it.
    """
    opening = _DISPLAY.match(source)
    if not opening:
        return None
    end = _closing(source, opening[0], opening.end())
    if end < 0:
        return None
    if punctuation := _PUNCTUATION.match(source, end):
        return source[:end] + (punctuation[1] or ""), ""
    return source[:end], source[end:]


def display_formula(source: str) -> Formula | None:
    """The formula of a source with its delimiters; None if it is no display formula."""
    opening = _DISPLAY.match(source)
    if not opening:
        return None
    end = _closing(source, opening[0], opening.end())
    if end < 0:
        return None
    if opening[0].startswith("\\begin"):
        return Formula(source, is_display=True)
    latex = source[opening.end() : end - 2].strip()
    return Formula(latex + source[end:], is_display=True)


def _spans(text: str) -> Iterator[FormulaSpan]:
    position = 0
    while mark := _MARK.search(text, position):
        start, position = mark.span()
        opening = mark[0]
        if opening[0] == "`":
            closing = re.compile(rf"(?<!`){opening}(?!`)").search(text, position)
            position = closing.end() if closing else position
        elif opening == "$":
            found = _IN_SENTENCE.match(text, start)
            if found and _may_open(text, start) and not _MONEY.match(found[1]):
                position = found.end()
                yield FormulaSpan(start, position, Formula(_unquoted(found[1])))
        elif opening == "\\(" or _DISPLAY.match(opening):
            end = _closing(text, opening, position)
            latex = text[start:end] if opening[1] == "b" else text[position : end - 2]
            if end < 0 or (latex.strip() and len(latex) <= LONGEST):
                position = end if end >= 0 else len(text)
                is_display = opening != "\\("
                yield FormulaSpan(start, end, Formula(_unquoted(latex).strip(), is_display))


def _closing(text: str, opening: str, position: int) -> int:
    """Where the formula ends that was opened before `position`; -1 if it does not."""
    closing = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}.get(opening)
    closing = closing or opening.replace("begin", "end", 1)
    end = text.find(closing, position)
    while end > 0 and text[end - 1] == "\\":
        end = text.find(closing, end + 1)
    return end + len(closing) if end >= 0 else -1


def _may_open(text: str, start: int) -> bool:
    """Whether a dollar at `start` is not the end or the middle of a word."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "$\\")


def _unquoted(latex: str) -> str:
    """`latex` without the marks of a quote in front of its lines."""
    return re.sub(r"\n[ \t]*>[ \t]?", "\n", latex) if "\n" in latex else latex
