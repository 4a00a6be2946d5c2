"""Words for what stands in a field of the server's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, QObject

from desktop_app.tabs.models.columns import plain_text


class CellText(QObject):
    """Values in the person's language."""

    def text(self, name: str, value: Any) -> str:  # noqa: ANN401 - whatever a server sends
        """What the cell of the field `name` shows."""
        locale = QLocale()
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if name == "created" and isinstance(value, int):
            moment = QDateTime.fromSecsSinceEpoch(value)
            return locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
        if isinstance(value, int) and abs(value) < 2**63:
            return locale.toString(value)
        return plain_text(value)
