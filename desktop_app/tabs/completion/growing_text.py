"""A text that grows while it is read: painted once a frame, however fast it comes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_FRAME = 16  # milliseconds
_LARGEST_PIECE = 4096  # characters painted in one frame, so that none is long


class GrowingText(QPlainTextEdit):
    """Read-only; follows its end unless a person has scrolled away from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._parts: list[str] = []
        self._waiting = ""
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.setInterval(_FRAME)
        self._frame.timeout.connect(self._paint)

    @property
    def text(self) -> str:
        """Everything that has come, exactly as it came, painted or not."""
        return "".join(self._parts)

    def set_text(self, text: str) -> None:
        """Begin anew with `text`."""
        self._frame.stop()
        self._parts = [text]
        self._waiting = ""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def append_text(self, text: str) -> None:
        """Add to the end, at once when the last frame is long past."""
        self._parts.append(text)
        self._waiting += text
        if not self._frame.isActive():
            self._paint()

    def paint_now(self) -> None:
        """Paint a frame's worth of what waits without waiting for the frame."""
        self._paint()

    def _paint(self) -> None:
        if not self._waiting:
            return
        piece, self._waiting = self._waiting[:_LARGEST_PIECE], self._waiting[_LARGEST_PIECE:]
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        if follows:
            bar.setValue(bar.maximum())
        self._frame.start()
