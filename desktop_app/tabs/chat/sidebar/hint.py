"""What an empty list says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QVBoxLayout

from desktop_app.ui.widgets import label

_TOP = 24
_SIDES = 20


def hint_over(area: QAbstractScrollArea) -> QLabel:
    """A quiet text in the upper part of an empty area; hidden at first."""
    hint = label("", "muted")
    hint.setTextFormat(Qt.TextFormat.PlainText)
    hint.setWordWrap(True)
    hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    over = QVBoxLayout(area.viewport())
    over.setContentsMargins(_SIDES, _TOP, _SIDES, _TOP)
    over.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
    hint.hide()
    return hint
