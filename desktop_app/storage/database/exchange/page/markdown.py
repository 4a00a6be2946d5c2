"""Markdown as HTML: nothing of it is taken over as markup, and nothing remote is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from typing_extensions import override

from desktop_app.storage.database.exchange.page.formula_rules import (
    BAR,
    FormulaRules,
    with_hidden_bars,
)
from desktop_app.storage.database.exchange.page.rendering import PICTURES, PageRenderer

if TYPE_CHECKING:
    from desktop_app.storage.database.exchange.page.code import CodeBlocks
    from desktop_app.storage.database.exchange.page.pictures import PicturesTakenOut

_OPTIONS = {"html": False, "tasklists": True, "xhtmlOut": False}


class Markdown(MarkdownIt):
    """The parser for one export: CommonMark with tables, tasks, struck text and formulas."""

    def __init__(self, code: CodeBlocks) -> None:
        super().__init__("commonmark", _OPTIONS, renderer_cls=lambda _parser: PageRenderer(code))
        self.enable(["table", "strikethrough"])
        FormulaRules(self)

    @override
    def validateLink(self, url: str) -> bool:
        # Each is a link for the parser; the renderer decides which is one in the page.
        return True

    def html(self, text: str, pictures: PicturesTakenOut) -> str | None:
        """The text as HTML, with the addresses of its pictures; None if it is nested too deep."""
        hidden = with_hidden_bars(text)
        try:
            written = str(self.render(hidden, {PICTURES: pictures}))
        except RecursionError:
            return None
        return written if hidden is text else written.replace(BAR, "|")
