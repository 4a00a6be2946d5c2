"""The field in which the strings are written at which a model stops."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.core.stop_strings import parse_stop_strings, write_stop_strings


class StopStringsField(QPlainTextEdit):
    """Two lines high; commas and lines separate."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(self.tr("For example  \\n\\n, ###"))
        self.setToolTip(
            self.tr(
                "The model stops before it writes one of these. Separate them by commas or lines; "
                "\\n is a line break, \\, a comma."
            )
        )
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 22)

    def strings(self) -> tuple[str, ...]:
        """Each string once, as it is meant."""
        return parse_stop_strings(self.toPlainText())

    def set_strings(self, strings: Iterable[str]) -> None:
        """Write other strings; what a person has written for the same ones stays."""
        wanted = tuple(strings)
        if wanted != self.strings():
            self.setPlainText(write_stop_strings(wanted))
