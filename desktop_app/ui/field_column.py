"""Fields one below the other, each with its title."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.widgets import label


class FieldColumn(QVBoxLayout):
    """A column of labelled fields in the program's distances."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)

    def add(self, title: str, field: QWidget) -> None:
        """Add a field below its title; the title is also what a screen reader speaks."""
        heading = label(title, "label")
        heading.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        self.addWidget(heading)
        self.addWidget(field)
        self.addSpacing(12)

    def add_plain(self, widget: QWidget) -> None:
        """Add a widget that needs no title."""
        self.addWidget(widget)
        self.addSpacing(8)
