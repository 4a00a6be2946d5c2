"""A prompt box in a window, as a person uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget

from desktop_app.ui.attachment_card import AttachmentCard
from tests.end_to_end.window import until

if TYPE_CHECKING:
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.attachments.attachments import Attachments
    from desktop_app.ui.prompt_box import PromptBox


@dataclass
class Form:
    """What a person does, and what came of it."""

    window: QWidget
    prompt: PromptBox
    search: QLineEdit
    attachments: Attachments
    archive: Archive
    errors: list[list[Any]] = field(default_factory=list)

    def drop(self, mime: QMimeData, on: QWidget | None = None) -> bool:
        """Drag over a widget and let go; whether it was taken."""
        widget = on or self.window
        enter = _entering(mime)
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(widget, drop)
        return drop.isAccepted() and drop.dropAction() is Qt.DropAction.CopyAction

    def drag_over(self, mime: QMimeData) -> None:
        """Drag over the window."""
        QApplication.sendEvent(self.window, _entering(mime))

    def drag_away(self) -> None:
        """Leave the window without a drop."""
        QApplication.sendEvent(self.window, QDragLeaveEvent())

    def paste(self, mime: QMimeData) -> None:
        """Copy elsewhere and press Ctrl+V in the prompt."""
        QApplication.clipboard().setMimeData(mime)
        self.prompt.field.setFocus()
        QTest.keyClick(self.prompt.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    async def settled(self) -> None:
        """Wait until nothing is being read."""
        await until(lambda: not self.attachments.is_reading, "the attachments")

    @property
    def strip(self) -> QListWidget:
        """What shows the attachments."""
        strip = self.prompt.findChild(QListWidget, "chat.attachments")
        assert strip is not None
        return strip

    @property
    def cards(self) -> list[str]:
        """What a screen reader says of each card."""
        frames = [self.strip.itemWidget(self.strip.item(row)) for row in range(self.strip.count())]
        cards = [frame.findChild(AttachmentCard) for frame in frames]
        return [card.spoken for card in cards if card is not None]


def _entering(mime: QMimeData) -> QDragEnterEvent:
    return QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def files(*paths: Path) -> QMimeData:
    """What a file manager offers."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime
