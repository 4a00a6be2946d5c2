"""How a tab is laid out: panes at its edges, what it is about between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout


def lay_out_tab(
    tab: QWidget,
    middle: QWidget | QLayout,
    *,
    left: QWidget | None = None,
    right: QWidget | None = None,
) -> None:
    """Put `middle` between the panes; it takes all the width that they leave."""
    row = QHBoxLayout(tab)
    _join(row)
    if left is not None:
        row.addWidget(left)
    if isinstance(middle, QWidget):
        row.addWidget(middle, 1)
    else:
        row.addLayout(middle, 1)
    if right is not None:
        row.addWidget(right)


def below_toolbar(toolbar: QLayout, content: QWidget) -> QVBoxLayout:
    """The toolbar at the top, all the rest for `content`."""
    column = QVBoxLayout()
    _join(column)
    column.addLayout(toolbar)
    column.addWidget(content, 1)
    return column


def _join(layout: QBoxLayout) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
