"""A part of a panel that is folded away until a person wants it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named, push_button


class Fold(QWidget):
    """A heading button, named `name`, and below it `body`, which it shows and hides."""

    def __init__(
        self, name: str, title: str, content: QLayout, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.body = QWidget(self)
        self.body.setLayout(content)
        self._heading = push_button(name, title, role="fold")
        self._heading.setCheckable(True)
        self._heading.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon ends the line
        self._heading.toggled.connect(self._show_body)
        self._note = named(label("", "muted"), f"{name}_note")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addWidget(self._note)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.body)
        self._show_body(False)

    def set_open(self, is_open: bool) -> None:
        """Show what is folded, or fold it."""
        self._heading.setChecked(is_open)

    def set_note(self, text: str) -> None:
        """A word beside the heading that says what is folded away; seen only while it is."""
        self._note.setText(text)
        self._show_note()

    def _show_body(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self._heading.setIcon(icon("chevron-up" if is_open else "chevron-down"))
        self._heading.setToolTip(
            self.tr("Fold away") if is_open else self.tr("Show what is folded")
        )
        self._heading.setAccessibleDescription(
            self.tr("Unfolded") if is_open else self.tr("Folded away")
        )
        self._show_note()

    def _show_note(self) -> None:
        self._note.setVisible(bool(self._note.text()) and not self._heading.isChecked())
