"""The list of conversations: what keys and pointer do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QListView, QWidget
from typing_extensions import override

from desktop_app.tabs.chat.sidebar.delegate import ConversationDelegate
from desktop_app.tabs.chat.sidebar.model import ConversationModel
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation
    from desktop_app.tabs.chat.sidebar.menu import ConversationMenu
    from desktop_app.ui.theme import ThemeManager

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_MOVE_ONLY = QItemSelectionModel.SelectionFlag.NoUpdate


class ConversationListView(QListView):
    """`chat.conversations`. Enter or a click opens; F2 renames; Del deletes what is selected."""

    conversation_chosen = Signal(int)
    delete_requested = Signal(object)  # list[int]
    pin_requested = Signal(object, bool)  # list[int]
    tags_requested = Signal(int)
    export_requested = Signal(object)  # list[int]
    renaming_ended = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "chat.conversations", self.tr("Conversations"))
        self.setProperty("role", "strip")
        self.conversations = ConversationModel(self)
        self.setModel(self.conversations)
        self._menu: ConversationMenu | None = None
        delegate = ConversationDelegate(theme, self)
        delegate.closeEditor.connect(self._on_editor_closed)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        self.verticalScrollBar().valueChanged.connect(self._fetch_ahead)

    @property
    def is_renaming(self) -> bool:
        """Whether a title is being edited."""
        return self.state() == self.State.EditingState

    def show_page(self, page: list[Conversation], *, is_complete: bool) -> None:
        """Show a first page instead of everything."""
        self.conversations.show_page(page, is_complete=is_complete)
        self._follow_open()
        if self.hasFocus() and not self.currentIndex().isValid():
            self._select_near(0)  # who works by keys sees where they are

    def append_page(self, page: list[Conversation], *, is_complete: bool) -> None:
        """Show the page that follows what is there."""
        self.conversations.append_page(page, is_complete=is_complete)
        self._follow_open()

    def set_open(self, conversation_id: int | None) -> None:
        """Mark and select the conversation that is shown beside the list."""
        self.conversations.set_open(conversation_id)
        self.clearSelection()
        self._follow_open()

    def place(self, conversation: Conversation) -> None:
        """Show a conversation where it belongs now; it stays selected."""
        index = self.conversations.index_of(conversation.id)
        was_selected = index.isValid() and self.selectionModel().isSelected(index)
        was_current = index.isValid() and index == self.currentIndex()
        self.conversations.place(conversation)
        moved = self.conversations.index_of(conversation.id)
        if was_current:
            self.selectionModel().setCurrentIndex(moved, _MOVE_ONLY)
        if was_selected:
            self.selectionModel().select(moved, QItemSelectionModel.SelectionFlag.Select)
        self._follow_open()

    def remove(self, conversation_id: int) -> None:
        """List a conversation no longer; its neighbour is selected when it was alone so."""
        index = self.conversations.index_of(conversation_id)
        was_current = index.isValid() and index == self.currentIndex()
        row = index.row()
        self.conversations.remove(conversation_id)
        if was_current and not self.selectionModel().hasSelection():
            self._select_near(row)

    def selected(self) -> list[int]:
        """The conversations that are selected, from above."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        found = [self.conversations.conversation_at(index) for index in rows]
        return [each.id for each in found if each is not None]

    def request_rename(self) -> None:
        """Edit the title of the one that is current."""
        if self.conversations.conversation_at(self.currentIndex()) is not None:
            self.edit(self.currentIndex())

    def request_tags(self) -> None:
        """Ask for the tags of the one that is current."""
        conversation = self.conversations.conversation_at(self.currentIndex())
        if conversation is not None:
            self.tags_requested.emit(conversation.id)

    def request_pin(self) -> None:
        """Pin what is selected, or, when all of it is pinned, no longer."""
        ids = self.selected()
        if ids:
            self.pin_requested.emit(ids, not self.all_pinned())

    def request_delete(self) -> None:
        """Delete what is selected."""
        if ids := self.selected():
            self.delete_requested.emit(ids)

    def request_export(self) -> None:
        """Export what is selected."""
        if ids := self.selected():
            self.export_requested.emit(ids)

    def all_pinned(self) -> bool:
        """Whether everything that is selected is pinned."""
        found = (
            self.conversations.conversation_at(index)
            for index in self.selectionModel().selectedIndexes()
        )
        return all(each is not None and each.pinned for each in found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case _ if self.is_renaming:  # what the editor has left over
                super().keyPressEvent(event)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.currentIndex())
            case Qt.Key.Key_F2:
                self.request_rename()
            case Qt.Key.Key_Delete:
                self.request_delete()
            case _:
                super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.selected():
            return
        if self._menu is None:
            from desktop_app.tabs.chat.sidebar.menu import ConversationMenu

            self._menu = ConversationMenu(self)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.visualRect(self.currentIndex()).center()
        place = self.viewport().mapToGlobal(under) if by_key else event.globalPos()
        self._menu.show_at(place)

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selectionModel().selectedIndexes()) == 1:  # else more are being selected
            self._choose(index)

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        conversation = self.conversations.conversation_at(index)
        if conversation is not None:
            self.conversation_chosen.emit(conversation.id)

    def _follow_open(self) -> None:
        """Select what is open unless something else is."""
        index = self.conversations.index_of(self.conversations.open_id)
        if index.isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().setCurrentIndex(index, _SELECT)

    def _select_near(self, row: int) -> None:
        model = self.conversations
        near = (row, row + 1, row - 1, row - 2)  # of two neighbours at most one is a heading
        for index in (model.index(each, 0) for each in near):
            if model.conversation_at(index) is not None:
                self.selectionModel().setCurrentIndex(index, _SELECT)
                return

    def _fetch_ahead(self, value: int) -> None:
        """Have the next page before the person arrives at its place."""
        bar = self.verticalScrollBar()
        root = QModelIndex()
        if value > bar.maximum() - 2 * bar.pageStep() and self.conversations.canFetchMore(root):
            self.conversations.fetchMore(root)

    def _on_editor_closed(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.renaming_ended.emit()
