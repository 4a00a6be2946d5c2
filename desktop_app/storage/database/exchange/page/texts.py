"""The texts of messages as HTML: Markdown, or text of which only fenced code has a meaning."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from desktop_app.core.code_fences import FENCE, Fence, language_of
from desktop_app.storage.database.exchange.page.code import CodeBlocks
from desktop_app.storage.database.exchange.page.markdown import Markdown
from desktop_app.storage.database.exchange.page.pictures import PicturesTakenOut

_LONG = 50_000
"""Characters after which Markdown is cut where it can be, so that memory stays small."""
_LONGEST = 2 * _LONG
"""Characters of a piece that can be cut nowhere, above which it is not read as Markdown."""
_LONGEST_FENCE = 1_000


class Texts:
    """Writes for one export, in a worker thread; what it yields is made in bounded time."""

    def __init__(self) -> None:
        self._code = CodeBlocks()
        self._markdown = Markdown(self._code)

    def markdown(self, text: str) -> Iterator[str]:
        """What a model wrote."""
        pictures = PicturesTakenOut(text)
        for part in _parts(pictures.text):
            written = self._markdown.html(part, pictures) if len(part) <= _LONGEST else None
            if written is None:
                yield from self.verbatim(pictures.restored(part))
            else:
                yield pictures.restored(written)

    def verbatim(self, text: str) -> Iterator[str]:
        """What a person typed: every line as it stands, fenced code as code."""
        lines: list[str] = []
        fence: Fence | None = None
        language = ""
        for line in text.split("\n"):
            opened = None if fence else _opened(line)
            if opened:
                yield _paragraph(lines)
                fence, language = opened
                lines = []
            elif fence and fence.closed_by(line):
                yield self._code.block("\n".join(lines), language)
                fence, lines = None, []
            else:
                lines.append(fence.dedented(line) if fence else line)
        yield self._code.block("\n".join(lines), language) if fence else _paragraph(lines)

    def code(self, text: str, language: str = "") -> str:
        """What a tool gave, or was given."""
        return self._code.block(text, language)


def _opened(line: str) -> tuple[Fence, str] | None:
    """The fence that the line opens, and the language of its code."""
    found = FENCE.match(line) if len(line) <= _LONGEST_FENCE else None
    indent = len(line) - len(line.lstrip())
    if not found or indent > 3:
        return None
    return Fence(found[1], indent, 0), language_of(found[2])


def _paragraph(lines: list[str]) -> str:
    text = "\n".join(lines).strip("\n")
    return f'<div class="text">{escape(text, quote=False)}</div>\n' if text else ""


def _parts(text: str) -> Iterator[str]:
    """A long text cut at empty lines that are not within code."""
    if len(text) <= _LONG:
        yield text
        return
    lines: list[str] = []
    size = 0
    fence: Fence | None = None
    for line in text.split("\n"):
        if size > _LONG and not fence and not line.strip():
            yield "\n".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 1
        if fence is None:
            opened = _opened(line)
            fence = opened[0] if opened else None
        elif fence.closed_by(line):
            fence = None
    yield "\n".join(lines)
