"""What a screen reader is told, and what not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QTextEdit, QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Have `sentence` spoken when what is being spoken has ended; nobody may be listening."""
    if sentence and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


@contextmanager
def unspoken(view: QTextEdit) -> Iterator[None]:
    """Change a view's text inside without a word: it tells of each change while it has the focus.

    For text that is written anew many times a second and announced when it is complete.
    """
    document = view.document()
    was_blocked = document.signalsBlocked()
    if QAccessible.isActive() and view.hasFocus():
        document.blockSignals(True)
    yield
    document.blockSignals(was_blocked)
