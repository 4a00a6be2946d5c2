"""What can have the keyboard in a window, and what of it Tab leads to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

_MOST = 200  # more stops than any window has


def stops_of(root: QWidget) -> list[QWidget]:
    """All that Tab should lead to: seen, enabled, taking the keyboard; not parts of a field."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.window() is root.window()
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _is_part(widget)
    ]


def reached_by_tab(start: QWidget) -> set[QWidget]:
    """Where Tab leads, from `start` until it is there again."""
    reached: set[QWidget] = set()
    start.setFocus()
    for _ in range(_MOST):
        focused = QApplication.focusWidget()
        assert focused is not None, "Tab leads out of the window"
        if focused in reached and focused is start:
            break
        reached.add(focused)
        # Ctrl+Tab leaves fields in which Tab writes a tab.
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is focused:
            QTest.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    return reached


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def says_enough(widget: QWidget) -> bool:
    """Whether more is said of it than its label, or it needs no more."""
    return bool(widget.toolTip() or widget.accessibleDescription()) or not isinstance(
        widget, QAbstractButton
    )


def called(widget: QWidget) -> str:
    """How a failure names it."""
    parent = widget.parentWidget()
    above = parent.objectName() or type(parent).__name__ if parent is not None else ""
    return widget.objectName() or f"{type(widget).__name__} in {above}"


def _is_part(widget: QWidget) -> bool:
    """The line of an editable box or of a number, and what Qt puts into a field."""
    is_line = isinstance(widget, QLineEdit) and widget.objectName() in {"", "qt_spinbox_lineedit"}
    return is_line or widget.objectName().startswith("qt_")
