"""Code in colours, with its language above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

from desktop_app.core.code_colouring import line_lexer

if TYPE_CHECKING:
    from desktop_app.core.code_colouring import LineLexer, Run

_LONGEST = 100_000
"""Characters; longer code has no colours."""
_MOST_LANGUAGES = 200
"""Looking for a language that nobody knows takes long."""


class CodeBlocks:
    """Makes blocks of code for one export."""

    def __init__(self) -> None:
        self._is_known: dict[str, bool] = {}

    def block(self, code: str, language: str = "") -> str:
        """The code as HTML."""
        lexer = self._lexer(language.lower()) if len(code) <= _LONGEST else None
        if lexer is None:
            written = escape(code, quote=False)
        else:
            written = "\n".join(_coloured(line, lexer.take(line)) for line in code.split("\n"))
        label = f"<figcaption>{escape(language)}</figcaption>" if language else ""
        # The browser would take the first line break of a `pre` away, though not within `code`.
        return f'<figure class="code">{label}<pre><code>{written}</code></pre></figure>\n'

    def _lexer(self, language: str) -> LineLexer | None:
        if not language or not self._is_known.get(language, len(self._is_known) < _MOST_LANGUAGES):
            return None
        lexer = line_lexer(language)
        self._is_known[language] = lexer is not None
        return lexer


def _coloured(line: str, runs: list[Run]) -> str:
    """The line with an element around each run; runs count as Qt does, in UTF-16 units."""
    if line.isascii():
        return "".join(_pieces(runs, len(line), lambda start, end: line[start:end]))
    units = line.encode("utf-16-le", "surrogatepass")

    def part(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")

    return "".join(_pieces(runs, len(units) // 2, part))


def _pieces(runs: list[Run], length: int, part: Callable[[int, int], str]) -> Iterator[str]:
    position = 0
    for start, end, name in _joined(runs, length):
        yield escape(part(position, start), quote=False)
        yield f'<span class="{name}">{escape(part(start, end), quote=False)}</span>'
        position = end
    yield escape(part(position, length), quote=False)


def _joined(runs: list[Run], length: int) -> Iterator[Run]:
    """Start, end and name of the runs; those of one kind side by side are one."""
    joined: list[Run] = []
    for start, size, name in runs:
        end = min(start + size, length)  # a lexer may count the line's end
        if joined and joined[-1][1:] == (start, name):
            joined[-1] = (joined[-1][0], end, name)
        else:
            joined.append((start, end, name))
    return iter(joined)
