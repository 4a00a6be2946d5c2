"""Markdown whose formulas are replaced by single characters that mean nothing. Plain Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop_app.formulas.recognition import FormulaSpan, formulas_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = 0xE000
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class TakenOut:
    """A piece of Markdown without its formulas, which are found again in what was parsed."""

    def __init__(self, markdown: str) -> None:
        self._original = markdown
        # A text that has such characters itself keeps its formulas as they are written.
        spans = [] if _PRIVATE.search(markdown) else formulas_in(markdown)
        self.spans = spans[: 0xF8FF - _FIRST]
        parts: list[str] = []
        position = 0
        for number, span in enumerate(self.spans):
            parts += markdown[position : span.start], chr(_FIRST + number)
            position = span.end
        self.markdown = "".join((*parts, markdown[position:]))

    def text_of(self, span: FormulaSpan) -> str:
        """A formula's source with its delimiters."""
        return self._original[span.start : span.end]

    def parts(self, text: str) -> Iterator[str | FormulaSpan]:
        """Parsed text and the formulas within it, in order."""
        position = 0
        for mark in _PRIVATE.finditer(text):
            if mark.start() > position:
                yield text[position : mark.start()]
            yield self.spans[ord(mark[0]) - _FIRST]
            position = mark.end()
        if position < len(text):
            yield text[position:]

    def restored(self, text: str) -> str:
        """Parsed text with the sources in it."""
        if not self.spans:
            return text
        return "".join(
            part if isinstance(part, str) else self.text_of(part) for part in self.parts(text)
        )
