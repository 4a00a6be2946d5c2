"""Keys that mean something while the keyboard is in one part of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget


def keys_within(
    widget: QWidget,
    keys: str | QKeySequence.StandardKey,
    do: Callable[[], object] | SignalInstance,
    words: str = "",
) -> QShortcut:
    """Let `keys` do this while the keyboard is in `widget` or in a part of it.

    With `words`, translated already, they are named in the list of keys.
    """
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setWhatsThis(words)
    shortcut.activated.connect(do)
    return shortcut
