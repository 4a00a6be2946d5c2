"""The panel at the left of the Chat tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.tabs.chat.sidebar.hint import hint_over
from desktop_app.tabs.chat.sidebar.hits_page import HitsPage
from desktop_app.tabs.chat.sidebar.list_view import ConversationListView
from desktop_app.tabs.chat.sidebar.search_field import SearchField
from desktop_app.tabs.chat.sidebar.tag_filter import TagFilter
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, named, push_button

if TYPE_CHECKING:
    from datetime import timedelta

    from desktop_app.core.conversations import Conversation, SearchHit
    from desktop_app.tabs.chat.sidebar.bin_page import BinPage
    from desktop_app.ui.theme import ThemeManager

WIDTH = 248


class ConversationSidebar(QFrame):
    """New chat and search above, the conversations, hits or bin in the middle, the bin below."""

    new_requested = Signal()
    search_requested = Signal(str)  # "" when nothing is searched any more
    more_hits_requested = Signal()
    hit_chosen = Signal(object)  # SearchHit
    tag_chosen = Signal(object)  # str, or None for all
    tags_given = Signal(int, object)  # conversation, list[str]
    bin_requested = Signal()
    restore_requested = Signal(int)
    empty_bin_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self.list = ConversationListView(theme)
        self.search = SearchField()
        self._hits = HitsPage(theme)
        self._bin: BinPage | None = None
        self._tag_filter = TagFilter()
        self._hint = hint_over(self.list)
        self._hint.setText(self.tr("No conversations yet.\nWhat you ask will be listed here."))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._hits)
        self._new = push_button("chat.new", self.tr("New chat"), icon_name="new")
        self._new.setShortcut("Ctrl+N")
        self._new.setToolTip(self.tr("Start with an empty conversation (Ctrl+N)"))
        self._bin_button = self._build_bin_button()
        self._lay_out()
        self._new.clicked.connect(self.new_requested)
        self._tag_filter.tag_chosen.connect(self.tag_chosen)
        self._hits.hit_chosen.connect(self.hit_chosen)
        self._hits.more_requested.connect(self.more_hits_requested)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._hits)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._on_hits_left)
        self.search.search_requested.connect(self._on_search)
        self.search.first_hit_requested.connect(self._on_first_hit)
        self.search.hits_requested.connect(self._on_hits_requested)

    def show_empty(self, empty: bool) -> None:
        """Whether there is no conversation at all."""
        self._hint.setVisible(empty)

    def show_tags(self, tags: Sequence[str], chosen: str | None) -> None:
        """Offer these tags; the list shows those with `chosen`."""
        self._tag_filter.set_tags(tags)
        self._tag_filter.show_tag(chosen)
        self._show_tag_filter()

    @property
    def known_tags(self) -> Sequence[str]:
        """The tags that are offered."""
        return self._tag_filter.tags

    def edit_tags(self, conversation: Conversation) -> None:
        """Ask for the tags of a conversation; `tags_given` follows."""
        from desktop_app.tabs.chat.sidebar.tags_dialog import TagsDialog

        dialog = TagsDialog(conversation.title, conversation.tags, self.known_tags, self)
        dialog.tags_given.connect(partial(self.tags_given.emit, conversation.id))
        dialog.open()

    def show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `text`."""
        self._hits.show_hits(text, hits)
        self._show(self._hits)

    def append_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show what was found further down."""
        self._hits.append_hits(hits)

    def show_bin(self, conversations: Sequence[Conversation], kept: timedelta) -> None:
        """Show what was deleted, and for how long it is kept."""
        if self._bin is None:
            self._bin = self._build_bin(kept)
        self._bin.show_conversations(conversations)
        self._show(self._bin)
        if self._bin_button.hasFocus():
            self._bin.list.enter()

    def focus_search(self) -> None:
        """Let the person type what is searched."""
        self.search.enter()

    @property
    def shows_bin(self) -> bool:
        """Whether the bin is what is looked at."""
        return self._pages.currentWidget() is self._bin

    def show_conversations(self) -> None:
        """Show the list of conversations again."""
        had_focus = self._pages.isAncestorOf(QApplication.focusWidget())
        self._show(self.list)
        if had_focus:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._bin_button.setChecked(page is self._bin)
        self._show_tag_filter()

    def _show_tag_filter(self) -> None:
        is_list = self._pages.currentWidget() is self.list
        self._tag_filter.setVisible(is_list and bool(self._tag_filter.tags))

    def _on_search(self, text: str) -> None:
        if not text:
            self.show_conversations()
        self.search_requested.emit(text)

    def _on_hits_left(self) -> None:
        self.search.clear()
        self.search.enter()

    def _on_first_hit(self) -> None:
        if self._pages.currentWidget() is self._hits and self._hits.count:
            self._hits.choose_current()

    def _on_hits_requested(self) -> None:
        if self._pages.currentWidget() is self._hits:
            self._hits.enter()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_bin_clicked(self) -> None:
        if self.shows_bin:
            self.show_conversations()
        else:
            self._bin_button.setChecked(False)  # until it has been read
            self.search.clear()
            self.bin_requested.emit()

    def _build_bin(self, kept: timedelta) -> BinPage:
        from desktop_app.tabs.chat.sidebar.bin_page import BinPage

        page = BinPage(kept, self._theme)
        page.restore_requested.connect(self.restore_requested)
        page.empty_requested.connect(self.empty_bin_requested)
        page.close_requested.connect(self.show_conversations)
        self._pages.addWidget(page)
        return page

    def _build_bin_button(self) -> QToolButton:
        button = named(QToolButton(), "chat.bin", self.tr("Bin"))
        button.setText(self.tr("Bin"))
        button.setToolTip(self.tr("Show the conversations that were deleted"))
        button.setIcon(icon("trash"))
        button.setIconSize(ICON_SIZE)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.clicked.connect(self._on_bin_clicked)
        return button

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(12, 12, 12, 0)
        above.setSpacing(8)
        above.addWidget(self._new)
        above.addWidget(self.search)
        # Icons without an edge stand below each other and above the titles.
        between = QHBoxLayout()
        between.setContentsMargins(4, 0, 4, 0)
        between.addWidget(self._tag_filter)
        between.addStretch(1)
        below = QHBoxLayout()
        below.setContentsMargins(4, 0, 4, 8)
        below.addWidget(self._bin_button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addLayout(between)
        layout.addWidget(self._pages, 1)
        layout.addLayout(below)
        order = (self._new, self.search, self._tag_filter, self._pages, self._bin_button)
        for former, latter in pairwise(order):
            self.setTabOrder(former, latter)
