"""Scrolls what a key has led to into view: all of it, where Qt shows no more than its cursor."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 16


class FocusInView(QObject):
    """Watches over `area`; with `kind`, the widget of that kind which holds the focus is shown."""

    def __init__(self, area: QScrollArea, kind: type[QWidget] = QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._kind = kind
        self._soon = QTimer(self, singleShot=True, interval=0)  # when it has its place
        self._soon.timeout.connect(self._show)
        QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]
            self._on_focus_changed
        )

    def _on_focus_changed(self, _before: QWidget | None, focused: QWidget | None) -> None:
        # Nothing moves under a pointer that is pressed.
        is_by_key = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        if is_by_key and focused is not None and self._area.isAncestorOf(focused):
            self._soon.start()

    def _show(self) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        while focused is not None and not isinstance(focused, self._kind):
            focused = focused.parentWidget()
        content = self._area.widget()
        if focused is not None and content is not None and content.isAncestorOf(focused):
            # `ensureWidgetVisible` looks at the cursor of what is written in.
            middle = focused.mapTo(content, focused.rect().center())
            width, height = focused.width() // 2 + _MARGIN, focused.height() // 2 + _MARGIN
            self._area.ensureVisible(middle.x(), middle.y(), width, height)
