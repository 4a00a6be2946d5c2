"""The menu of the message under the mouse or under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.ui.transcript.action_words import ActionWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.transcript.message import MessageAction
    from desktop_app.ui.transcript.reading_view import ReadingView


class MessageMenu(QObject):
    """Opens menus; what is chosen is told by the signals or done by the view itself."""

    copy_requested = Signal(str)
    copy_all_requested = Signal()
    action_requested = Signal(str, str)

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view)
        self._view = view
        self._words = ActionWords(self)

    def open(self, key: str, actions: tuple[MessageAction, ...], place: QPoint) -> QMenu:
        """Show the menu of the message with `key` ("" for none) at a place of the screen."""
        menu = QMenu(self._view)
        menu.setObjectName(self._name("message_menu"))
        menu.aboutToHide.connect(menu.deleteLater)
        has_selection = self._view.textCursor().hasSelection()
        copy = self._add(menu, "copy_selection", self.tr("Copy selection"), self._view.copy)
        copy.setEnabled(has_selection)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        message = self._add(
            menu, "copy_message", self.tr("Copy message"), lambda: self.copy_requested.emit(key)
        )
        message.setEnabled(bool(key))
        self._add(menu, "copy_all", self.tr("Copy conversation"), self.copy_all_requested.emit)
        select = self._add(menu, "select_all", self.tr("Select all"), self._view.selectAll)
        select.setShortcut(QKeySequence.StandardKey.SelectAll)
        if actions:
            menu.addSeparator()
        for action in actions:
            self._add_action(menu, key, action)
        menu.popup(place)
        return menu

    def _add_action(self, menu: QMenu, key: str, action: MessageAction) -> None:
        self._add(
            menu,
            f"{action.value}_message",
            self._words.label(action),
            lambda: self.action_requested.emit(key, action.value),
        )

    def _add(self, menu: QMenu, name: str, text: str, do: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(self._name(name))
        action.triggered.connect(lambda _checked=False: do())
        return action

    def _name(self, thing: str) -> str:
        """The tab's own name of a control, for example "chat.copy_all"."""
        tab = self._view.objectName().partition(".")[0]
        return f"{tab or 'transcript'}.{thing}"
