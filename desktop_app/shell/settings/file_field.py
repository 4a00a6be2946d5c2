"""A field for the path of a file, with a button that chooses one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop_app.ui.widgets import named, push_button


class FileField(QWidget):
    """The line has the name `name`, the button `browse`; `filters` are those of the dialog."""

    def __init__(self, name: str, spoken: str, browse: str, filters: list[str]) -> None:
        super().__init__()
        self._spoken = spoken
        self._filters = filters
        self.line = named(QLineEdit(), name, spoken)
        button = push_button(browse, self.tr("Choose …"))
        button.setAccessibleName(self.tr("{field}: choose …").format(field=spoken))
        button.setToolTip(self.tr("Choose a file"))
        button.clicked.connect(self._on_choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """The path, or ""."""
        return self.line.text().strip()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._spoken)
        dialog.setNameFilters(self._filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if self.text():
            dialog.setDirectory(str(Path(self.text()).parent))
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
