"""Paste anywhere in a widget: pictures are handed over, text goes where it always went."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from desktop_app.ui.image_drop import may_be_pictures, sources_from_clipboard
from desktop_app.ui.keys_within import keys_within

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class PicturePaste(QObject):
    """Made when the widget has all its fields; a field added later pastes text only."""

    pictures_pasted = Signal(list)  # of DroppedSource

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        keys_within(widget, QKeySequence.StandardKey.Paste, self._paste)
        for field in widget.findChildren(QWidget):
            if isinstance(field, _FIELDS):
                field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and may_be_pictures(QGuiApplication.clipboard().mimeData())
        ):
            # The field would claim the keys for itself, to paste text.
            event.ignore()
            return True
        return False

    def _paste(self) -> None:
        sources = sources_from_clipboard(QGuiApplication.clipboard().mimeData())
        if sources:
            self.pictures_pasted.emit(sources)
