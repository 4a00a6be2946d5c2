"""A centred column of a readable width, whatever the width of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop_app.ui.text_scale import text_width

_READABLE_WIDTH = 792  # pixels, for text of the usual size


def readable_width() -> int:
    """How wide lines may be, in pixels."""
    return text_width(_READABLE_WIDTH, 1.0)


class Column(QWidget):
    """Holds one widget in the middle, of a readable width at most; hidden while that is."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setMaximumWidth(readable_width())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.addStretch(1)
        layout.addWidget(content, 100)
        layout.addStretch(1)
        content.installEventFilter(self)
        if content.isHidden() and content.testAttribute(
            Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        ):
            self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # An empty column would still have the space that stands between two.
        if event.type() == QEvent.Type.HideToParent:
            self.hide()
        elif event.type() == QEvent.Type.ShowToParent:
            self.show()
        elif event.type() == QEvent.Type.FontChange and isinstance(watched, QWidget):
            watched.setMaximumWidth(readable_width())
        return False
