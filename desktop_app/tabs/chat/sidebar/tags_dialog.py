"""The small dialog in which the tags of a conversation are written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop_app.ui.widgets import label, named

_WIDTH = 360


class TagsDialog(QDialog):
    """Tags in one line, with commas between them; known ones are completed."""

    tags_given = Signal(object)  # list[str]

    def __init__(
        self, title: str, tags: Sequence[str], known: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chat.tags_dialog")
        self.setWindowTitle(self.tr("Tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        heading = label(self.tr("Tags of “{title}”").format(title=title), "section")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self._field = named(QLineEdit(), "chat.tags", self.tr("Tags, with commas between them"))
        self._field.setPlaceholderText(self.tr("work, ideas"))
        self._field.setText("".join(f"{tag}, " for tag in tags))
        self._field.setCompleter(_LastPartCompleter(known, self._field))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        save = named(buttons.button(QDialogButtonBox.StandardButton.Save), "chat.tags_save")
        save.setProperty("role", "primary")
        save.setText(self.tr("Save"))
        save.setToolTip(self.tr("Keep these tags (Enter)"))
        cancel = named(buttons.button(QDialogButtonBox.StandardButton.Cancel), "chat.tags_cancel")
        cancel.setToolTip(self.tr("Leave the tags as they are (Esc)"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self._field)
        layout.addWidget(label(self.tr("Separate tags by commas."), "muted"))
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self._field.setFocus()

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        # A dialog selects all of its first field: the next letter would take the place of the tags.
        self._field.end(False)

    @override
    def accept(self) -> None:
        parts = (part.strip() for part in self._field.text().split(","))
        self.tags_given.emit(list(dict.fromkeys(part for part in parts if part)))
        super().accept()


class _LastPartCompleter(QCompleter):
    """Completes what stands after the last comma."""

    def __init__(self, words: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(words), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _part = self._field.text().rpartition(",")
        return f"{before}{comma} {super().pathFromIndex(index)}".lstrip()
