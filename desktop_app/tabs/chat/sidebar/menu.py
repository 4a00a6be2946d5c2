"""What can be done with the conversations that are selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop_app.tabs.chat.sidebar.list_view import ConversationListView


class ConversationMenu(QMenu):
    """The context menu of the list; it names the keys, which the list itself handles."""

    def __init__(self, view: ConversationListView) -> None:
        super().__init__(view)
        self.setObjectName("chat.conversation_menu")
        self._view = view
        self._rename = self._add("chat.menu_rename", self.tr("Rename"), view.request_rename)
        self._pin = self._add("chat.menu_pin", "", view.request_pin)
        self._tags = self._add("chat.menu_tags", self.tr("Tags…"), view.request_tags)
        self._add("chat.menu_export", self.tr("Export…"), view.request_export)
        self.addSeparator()
        delete = self._add("chat.menu_delete", self.tr("Delete"), view.request_delete)
        for action, key in ((self._rename, Qt.Key.Key_F2), (delete, Qt.Key.Key_Delete)):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def show_at(self, place: QPoint) -> None:
        """Open the menu, for what is selected now, at a place on the screen."""
        is_one = len(self._view.selected()) == 1
        self._rename.setEnabled(is_one)
        self._tags.setEnabled(is_one)
        self._pin.setText(self.tr("Unpin") if self._view.all_pinned() else self.tr("Pin"))
        self.popup(place)

    def _add(self, name: str, text: str, run: Callable[[], None]) -> QAction:
        action = self.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked: run())
        return action
