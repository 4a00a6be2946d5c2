"""The bar that finds a text in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.ui.column import Column
from desktop_app.ui.widgets import icon_button, label, named, offer_clearing

if TYPE_CHECKING:
    from desktop_app.ui.transcript.finder import Finder

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIELD_WIDTH = 280


class FindBar(QWidget):
    """Hidden until Ctrl+F; Enter and F3 go on, with Shift back, Esc closes."""

    def __init__(self, tab: str, finder: Finder, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder = finder
        self._came_from: QWidget | None = None
        self._field = named(QLineEdit(), f"{tab}.find", self.tr("Find in the conversation"))
        self._field.setPlaceholderText(self.tr("Find in the conversation"))
        offer_clearing(self._field, self.tr("Clear"))
        self._field.setMaximumWidth(_FIELD_WIDTH)
        self._count = named(label("", "muted"), f"{tab}.find_count")
        self._previous = icon_button(f"{tab}.find_previous", "chevron-up", self.tr("Previous hit"))
        self._previous.setToolTip(self.tr("Previous hit (Shift+F3)"))
        self._next = icon_button(f"{tab}.find_next", "chevron-down", self.tr("Next hit"))
        self._next.setToolTip(self.tr("Next hit (F3)"))
        close = icon_button(f"{tab}.find_close", "close", self.tr("Close the search"))
        close.setToolTip(self.tr("Close the search (Esc)"))
        card = QFrame()
        card.setProperty("role", "notice")
        row = QHBoxLayout(card)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self._field, 4)  # all its width, whatever the count says
        row.addSpacing(4)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self._previous, self._next, close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(Column(card))
        self._field.textChanged.connect(finder.search)
        self._previous.clicked.connect(lambda: self.go(-1))
        self._next.clicked.connect(lambda: self.go(1))
        close.clicked.connect(self.close_search)
        finder.changed.connect(self._show_count)
        self._add_shortcuts(parent)
        self._show_count()
        self.hide()

    def open(self) -> None:
        """Take the keyboard; a text that was looked for before is there to be replaced."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
            self.show()
            self._finder.search(self._field.text())
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_search(self) -> None:
        """Give the keyboard back to where it was; the current hit stays selected."""
        self._finder.select_hit()
        self._finder.clear()
        if self.isAncestorOf(QApplication.focusWidget() or self.window()) and self._came_from:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def go(self, step: int) -> None:
        """To the next hit (1) or the one before (-1)."""
        if self.isVisible():
            self._finder.step(step)
        else:
            self.open()

    @override
    def event(self, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            # In the bar Esc closes it, whatever it means around.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        elif event.key() in _ENTER and self._field.hasFocus():
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _add_shortcuts(self, parent: QWidget) -> None:
        for keys, words, do in (
            (QKeySequence.StandardKey.Find, self.tr("Find in the conversation"), self.open),
            ("F3", self.tr("Next hit"), lambda: self.go(1)),
            ("Shift+F3", self.tr("Previous hit"), lambda: self.go(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), parent)
            shortcut.setWhatsThis(words)
            shortcut.activated.connect(do)

    def _show_count(self) -> None:
        finder = self._finder
        if not finder.text:
            words = ""
        elif finder.total and finder.number:
            words = self.tr("{number} of {total}").format(
                number=f"{finder.number:,}", total=f"{finder.total:,}"
            )
        elif finder.total:
            words = self.tr("Hits: %n", "", finder.total)
        else:
            words = self.tr("Not found")
        self._count.setText(words)
        self._previous.setEnabled(finder.total > 0)
        self._next.setEnabled(finder.total > 0)
