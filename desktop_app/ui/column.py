"""A centred column of a readable width, whatever the width of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

READABLE_WIDTH = 792


class Column(QWidget):
    """Holds one widget in the middle, at most `READABLE_WIDTH` wide."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setMaximumWidth(READABLE_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.addStretch(1)
        layout.addWidget(content, 100)
        layout.addStretch(1)
