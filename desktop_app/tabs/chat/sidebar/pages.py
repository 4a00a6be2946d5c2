"""What the middle of the panel shows: the conversations, what was found, or the bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop_app.tabs.chat.sidebar.hint import hint_over
from desktop_app.tabs.chat.sidebar.hits_page import HitsPage
from desktop_app.tabs.chat.sidebar.list_view import ConversationListView

if TYPE_CHECKING:
    from datetime import timedelta

    from desktop_app.core.conversations import Conversation, DeletedMessage, SearchHit
    from desktop_app.tabs.chat.sidebar.bin_page import BinPage
    from desktop_app.ui.theme import ThemeManager


class SidebarPages(QStackedWidget):
    """One of the three at a time; the bin is made when it is first looked at."""

    restore_requested = Signal(object)  # Conversation | DeletedMessage
    empty_bin_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.list = ConversationListView(theme)
        self.hits = HitsPage(theme)
        self._bin: BinPage | None = None
        self._hint = hint_over(self.list)
        self._hint.setText(self.tr("No conversations yet.\nWhat you ask will be listed here."))
        self.addWidget(self.list)
        self.addWidget(self.hits)

    @property
    def shows_list(self) -> bool:
        """Whether the conversations are what is looked at."""
        return self.currentWidget() is self.list

    @property
    def shows_hits(self) -> bool:
        """Whether what was found is what is looked at."""
        return self.currentWidget() is self.hits

    @property
    def shows_bin(self) -> bool:
        """Whether the bin is what is looked at."""
        return self.currentWidget() is self._bin

    def show_empty(self, empty: bool) -> None:
        """Whether there is no conversation at all."""
        self._hint.setVisible(empty)

    def show_list(self) -> None:
        """Show the conversations; the keyboard goes there too if it was here."""
        focused: QWidget | None = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(self.list)
        if had_focus:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `text`."""
        self.hits.show_hits(text, hits)
        self.setCurrentWidget(self.hits)

    def show_bin(self, deleted: Sequence[Conversation | DeletedMessage], kept: timedelta) -> None:
        """Show what was deleted, and for how long it is kept."""
        page = self._bin = self._bin or self._build_bin(kept)
        page.show_deleted(deleted)
        self.setCurrentWidget(page)

    def enter(self) -> None:
        """Let the keys work in the rows of what is shown."""
        if self.shows_hits:
            self.hits.enter()
        elif self.shows_bin and self._bin is not None:
            self._bin.list.enter()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_bin(self, kept: timedelta) -> BinPage:
        from desktop_app.tabs.chat.sidebar.bin_page import BinPage

        page = BinPage(kept, self._theme)
        page.restore_requested.connect(self.restore_requested)
        page.empty_requested.connect(self.empty_bin_requested)
        page.close_requested.connect(self.show_list)
        self.addWidget(page)
        return page
