"""Gives the buttons of a page their keys, and says them in the tool tips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop_app.shell.menu.keys import keys_of
from desktop_app.ui.button_keys import keys_shown, press_by, show_keys


class KeyBinder(QObject):
    """Keys belong to a button while it can be seen and pressed."""

    def bind(self, page: QWidget) -> None:
        """Give keys to all buttons on `page` that have none of their own."""
        for button in page.findChildren(QAbstractButton):
            keys, is_heard_elsewhere = keys_of(button.objectName())
            if not keys or keys_shown(button):
                continue
            if is_heard_elsewhere:
                show_keys(button, QKeySequence(keys))
            else:
                press_by(button, keys)
            button.installEventFilter(self)
            self._complete_tool_tip(button)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTipChange and isinstance(watched, QAbstractButton):
            self._complete_tool_tip(watched)
        return False

    def _complete_tool_tip(self, button: QAbstractButton) -> None:
        keys = keys_shown(button)
        tip = button.toolTip() or button.text().replace("&", "")
        if tip and keys not in tip:
            button.setToolTip(f"{tip} ({keys})")
