"""The field in which a person types what is searched."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import named, offer_clearing

_QUIET = 150  # ms without a key before it is searched
_CLOSER = (-8, 0, -4, 0)  # to its icons than the padding of a field leaves
_SHORTCUTS = ("Ctrl+K", "Ctrl+Shift+F")


class SearchField(QLineEdit):
    """`chat.search`. Enter opens the first hit, the arrow down goes to the hits, Esc clears."""

    search_requested = Signal(str)
    """Soon after the last key; at once when the field was cleared."""
    first_hit_requested = Signal()
    hits_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "chat.search", self.tr("Search conversations"))
        self.setPlaceholderText(self.tr("Search"))
        self.setToolTip(
            self.tr(
                "Finds words in titles and messages; “exact phrases” in quotation marks (Ctrl+K)"
            )
        )
        self.setTextMargins(*_CLOSER)
        self.addAction(icon("search"), self.ActionPosition.LeadingPosition)
        offer_clearing(self, self.tr("Clear the search (Esc)"))
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._search)
        self._searched = ""
        self.textChanged.connect(self._on_text_changed)
        shortcut = QShortcut(self)
        shortcut.setKeys([QKeySequence(keys) for keys in _SHORTCUTS])
        shortcut.setWhatsThis(self.tr("Search all conversations"))
        shortcut.activated.connect(self.enter)

    def enter(self) -> None:
        """Take the keyboard; what is typed replaces what stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down:
                self.hits_requested.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._quiet.isActive():
                self._search()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.first_hit_requested.emit()
            case _:
                super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        if text.strip():
            self._quiet.start()
        else:
            self._search()

    def _search(self) -> None:
        self._quiet.stop()
        text = self.text().strip()
        if text != self._searched:
            self._searched = text
            self.search_requested.emit(text)
