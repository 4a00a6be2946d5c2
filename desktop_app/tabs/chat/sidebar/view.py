"""The panel at the left of the Chat tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.tabs.chat.sidebar.pages import SidebarPages
from desktop_app.tabs.chat.sidebar.search_field import SearchField
from desktop_app.tabs.chat.sidebar.tag_filter import TagFilter
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.icons import icon
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.widgets import ICON_SIZE, named, push_button

if TYPE_CHECKING:
    from datetime import timedelta

    from desktop_app.core.conversations import Conversation, DeletedMessage, SearchHit
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
    restore_requested = Signal(object)  # Conversation | DeletedMessage
    empty_bin_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        follow_text_width(self, WIDTH)
        self.search = SearchField()
        self._tag_filter = TagFilter()
        self._pages = SidebarPages(theme)
        self.list = self._pages.list
        self._new = push_button("chat.new", self.tr("New chat"), icon_name="new")
        press_by(self._new, "Ctrl+N")
        self._new.setToolTip(self.tr("Start with an empty conversation (Ctrl+N)"))
        self._bin_button = self._build_bin_button()
        self._lay_out()
        self._connect()

    @property
    def known_tags(self) -> Sequence[str]:
        """The tags that are offered."""
        return self._tag_filter.tags

    @property
    def shows_bin(self) -> bool:
        """Whether the bin is what is looked at."""
        return self._pages.shows_bin

    def focus_search(self) -> None:
        """Let the person type what is searched."""
        self.search.enter()

    def show_empty(self, empty: bool) -> None:
        """Whether there is no conversation at all."""
        self._pages.show_empty(empty)

    def show_tags(self, tags: Sequence[str], chosen: str | None) -> None:
        """Offer these tags; the list shows those with `chosen`."""
        self._tag_filter.set_tags(tags)
        self._tag_filter.show_tag(chosen)
        self._on_page_changed()

    def edit_tags(self, conversation: Conversation) -> None:
        """Ask for the tags of a conversation; `tags_given` follows."""
        from desktop_app.tabs.chat.sidebar.tags_dialog import TagsDialog

        title = conversation.title or self.tr("New chat")
        dialog = TagsDialog(title, conversation.tags, self.known_tags, self)
        dialog.tags_given.connect(partial(self.tags_given.emit, conversation.id))
        dialog.open()

    def show_hits(self, text: str, hits: Sequence[SearchHit]) -> None:
        """Show what was found for `text`."""
        self._pages.show_hits(text, hits)

    def append_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show what was found further down."""
        self._pages.hits.append_hits(hits)

    def show_bin(self, deleted: Sequence[Conversation | DeletedMessage], kept: timedelta) -> None:
        """Show what was deleted, and for how long it is kept."""
        self._pages.show_bin(deleted, kept)
        if self._bin_button.hasFocus():
            self._pages.enter()

    def _connect(self) -> None:
        pages = self._pages
        pages.currentChanged.connect(self._on_page_changed)
        pages.hits.hit_chosen.connect(self.hit_chosen)
        pages.hits.more_requested.connect(self.more_hits_requested)
        pages.restore_requested.connect(self.restore_requested)
        pages.empty_bin_requested.connect(self.empty_bin_requested)
        self.search.search_requested.connect(self._on_search)
        self.search.first_hit_requested.connect(self._on_first_hit)
        self.search.hits_requested.connect(pages.enter)
        self._tag_filter.tag_chosen.connect(self.tag_chosen)
        self._new.clicked.connect(self.new_requested)
        self._bin_button.clicked.connect(self._on_bin_clicked)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), pages.hits)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._on_hits_left)

    def _on_page_changed(self) -> None:
        self._bin_button.setChecked(self._pages.shows_bin)
        self._tag_filter.setVisible(self._pages.shows_list and bool(self.known_tags))

    def _on_search(self, text: str) -> None:
        if not text:
            self._pages.show_list()
        self.search_requested.emit(text)

    def _on_first_hit(self) -> None:
        if self._pages.shows_hits and self._pages.hits.count:
            self._pages.hits.choose_current()

    def _on_hits_left(self) -> None:
        self.search.clear()
        self.search.enter()

    def _on_bin_clicked(self) -> None:
        if self._pages.shows_bin:
            self._pages.show_list()
        else:
            self._bin_button.setChecked(False)  # until it has been read
            self._bin_button.setFocus()  # by its keys too: they lead into the bin
            self.search.clear()
            self.bin_requested.emit()

    def _build_bin_button(self) -> QToolButton:
        button = named(QToolButton(), "chat.bin", self.tr("Bin"))
        button.setText(self.tr("Bin"))
        button.setToolTip(self.tr("Show what was deleted"))
        button.setIcon(icon("trash"))
        button.setIconSize(ICON_SIZE)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(12, 12, 12, 0)
        above.setSpacing(8)
        above.addWidget(self._new)
        above.addWidget(self.search)
        # Icons without an edge stand below each other and above the titles.
        between, below = QHBoxLayout(), QHBoxLayout()
        between.setContentsMargins(4, 0, 4, 0)
        between.addWidget(self._tag_filter)
        between.addStretch(1)
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
