"""The wheel scrolls a panel; it changes a number or a choice only where a person works on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget
from typing_extensions import override


class WheelGuard(QObject):
    """Hands the wheel on from those fields of `panel` that do not have the focus."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        for kind in (QAbstractSpinBox, QComboBox):
            for field in panel.findChildren(kind):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel brings it
                field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True
