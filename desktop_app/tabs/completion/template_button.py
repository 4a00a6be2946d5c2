"""The button that puts the marks of a chat format around the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton, QWidget

from desktop_app.tabs.completion.templates import TEMPLATES, Template
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, named

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class TemplateButton(QPushButton):
    """`completion.template`: a menu of the formats, and the advice to chat instead."""

    template_chosen = Signal(object)  # a Template
    chat_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Template")
        named(self, "completion.template", title)
        self.setText(title)
        self.setProperty("role", "quiet")
        self.setIcon(icon("chevron-down"))
        self.setIconSize(ICON_SIZE)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon ends the line
        self.setToolTip(self.tr("Put the marks of a chat format around the prompt"))
        menu = named(QMenu(self), "completion.template_menu", title)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for template in TEMPLATES:
            action = self._add(menu, f"completion.template_{_word(template.name)}", template.name)
            action.triggered.connect(
                lambda _checked=False, chosen=template: self.template_chosen.emit(chosen)
            )
        menu.addSeparator()
        chat = self._add(
            menu, "completion.template_chat", self.tr("Chat adds them by itself: use Chat instead")
        )
        chat.triggered.connect(self.chat_requested.emit)
        self.setMenu(menu)

    def _add(self, menu: QMenu, name: str, title: str) -> QAction:
        action = menu.addAction(title)
        action.setObjectName(name)
        return action


def insert_template(field: QPlainTextEdit, template: Template) -> None:
    """Put the marks around what is written, in one step of Undo; the cursor ends the words."""
    words = field.toPlainText()
    cursor = field.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(template.before + words + template.after)
    cursor.setPosition(cursor.position() - len(template.after))
    field.setTextCursor(cursor)
    field.setFocus()


def _word(name: str) -> str:
    return name.lower().replace(" ", "_")
