"""The page that shows what a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.tabs.chat.sidebar.detail_list import DetailList
from desktop_app.tabs.chat.sidebar.detail_row import Detail
from desktop_app.tabs.chat.sidebar.excerpt import excerpt_around
from desktop_app.tabs.chat.sidebar.hint import hint_over
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.conversations import SearchHit
    from desktop_app.ui.theme import ThemeManager

_SEEN_OF_A_TITLE = 24  # characters that fit at the least; a hit further on gets the second line


class HitsPage(DetailList):
    """`chat.hits`: titles and excerpts, what was searched marked in them."""

    hit_chosen = Signal(object)  # SearchHit

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        named(self, "chat.hits", self.tr("What was found"))
        self._hint = hint_over(self)
        self.chosen.connect(self.hit_chosen)

    def show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `text`."""
        self.show_details(self._detail_of(hit) for hit in hits)
        self._hint.setText(
            self.tr("Nothing found for “{text}”.\nAll words must be in one message.").format(
                text=text
            )
        )
        self._hint.setVisible(not hits)

    def append_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show what was found further down."""
        self.append_details(self._detail_of(hit) for hit in hits)

    def _detail_of(self, hit: SearchHit) -> Detail:
        title = hit.title or self.tr("New chat")
        is_in_view = not hit.marks or hit.marks[0][1] <= _SEEN_OF_A_TITLE
        if hit.message_id is None and is_in_view:
            return Detail(hit, title, self.tr("In the title"), title_marks=hit.marks)
        return Detail(hit, title, *excerpt_around(hit))
