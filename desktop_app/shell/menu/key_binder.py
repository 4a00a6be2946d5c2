"""Gives the buttons of a page their keys, and says them in the tool tips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop_app.shell.menu.keys import keys_of

SHOWN_KEYS = "keys"  # the property of a button that holds them, in the system's notation


def native(keys: QKeySequence) -> str:
    """Keys as the system writes them; Qt says Return where most keyboards say Enter."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


class KeyBinder(QObject):
    """Keys belong to a button while it can be seen and pressed."""

    def bind(self, page: QWidget) -> None:
        """Give keys to all buttons on `page` that have none of their own."""
        for button in page.findChildren(QAbstractButton):
            keys, is_heard_elsewhere = keys_of(button.objectName())
            if not keys or not button.shortcut().isEmpty():
                continue
            sequence = QKeySequence(keys)
            if not is_heard_elsewhere:
                # Not by setShortcut: a button forgets that with each change of its label.
                QShortcut(sequence, button).activated.connect(button.click)
            button.setProperty(SHOWN_KEYS, native(sequence))
            button.installEventFilter(self)
            self._complete_tool_tip(button)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTipChange and isinstance(watched, QAbstractButton):
            self._complete_tool_tip(watched)
        return False

    def _complete_tool_tip(self, button: QAbstractButton) -> None:
        keys = button.property(SHOWN_KEYS)
        tip = button.toolTip() or button.text().replace("&", "")
        if tip and keys not in tip:
            button.setToolTip(f"{tip} ({keys})")
