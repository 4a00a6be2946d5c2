"""The column of stars: what its cells and its heading show and say."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette

from desktop_app.ui.icons import icon


class StarCell(QObject):
    """A full star for a favourite; words for screen readers and tool tips alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._empty = icon("star")
        self._full = icon("star-filled", QPalette.ColorRole.Highlight)

    def heading(self, role: int) -> Any:  # noqa: ANN401 - a QVariant
        """What stands above the column."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return ""
            case Qt.ItemDataRole.DecorationRole:
                return self._empty
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.tr("Favourite")
        return None

    def cell(self, role: int, *, is_favourite: bool) -> Any:  # noqa: ANN401 - a QVariant
        """What stands beside a model."""
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return self._full if is_favourite else self._empty
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Favourite") if is_favourite else self.tr("No favourite")
            case Qt.ItemDataRole.ToolTipRole if is_favourite:
                return self.tr("No longer a favourite (Ctrl+D)")
            case Qt.ItemDataRole.ToolTipRole:
                return self.tr("Favourite: on top here and in every list of models (Ctrl+D)")
        return None
